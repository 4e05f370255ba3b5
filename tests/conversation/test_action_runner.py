from typing import Any

import pytest
import yaml
from rasa.core.channels.channel import CollectingOutputChannel
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.conversation.action_runner import ActionFailed, InProcessAction, load_actions
from bot.errors import ComponentDown
from bot.responses.generator import Polyglot
from bot.settings import ROOT

RESPONSES = {
    "utter_status": [
        {"text": "{order_number} comes on {day}.", "buttons": [{"title": "Good", "payload": "/affirm"}]},
        {"text": "On {day} you have {order_number}."},
    ],
    "utter_more": [{"text": "Until {day}."}, {"text": "By {day}."}],
}
DOMAIN = Domain.from_dict({"responses": RESPONSES, "slots": {"order_number": {"type": "text", "mappings": []}}})


async def run(body: Any, *before: Event) -> list[Event]:
    nlg, tracker = Polyglot(domain=DOMAIN), DialogueStateTracker.from_events("s", list(before), DOMAIN.slots)
    return await InProcessAction("action_test", body).run(CollectingOutputChannel(), nlg, tracker, DOMAIN)


def saying(response: str, **values: Any) -> Any:
    async def body(dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        dispatcher.utter_message(response=response, **values)
        return []

    return body


def raising(error: Exception) -> Any:
    async def body(dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        raise error

    return body


def test_every_action_of_the_domain_is_there_and_no_other() -> None:
    named = yaml.safe_load((ROOT / "domain.yml").read_text("utf-8"))["actions"]
    assert set(load_actions()) == set(named)


async def test_a_response_is_filled_with_slots_and_values() -> None:
    [said] = await run(saying("utter_status", day="Monday"), SlotSet("order_number", "FL-1"))
    assert isinstance(said, BotUttered)
    assert said.text == "FL-1 comes on Monday."
    assert said.data["buttons"] == [{"title": "Good", "payload": "/affirm"}]
    assert said.metadata["utter_action"] == "utter_status"


async def test_the_next_time_other_words_are_used() -> None:
    said = await run(saying("utter_status", day="Monday", order_number="FL-1"))
    again = await run(saying("utter_status", day="Monday", order_number="FL-1"), *said)
    assert again[0].text == "On Monday you have FL-1."


async def test_several_responses_can_be_one_message() -> None:
    body = saying("utter_status", then=["utter_more"], day="Monday", order_number="FL-1")
    [said] = await run(body)
    assert said.text == "FL-1 comes on Monday. Until Monday."
    assert len(said.data["buttons"]) == 1
    [again] = await run(body, said)
    assert again.text == "On Monday you have FL-1. By Monday."


async def test_a_promise_carries_its_day() -> None:
    [said] = await run(saying("utter_more", day="Monday", due="2026-11-23T23:59:59+01:00"))
    assert said.metadata["due"] == "2026-11-23T23:59:59+01:00"
    [other] = await run(saying("utter_more", day="Monday"))
    assert "due" not in other.metadata


async def test_events_follow_what_was_said() -> None:
    async def body(dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        dispatcher.utter_message(response="utter_more", day="Monday")
        return [{"event": "slot", "name": "order_number", "value": "FL-2"}]

    said, slot = await run(body)
    assert isinstance(said, BotUttered)
    assert slot == SlotSet("order_number", "FL-2")


async def test_an_action_sees_slots_and_the_latest_message() -> None:
    seen: list[Tracker] = []

    async def body(dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        seen.append(tracker)
        return []

    parsed = {"intent": {"name": "greet"}, "text": "hi"}
    await run(body, SlotSet("order_number", "FL-1"), UserUttered("hi", parsed["intent"], [], parsed, message_id="m-1"))
    assert (seen[0].sender_id, seen[0].get_slot("order_number")) == ("s", "FL-1")
    assert (seen[0].latest_message["message_id"], seen[0].latest_message["intent"]["name"]) == ("m-1", "greet")


async def test_an_error_is_not_swallowed() -> None:
    """Rasa swallows every Exception of an action, so it is none."""
    for body, error in ((raising(ZeroDivisionError()), ZeroDivisionError), (saying("utter_nothing"), KeyError)):
        with pytest.raises(ActionFailed) as failed:
            await run(body)
        assert isinstance(failed.value.error, error)
        assert not isinstance(failed.value, Exception)


@pytest.mark.parametrize("error", [ConnectionRefusedError(), TimeoutError()])
async def test_what_cannot_be_reached_is_a_component_that_is_down(error: Exception) -> None:
    with pytest.raises(ActionFailed) as failed:
        await run(raising(error))
    assert isinstance(failed.value.error, ComponentDown)
