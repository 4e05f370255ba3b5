import pytest

from bot.handoff.suggestions import BY_TOPIC, BY_TRIGGER, IN_TIME, LIFE_EVENT, suggest
from bot.policy.topics import TOPICS
from bot.vocabulary import Trigger


def test_first_the_reason_then_the_matter() -> None:
    assert suggest(Trigger.FRUSTRATION, "late_delivery") == [BY_TRIGGER["frustration"], BY_TOPIC["late_delivery"]]


def test_a_gift_that_is_late_is_no_danger_to_anybody() -> None:
    said = suggest(Trigger.SEVERITY, "late_delivery", f"severity 3: {LIFE_EVENT}")
    assert said == [IN_TIME, BY_TOPIC["late_delivery"]]


def test_somebody_who_only_asked_needs_no_advice() -> None:
    assert suggest(Trigger.ASKED, None) == []


@pytest.mark.parametrize("trigger", [t for t in Trigger if t != Trigger.ASKED])
def test_every_other_trigger_has_a_first_step(trigger: Trigger) -> None:
    assert suggest(trigger, None)


def test_advice_is_about_matters_that_exist() -> None:
    assert set(BY_TOPIC) <= set(TOPICS)
    assert set(BY_TRIGGER) <= set(Trigger)
