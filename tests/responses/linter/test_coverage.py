from bot.responses.linter.coverage import uneven
from bot.responses.linter.texts import Texts, read_texts
from bot.settings import ROOT
from tests.responses.linter.spoiled import Spoiled
from tests.responses.linter.written import with_button, written


def found(texts: Texts) -> set[str]:
    """Without what follows from there being so few responses."""
    rules = {finding.rule for finding in uneven(texts, ROOT)}
    return {rule for rule in rules if "no language has it" not in rule and "missing in" not in rule}


def test_a_language_that_does_not_say_it(spoiled: Spoiled) -> None:
    file = spoiled.root / "data/responses/cs.yml"
    file.write_text(file.read_text("utf-8").replace("  utter_goodbye:", "  utter_goodby:"), "utf-8")
    texts = read_texts(spoiled.root)
    (missing,) = (f for f in uneven(texts, spoiled.root) if f.rule == "utter_goodbye: missing in cs")
    assert (missing.file, missing.line) == ("data/responses/cs.yml", texts["cs"]["utter_greet"].line), (
        "what is before it"
    )
    assert missing.better == "Write natively what en says: Goodbye, and thank you for writing to us."


def test_a_place_that_says_what_nobody_wrote() -> None:
    missing = [
        finding for finding in uneven(written(), ROOT) if finding.rule == "utter_invoice_sent: no language has it"
    ]
    assert [finding.file for finding in missing] == ["actions/settlements.py"]


def test_what_is_said_again_has_other_words() -> None:
    assert found(written(utter_ask_email="Which e-mail?")) == {"utter_ask_email: said more than once in a conversation"}
    assert found(written(utter_review=["Thank you."])) == set()


def test_variants_name_the_same_values() -> None:
    uneven_values = written(utter_cancelled=["{order_number} is cancelled.", "It is cancelled."])
    assert found(uneven_values) == {"utter_cancelled: other values than data/responses/en.yml:2"}


def test_word_for_word_twice() -> None:
    twice = written(utter_review="Thank you.", utter_welcome="Thank you.")
    assert found(twice) == {"utter_welcome: word for word utter_review (line 2)"}


def test_an_empty_variant() -> None:
    assert found(written(utter_review="")) == {"utter_review: says nothing"}


def test_a_button_that_leads_nowhere() -> None:
    assert found(with_button("/thank")) == set()
    assert found(with_button('/track_order{"order_number": "FL-10001"}')) == set()
    assert found(with_button("/nowhere")) == {"utter_greet: the button „Go“ leads nowhere"}
