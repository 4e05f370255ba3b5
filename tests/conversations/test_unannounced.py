"""A problem that ended well, and a week later something that nobody announced: the real model, shop and wiring."""

from datetime import UTC, datetime, timedelta

from bot.recovery.gestures import Gestures
from tests.conversations.chat import Chat
from tests.conversations.test_followed_up import asked, late_parcel

AT = (datetime.now(UTC) + timedelta(days=20)).replace(hour=11, minute=0)
OURS = "UPDATE recovery_cases SET cause = 'process' WHERE conversation_id = $1"
ONLY = "DELETE FROM gestures WHERE conversation_id <> $1"


async def look(chat: Chat, at: datetime = AT) -> list[str]:
    """What the clock's look says in this chat."""
    [gestures] = [due for due in chat.firstline.clock._due if isinstance(due, Gestures)]
    gestures._looked_at = None
    await gestures(at)
    return [line["text"] for line in await chat._new("bot")]


async def test_the_content_get_something_once_and_the_bot_goes_on(chat: Chat) -> None:
    await late_parcel(chat)
    await asked(chat, datetime.now(UTC) + timedelta(days=40))
    await chat.plays(("5, all good now", "utter_follow_up_thanks"))
    await chat.firstline.pool.execute(OURS, chat.id)
    await chat.firstline.pool.execute(ONLY, chat.id)
    assert await look(chat, datetime.now(UTC) + timedelta(days=1)) == []
    [text] = await look(chat)
    assert "order FL-10002" in text and "voucher for 20.00\N{NO-BREAK SPACE}PLN: VO-" in text
    assert await look(chat, AT + timedelta(days=1)) == []
    await chat.plays(("thank you", "utter_welcome"), ("where is my order?", "utter_order_late"))


async def test_the_unhappy_get_a_person_and_no_voucher(chat: Chat) -> None:
    await late_parcel(chat)
    await asked(chat, datetime.now(UTC) + timedelta(days=40))
    await chat.plays(("1, it never came", "utter_handover_dissatisfied"))
    await chat.firstline.pool.execute(OURS, chat.id)
    await chat.firstline.pool.execute(ONLY, chat.id)
    assert await look(chat) == []
