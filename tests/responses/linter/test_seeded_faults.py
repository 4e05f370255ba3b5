"""The demonstration: eight faults, each in a copy that is else in order; each is found at its line and only there."""

from bot.rasa_validation import validate
from bot.responses.linter.lint import lint
from tests.responses.linter.spoiled import Spoiled, places, rules


def test_a_copy_is_in_order(spoiled: Spoiled) -> None:
    assert lint(spoiled.root) == []
    assert validate(spoiled.root, examples=False) == []


def test_1_a_cliche_in_czech(spoiled: Spoiled) -> None:
    place = spoiled.says("cs", "utter_offer_declined", "Omluva za způsobené komplikace, nic neměním.")
    found = lint(spoiled.root)
    assert places(found) == [place]
    assert (
        "způsobené komplikace" in rules(found)
        and "úřední fráze" in rules(found)
        and "data/tone/cs.yml:" in rules(found)
    )
    assert found[0].better == "Omlouvám se, že dárek nepřišel včas."


def test_2_a_question_before_the_apology(spoiled: Spoiled) -> None:
    place = spoiled.says("en", "utter_acknowledge_late_delivery", "Which order is it? I'm sorry you are waiting.", 1)
    found = lint(spoiled.root)
    assert places(found) == [place]
    assert "the question comes before the apology" in rules(found)


def test_3_a_promise_without_a_date(spoiled: Spoiled) -> None:
    place = spoiled.says("pl", "utter_handover_asked", "Oczywiście, wkrótce przejmie to człowiek.")
    found = lint(spoiled.root)
    assert places(found) == [place]
    assert "„wkrótce“ is never said: obietnica bez terminu" in rules(found)
    assert found[0].better == "za około {point}, najpóźniej {upper}"


def test_4_a_missing_russian_variant(spoiled: Spoiled) -> None:
    place = spoiled.loses("ru", "utter_goodbye", 1)
    found = lint(spoiled.root)
    assert places(found) == [place]
    assert rules(found) == "utter_goodbye: a variant is missing in ru, en has 2"
    assert "Take care." in found[0].better


def test_5_anything_else_after_a_problem(spoiled: Spoiled) -> None:
    text = "Done: order {order_number} is cancelled, reference {reference}. Is there anything else I can do?"
    place = spoiled.says("en", "utter_cancelled", text)
    found = lint(spoiled.root)
    assert places(found) == [place]
    assert "closes the talk right after a problem" in rules(found)
    assert found[0].better == "Are you happy with this solution?"


def test_6_a_contradiction_between_a_rule_and_a_story(spoiled: Spoiled) -> None:
    block = "\n  - story: hello and goodbye\n    steps:\n      - intent: greet\n      - action: utter_goodbye"
    file, blank = spoiled.adds("data/stories/hand_over.yml", block)
    found = validate(spoiled.root, examples=False)
    assert places(found) == [(file, blank + 1)]
    assert "contradicting with rule(s) 'greet'" in found[0].says
    assert "data/rules/simple.yml:" in found[0].better


def test_7_an_unused_response(spoiled: Spoiled) -> None:
    added = spoiled.adds_everywhere("utter_old_farewell")
    found = lint(spoiled.root)
    assert places(found) == sorted(added)
    assert {finding.rule for finding in found} == {"utter_old_farewell: nothing says this"}


def test_8_an_endless_apology(spoiled: Spoiled) -> None:
    text = "Простите, что мы вас подвели. Мне так жаль. Ещё раз простите."
    place = spoiled.says("ru", "utter_acknowledge_complaint", text)
    found = lint(spoiled.root)
    assert places(found) == [place]
    assert rules(found) == "utter_acknowledge_complaint: apologises over and over"
