from typing import Any

import asyncpg
import pytest
from rasa.shared.core.events import SlotSet, UserUttered

from bot.conversation.dialogue import Dialogue, Turn
from bot.conversation.outbox import Commit, commit
from bot.conversation.trackers import Trackers
from bot.service import Firstline
from bot.vocabulary import Owner

HELLO = {"event": "user", "text": "hello", "parse_data": {"intent": {"name": "greet"}}}
TOPIC = {"event": "slot", "name": "topic", "value": "late_delivery"}
NEW_SESSION = {"event": "session_started"}


@pytest.fixture
def dialogue(firstline: Firstline) -> Dialogue:
    return firstline.dialogue


@pytest.fixture
def trackers(pool: asyncpg.Pool, dialogue: Dialogue) -> Trackers:
    return Trackers(pool, dialogue)


async def turn(pool: asyncpg.Pool, conversation_id: str, version: int, *events: dict[str, Any], **more: Any) -> None:
    await commit(pool, Commit(conversation_id, version, Owner.BOT, Owner.BOT, (), events, **more))


def texts(tracker: Any) -> list[str]:
    return [event.text for event in tracker.events if isinstance(event, UserUttered)]


async def test_a_conversation_is_read_from_its_turns(
    trackers: Trackers, pool: asyncpg.Pool, conversation_id: str
) -> None:
    await turn(pool, conversation_id, 0, HELLO)
    await turn(pool, conversation_id, 1, TOPIC)
    tracker = await trackers.at(conversation_id, 0, 2)
    assert (texts(tracker), tracker.get_slot("topic"), tracker.sender_id) == (
        ["hello"],
        "late_delivery",
        conversation_id,
    )


async def test_a_turn_committed_after_that_version_is_not_in_it(
    trackers: Trackers, pool: asyncpg.Pool, conversation_id: str
) -> None:
    await turn(pool, conversation_id, 0, HELLO)
    await turn(pool, conversation_id, 1, TOPIC)
    assert (await trackers.at(conversation_id, 0, 1)).get_slot("topic") is None


async def test_only_the_present_session_is_read(trackers: Trackers, pool: asyncpg.Pool, conversation_id: str) -> None:
    await turn(pool, conversation_id, 0, HELLO)
    await turn(pool, conversation_id, 1, NEW_SESSION, TOPIC, new_session=True)
    tracker = await trackers.at(conversation_id, 2, 2)
    assert (texts(tracker), tracker.get_slot("topic")) == ([], "late_delivery")


async def test_a_kept_tracker_is_used_at_its_version_only(
    trackers: Trackers, pool: asyncpg.Pool, conversation_id: str
) -> None:
    await turn(pool, conversation_id, 0, HELLO)
    tracker = await trackers.at(conversation_id, 0, 1)
    trackers.keep(tracker, 1, Turn([], [], {}))
    assert await trackers.at(conversation_id, 0, 1) is tracker
    trackers.keep(tracker, 1, Turn([], [], {}))
    await turn(pool, conversation_id, 1, TOPIC)
    assert (await trackers.at(conversation_id, 0, 2)).get_slot("topic") == "late_delivery"


async def test_a_tracker_not_given_back_is_read_again(
    trackers: Trackers, pool: asyncpg.Pool, conversation_id: str
) -> None:
    """The turn failed: whatever it did to the tracker must not stay."""
    await turn(pool, conversation_id, 0, HELLO)
    spoilt = await trackers.at(conversation_id, 0, 1)
    trackers.keep(spoilt, 1, Turn([], [], {}))
    (await trackers.at(conversation_id, 0, 1)).update(SlotSet("topic", "spoilt"))
    assert (await trackers.at(conversation_id, 0, 1)).get_slot("topic") is None


async def test_a_new_session_is_kept_without_the_old_one(
    trackers: Trackers, dialogue: Dialogue, conversation_id: str
) -> None:
    long = dialogue.tracker(conversation_id, [HELLO] * 5)
    rolled = dialogue.tracker(conversation_id, [NEW_SESSION, TOPIC])
    trackers.keep(long, 6, Turn(list(rolled.events), [], {}))
    assert texts(await trackers.at(conversation_id, 6, 6)) == []


async def test_a_read_that_fails_raises_and_never_forgets(dialogue: Dialogue, database_url: str) -> None:
    gone = await asyncpg.create_pool(database_url, min_size=1, max_size=1)
    await gone.close()
    with pytest.raises(asyncpg.InterfaceError):
        await Trackers(gone, dialogue).at("anybody", 0, 1)
