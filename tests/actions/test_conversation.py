from typing import Any

import pytest

from actions.conversation import Acknowledge, HandOver, SessionStart
from bot.policy.topics import TOPICS
from tests.actions.stage import play


async def kinds(**slots: Any) -> list[str]:
    return [event["event"] for event in (await play(SessionStart(), **slots)).events]


async def test_a_new_session_keeps_what_is_known() -> None:
    slots = {"order_number": "FL-10001", "email": None, "session_started_metadata": {"x": 1}}
    played = await play(SessionStart(), **slots)
    assert played.slots == {"order_number": "FL-10001"}


async def test_a_new_session_does_not_wake_a_paused_bot() -> None:
    assert await kinds() == ["session_started", "action"]
    assert await kinds(paused=True) == ["session_started", "action", "pause"]


@pytest.mark.parametrize("topic", [name for name, topic in TOPICS.items() if topic.problem])
async def test_each_problem_has_its_own_words_and_is_remembered(topic: str) -> None:
    played = await play(Acknowledge(), topic=topic, acknowledged=["complaint"])
    assert played.said == [f"utter_acknowledge_{topic}"]
    assert played.slots["acknowledged"] == ["complaint", topic]


async def test_a_hand_over_listens_and_then_pauses() -> None:
    played = await play(HandOver(), "contact_human_agent")
    assert [event["event"] for event in played.events] == ["action", "pause"]
    assert played.events[0]["name"] == "action_listen"
    assert (played.said, played.slots) == ([], {"offer": None, "needs_person": None})


async def test_what_a_person_has_dealt_with_is_remembered_once() -> None:
    played = await play(HandOver(), "affirm", topic="late_delivery", handed_over=["wrong_item", "late_delivery"])
    assert played.slots["handed_over"] == ["late_delivery", "wrong_item"]
    assert (await play(HandOver(), "damaged_item")).slots["handed_over"] == ["damaged_item"]


@pytest.mark.parametrize("intent", ["contact_human_agent", "safety_incident", "nlu_fallback", "greet"])
async def test_only_matters_are_remembered(intent: str) -> None:
    assert "handed_over" not in (await play(HandOver(), intent)).slots
