import pytest

from bot.responses.linter import order
from bot.responses.linter.order import PROBLEMS, first_turn, out_of_order
from tests.responses.linter.written import TONES, written

SORRY = "I'm sorry your parcel is late. Thank you for telling me."


def found(language: str = "en", /, **said: str) -> list[str]:
    return [finding.rule.partition(": ")[2] for finding in out_of_order(written(language, **said), TONES)]


@pytest.mark.parametrize("problem", PROBLEMS)
def test_every_path_the_policy_takes_begins_with_the_acknowledgement(problem: str) -> None:
    assert first_turn(problem)[0] == f"utter_acknowledge_{problem}"


def test_a_policy_that_acknowledges_nothing_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(order, "first_turn", lambda problem: ["utter_ask_order_number"])
    assert found() == ["not acknowledged first"] * len(PROBLEMS)


def test_a_path_goes_on_to_the_first_question() -> None:
    assert first_turn("late_delivery") == ["utter_acknowledge_late_delivery", "utter_ask_order_number"]


def test_heard_then_asked_is_in_order() -> None:
    assert found(utter_acknowledge_late_delivery=SORRY, utter_ask_order_number="Which order is it?") == []


def test_an_acknowledgement_apologises_and_does_not_ask() -> None:
    assert found(utter_acknowledge_late_delivery="Thank you.") == ["an acknowledgement without an apology"]
    assert found(utter_acknowledge_late_delivery="I'm sorry. Which order?") == [
        "a question before the customer was heard"
    ]


def test_a_hand_over_after_a_failure_apologises_and_one_that_was_asked_for_need_not() -> None:
    assert found(utter_handover_frustration="A person takes over.") == ["an acknowledgement without an apology"]
    assert found(utter_handover_asked="Of course. A person takes over.") == []


def test_the_apology_comes_before_the_question() -> None:
    assert found(utter_greet="Which order? I'm sorry it is late.") == ["the question comes before the apology"]


def test_the_question_after_an_acknowledgement_does_not_apologise_again() -> None:
    path = {"utter_acknowledge_late_delivery": SORRY, "utter_ask_order_number": "Sorry, which order is it?"}
    assert set(found(**path)) == {"apologises again where a problem was just acknowledged"}


def test_one_question_a_message_and_an_example_is_none() -> None:
    assert found(utter_greet="Which order? Which e-mail?") == ["more than one question in a message"]
    assert found(utter_greet='Write "Where is it?", or shall I call somebody?') == []
    assert found("cs", utter_greet="Napište „Kde je?“, nebo mám někoho zavolat?") == []
    assert found("ru", utter_greet="Напишите «Где он?», или позвать сотрудника?") == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I'm sorry. Really, I'm sorry."),
        ("pl", "Przepraszam za to. Bardzo mi przykro."),
        ("cs", "Omlouvám se, mrzí mě to a ještě jednou se omlouvám."),
        ("ru", "Простите нас. Мне очень жаль."),
    ],
)
def test_one_apology_is_enough(language: str, text: str) -> None:
    assert found(language, utter_greet=text) == ["apologises over and over"]


def test_regret_and_apology_in_one_sentence_are_one() -> None:
    assert found("pl", utter_greet="Przykro mi, że paczki nie ma, i przepraszam za to.") == []
