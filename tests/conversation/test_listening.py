"""Who begins a complaint is let speak; a simple question, danger and a wish for a person are answered at once."""

from typing import Any

import pytest

from bot.conversation.listening import Patience, begins_a_complaint, pause_s

PATIENCE = Patience(quiet_s=1.2, most_s=4.0)


def heard(text: str, intent: str, confidence: float = 0.95, **more: Any) -> dict[str, Any]:
    return {"text": text, "intent": {"name": intent, "confidence": confidence}, "entities": [], **more}


COMPLAINT = heard("my parcel is late", "late_delivery")


@pytest.mark.parametrize(
    "parsed",
    [
        COMPLAINT,
        heard("This is ridiculous!", "complaint", frustration=0.52),
        heard("cancel it, you idiots!", "cancel_order", frustration=0.6),
        heard("The charger I bought,", "nlu_fallback", 0.7),
        heard("čekám už tři týdny...", "track_order"),
        heard("my parcel", "missing_parcel", 0.51),
        heard("I have a problem", "nlu_fallback", 0.67),
        heard("so", "affirm", 0.5),
    ],
)
def test_the_beginning_of_a_complaint(parsed: dict[str, Any]) -> None:
    assert begins_a_complaint(parsed)


@pytest.mark.parametrize(
    "parsed",
    [
        heard("where is my order?", "track_order"),
        heard("opening hours", "contact_customer_service", 0.9),
        heard("cancel my order", "cancel_order", frustration=0.45),
        heard("hi", "greet"),
        heard("yes", "affirm"),
        heard("What is the airspeed velocity of an unladen swallow", "nlu_fallback", 0.7),
        heard("Hm?", "nlu_fallback", 0.7),
        heard("it is late, FL-10002", "late_delivery", entities=[{"entity": "order_number"}]),
        heard("FL-10002", "nlu_fallback", 1.0, entities=[{"entity": "order_number"}]),
        heard("it burns and", "nlu_fallback", 0.5, severity=4),
        heard("the charger smokes...", "safety_incident"),
        heard("this is ridiculous, give me a person", "complaint", frustration=0.8, wants_human=True),
        heard("a person,", "contact_human_agent"),
    ],
)
def test_answered_at_once(parsed: dict[str, Any]) -> None:
    assert not begins_a_complaint(parsed)


def test_the_pause_ends_when_it_was_quiet_or_the_first_line_has_waited_long_enough() -> None:
    assert pause_s(COMPLAINT, "web", 0.0, 0.0, PATIENCE) == pytest.approx(1.2)
    assert pause_s(COMPLAINT, "web", 1.0, 0.4, PATIENCE) == pytest.approx(0.8)
    assert pause_s(COMPLAINT, "socketio", 3.9, 0.1, PATIENCE) == pytest.approx(0.1)
    assert pause_s(COMPLAINT, "web", 2.0, 1.3, PATIENCE) == 0.0
    assert pause_s(COMPLAINT, "web", 60.0, 60.0, PATIENCE) == 0.0


def test_a_clock_that_jumped_back_makes_it_no_longer() -> None:
    assert pause_s(COMPLAINT, "web", -3600.0, -3600.0, PATIENCE) == pytest.approx(1.2)


def test_who_waits_for_each_answer_is_not_kept_waiting() -> None:
    assert pause_s(COMPLAINT, "rest", 0.0, 0.0, PATIENCE) == 0.0


def test_without_patience_everything_is_answered_at_once() -> None:
    assert pause_s(COMPLAINT, "web", 0.0, 0.0, Patience(0.0, 4.0)) == 0.0
