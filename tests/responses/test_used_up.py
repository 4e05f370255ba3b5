import pytest

from bot.responses.importer import read_responses
from bot.responses.used_up import COUNTED, HANDOVER_AGAIN, SMALL_TALK, counted, left_out, stand_in
from bot.settings import ROOT

RESPONSES = read_responses(ROOT / "data" / "responses")


@pytest.mark.parametrize(
    ("name", "instead"),
    [
        ("utter_welcome", "utter_small_talk_again"),
        ("utter_payment_methods", "utter_same_answer"),
        ("utter_order_on_time", "utter_same_answer"),
        ("utter_ask_email", None),
        ("utter_rephrase", None),
        ("utter_same_answer", None),
        ("utter_small_talk_again", None),
    ],
)
def test_what_is_said_instead(name: str, instead: str | None) -> None:
    assert stand_in(name) == instead


def test_an_apology_is_not_made_again() -> None:
    assert left_out("utter_acknowledge_late_delivery")
    assert not left_out("utter_order_late")


def test_every_name_here_is_written() -> None:
    named = {*SMALL_TALK, *COUNTED, *COUNTED.values(), HANDOVER_AGAIN, "utter_same_answer", "utter_small_talk_again"}
    assert named <= set(RESPONSES)


@pytest.mark.parametrize("name", sorted({*COUNTED.values(), HANDOVER_AGAIN}))
def test_the_count_stands_in_every_sentence(name: str) -> None:
    assert all("{count}" in variant["text"] for variant in RESPONSES[name])


def test_any_other_hand_over() -> None:
    assert counted("utter_handover_asked") == HANDOVER_AGAIN
