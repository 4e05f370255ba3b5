import uuid
from typing import Any

import pytest
from rasa.shared.core.events import ActionExecuted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversation.dialogue import Dialogue, Turn
from bot.service import Firstline


@pytest.fixture
def dialogue(firstline: Firstline) -> Dialogue:
    return firstline.dialogue


@pytest.fixture
def tracker(dialogue: Dialogue) -> DialogueStateTracker:
    return dialogue.tracker(uuid.uuid4().hex, [])


async def turn(dialogue: Dialogue, tracker: DialogueStateTracker, text: str, **more: Any) -> Turn:
    language = more.pop("language", "en")
    message = {"id": uuid.uuid4().hex, "conversation_id": tracker.sender_id, "text": text, **more}
    return await dialogue.turn(tracker, message, "web", language)


async def test_a_message_becomes_events_and_lines(dialogue: Dialogue, tracker: DialogueStateTracker) -> None:
    answer = await turn(dialogue, tracker, "my parcel is late")
    assert [line.text.split()[0] for line in answer.lines] == ["I'm", "Which"]
    assert answer.parsed["intent"]["name"] == "late_delivery"
    assert (answer.hands_over, answer.new_session) == (False, True)
    assert list(tracker.events) == answer.events


async def test_only_new_events_belong_to_the_turn(dialogue: Dialogue, tracker: DialogueStateTracker) -> None:
    first = await turn(dialogue, tracker, "hello")
    second = await turn(dialogue, tracker, "thanks")
    assert not second.new_session
    assert list(tracker.events) == [*first.events, *second.events]


async def test_what_was_stored_continues_the_same(dialogue: Dialogue, tracker: DialogueStateTracker) -> None:
    await turn(dialogue, tracker, "where is my order FL-10001")
    stored = [event.as_dict() for event in tracker.events]
    again = dialogue.tracker(tracker.sender_id, stored)
    assert again.current_slot_values() == tracker.current_slot_values()
    answer = await turn(dialogue, again, "anna@example.com")
    assert "FL-10001" in answer.lines[0].text
    assert answer.lines[0].due


async def test_a_hand_over_pauses_after_a_listen(dialogue: Dialogue, tracker: DialogueStateTracker) -> None:
    """Else Rasa runs it again when it resumes."""
    answer = await turn(dialogue, tracker, "I want a person")
    assert answer.hands_over and tracker.is_paused()
    assert [e.action_name for e in answer.events if isinstance(e, ActionExecuted)][-1] == "action_listen"


async def test_a_button_is_its_payload_and_reads_as_its_title(
    dialogue: Dialogue, tracker: DialogueStateTracker
) -> None:
    answer = await turn(dialogue, tracker, "Talk to a person", payload="/contact_human_agent")
    assert (answer.parsed["intent"]["name"], answer.parsed["text"]) == ("contact_human_agent", "Talk to a person")
    assert answer.hands_over


async def test_a_typed_slash_is_no_payload(dialogue: Dialogue) -> None:
    parsed = await dialogue.understand('/restart{"topic": "x"}')
    assert parsed["intent"]["name"] != "restart"
    assert parsed["intent"]["confidence"] < 1.0


@pytest.mark.parametrize(
    ("page", "answer"), [("pl", "Proszę"), ("en", "And which"), ("cs", "A jakou"), ("ru", "И ещё"), ("de", "And which")]
)
async def test_until_a_message_tells_the_language_the_page_does(
    dialogue: Dialogue, tracker: DialogueStateTracker, page: str, answer: str
) -> None:
    said = await turn(dialogue, tracker, "FL-10001", language=page)
    assert said.lines[0].text.startswith(answer)


async def test_the_session_rolls_over_and_forgets_nothing_that_matters(firstline: Firstline) -> None:
    short = firstline.dialogue
    long_turns, short._session_turns_max = short._session_turns_max, 3
    tracker = short.tracker(uuid.uuid4().hex, [])
    await turn(short, tracker, "where is my order FL-10001")
    for text in ("hello", "thanks"):
        assert not (await turn(short, tracker, text)).new_session
    rolled = await turn(short, tracker, "hi")
    short._session_turns_max = long_turns
    assert rolled.new_session
    renewed = short.tracker(tracker.sender_id, [event.as_dict() for event in rolled.events])
    assert renewed.get_slot("order_number") == "FL-10001"
    assert renewed.get_slot("topic") == "track_order"


async def test_what_an_action_raises_comes_out_of_the_turn(
    dialogue: Dialogue, tracker: DialogueStateTracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: Any) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr(dialogue._actions["action_acknowledge"], "_run", broken)
    with pytest.raises(ZeroDivisionError):
        await turn(dialogue, tracker, "my parcel is late")


async def test_understanding_changes_nothing(dialogue: Dialogue) -> None:
    parsed = await dialogue.understand("gdzie jest FL-10001")
    assert (parsed["language"], [e["value"] for e in parsed["entities"]]) == ("pl", ["FL-10001"])
    assert {"frustration", "severity", "wants_human"} <= set(parsed)


async def test_the_policy_wrote_down_only_what_changed(dialogue: Dialogue, tracker: DialogueStateTracker) -> None:
    await turn(dialogue, tracker, "hello")
    second = await turn(dialogue, tracker, "thanks")
    assert [event.key for event in second.events if isinstance(event, SlotSet)] == []
