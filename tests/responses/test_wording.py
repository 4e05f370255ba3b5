import pytest

from bot.responses.wording import Wording, fill, ranked

PL = [{"type": "slot", "name": "language", "value": "pl"}]
RESPONSES = {
    "utter_greet": [
        {"text": "Hello"},
        {"text": "Hi there"},
        {"text": "Dzień dobry, {name}", "condition": PL},
    ]
}


def test_a_second_greeting_uses_other_words() -> None:
    assert ranked(RESPONSES, "utter_greet", "en", [])[0] == 0
    assert ranked(RESPONSES, "utter_greet", "en", [("utter_greet", 0)])[0] == 1


def test_when_all_was_said_the_one_longest_ago_comes_back() -> None:
    said = [("utter_greet", 0), ("utter_greet", 1), ("utter_greet", 0)]
    assert ranked(RESPONSES, "utter_greet", "en", said)[0] == 1


def test_an_unknown_language_reads_english() -> None:
    assert ranked(RESPONSES, "utter_greet", "cs", [])[0] == 0


def test_polish_customers_read_polish() -> None:
    assert Wording(RESPONSES).line("utter_greet", "pl", name="Anno").text == "Dzień dobry, Anno"


def test_a_customers_own_braces_are_not_filled() -> None:
    assert fill("You wrote {text}.", {"text": "{email}", "email": "secret@example.com"}) == "You wrote {email}."


def test_a_missing_response_is_an_error_not_a_silence() -> None:
    with pytest.raises(KeyError):
        Wording(RESPONSES).line("utter_nothing", "en")


AGAIN = {
    "utter_wait_unknown": [{"text": "I do not know."}],
    "utter_wait_again_unknown": [{"text": "Number {count}: not yet."}],
}


def test_what_has_to_be_said_however_often_gets_a_number() -> None:
    wording = Wording(AGAIN)
    assert wording.counted("utter_wait_unknown", "en", [], 1).text == "I do not know."
    assert wording.counted("utter_wait_unknown", "en", ["I do not know. Wait here."], 4).text == "Number 4: not yet."


def test_new_words_or_none() -> None:
    wording = Wording(RESPONSES)
    found = wording.new("utter_greet", "en", ["Hello"])
    assert found is not None and found.text == "Hi there"
    assert wording.new("utter_greet", "en", ["Hello", "Hi there"]) is None
