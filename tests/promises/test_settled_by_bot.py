"""Which turns settle a problem: a promised day, or what was asked for is done."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.promises.settled import Settled
from bot.promises.settled_by_bot import settled_in

DUE = datetime(2026, 11, 27, 22, 59, tzinfo=UTC)
TRACK = ActionExecuted("action_track_order")
PROMISE = BotUttered("by Friday", metadata={"due": DUE.isoformat()})
PLAIN = BotUttered("it is on its way")
RETURN = ActionExecuted("action_return_item")
DONE = SlotSet("topic", None)


def settled(before: list[Event], events: list[Event], hands_over: bool = False) -> Settled | None:
    tracker = DialogueStateTracker.from_events("c1", [*before, *events])
    return settled_in(tracker, SimpleNamespace(events=events, hands_over=hands_over))


def topic(name: str) -> Event:
    return SlotSet("topic", name)


def test_a_promised_day_for_a_problem() -> None:
    assert settled([topic("late_delivery")], [TRACK, PROMISE]) == Settled("c1", "late_delivery", DUE)


def test_the_problem_may_be_told_in_the_same_turn() -> None:
    assert settled([], [topic("late_delivery"), TRACK, PROMISE]) == Settled("c1", "late_delivery", DUE)


def test_what_was_asked_for_is_done() -> None:
    assert settled([topic("damaged_item")], [RETURN, PLAIN, DONE]) == Settled("c1", "damaged_item")


@pytest.mark.parametrize(
    "events",
    [
        [TRACK, PLAIN],
        [ActionExecuted("action_acknowledge"), PLAIN],
        [DONE, ActionExecuted("utter_offer_declined"), PLAIN],
        [],
    ],
)
def test_what_settles_nothing(events: list[Event]) -> None:
    assert settled([topic("late_delivery")], events) is None


@pytest.mark.parametrize("name", ["track_refund", "cancel_order", "get_invoice"])
def test_a_wish_is_no_problem(name: str) -> None:
    assert settled([topic(name)], [TRACK, PROMISE, DONE]) is None


def test_a_hand_over_is_settled_by_the_person() -> None:
    assert settled([topic("late_delivery")], [TRACK, PROMISE], hands_over=True) is None
