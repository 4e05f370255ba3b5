import asyncio
import uuid
from datetime import UTC, datetime, timedelta

import pytest

from bot.conversation.announcer import topic
from bot.conversation.inbox import Inbox, Incoming
from bot.conversation.rates import Rates
from bot.errors import NotFound, WrongState
from bot.vocabulary import Cause, HandoffState
from tests.handoff.handed_over import Desk


async def test_a_claim_moves_everything_at_once(desk: Desk) -> None:
    whose = await desk.waiting()
    claimed = await desk.handoffs.claim(whose, "ola")
    assert (claimed["state"], claimed["agent"]) == ("human", "ola")
    row = await desk.row(whose)
    assert (row["owner"], row["claimed_at"] is not None) == ("human", True)
    assert (await desk.lines(whose))[-1]["text"] == "ola has joined and can see the whole conversation."
    assert [promise["state"] for promise in await desk.promises(whose)] == ["kept"]


async def test_a_claim_after_the_stated_time_breaks_the_promise(desk: Desk) -> None:
    whose = await desk.waiting(due_in_s=-5)
    await desk.handoffs.claim(whose, "ola")
    assert [promise["state"] for promise in await desk.promises(whose)] == ["broken"]


async def test_of_two_agents_one_gets_it(desk: Desk) -> None:
    whose = await desk.waiting()
    both = (desk.handoffs.claim(whose, agent) for agent in ("ola", "jan"))
    results = await asyncio.gather(*both, return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["WrongState", "dict"]
    assert len(await desk.lines(whose)) == 2


async def test_a_callback_is_claimed_too(desk: Desk) -> None:
    whose = await desk.waiting(state=HandoffState.CALLBACK)
    await desk.handoffs.claim(whose, "ola")
    assert (await desk.row(whose))["owner"] == "human"


async def test_the_desk_and_the_customer_hear_of_it(desk: Desk) -> None:
    whose = await desk.waiting()
    async with desk.wire.subscribe(topic(whose)) as chat, desk.wire.subscribe("desk") as board:
        await desk.handoffs.claim(whose, "ola")
    told = [chat.get_nowait() for _ in range(chat.qsize())]
    assert [event["kind"] for event in told] == ["message", "state"]
    assert (told[1]["owner"], told[1]["text"]) == ("human", "You are talking to ola.")
    assert [board.get_nowait()["kind"] for _ in range(board.qsize())] == ["message", "handoff"]


async def test_a_reply_is_the_persons_line(desk: Desk) -> None:
    whose = await desk.waiting()
    await desk.handoffs.claim(whose, "ola")
    sent = await desk.handoffs.reply(whose, "ola", "Hello, this is Ola.")
    assert (sent["author"], sent["name"], sent["text"]) == ("human", "ola", "Hello, this is Ola.")


async def test_the_same_reply_sent_twice_is_said_once(desk: Desk) -> None:
    whose, message_id = await desk.waiting(), uuid.uuid4().hex
    await desk.handoffs.claim(whose, "ola")
    first = await desk.handoffs.reply(whose, "ola", "Hello.", message_id)
    assert await desk.handoffs.reply(whose, "ola", "Hello.", message_id) == first
    assert [line["author"] for line in await desk.lines(whose)].count("human") == 1


async def test_only_who_has_it_speaks(desk: Desk) -> None:
    whose = await desk.waiting()
    with pytest.raises(WrongState) as early:
        await desk.handoffs.reply(whose, "ola", "Hello.")
    assert early.value.state == "waiting"
    await desk.handoffs.claim(whose, "ola")
    with pytest.raises(WrongState, match="with ola"):
        await desk.handoffs.reply(whose, "jan", "Hello.")
    with pytest.raises(WrongState, match="with ola"):
        await desk.handoffs.close(whose, "jan", "done", Cause.PROCESS)


async def test_closing_says_so_and_writes_the_cause_down(desk: Desk) -> None:
    whose = await desk.waiting()
    await desk.handoffs.claim(whose, "ola")
    closed = await desk.handoffs.close(whose, "ola", "sent a new lamp", "supplier")
    assert (closed["state"], closed["resolution"], closed["cause"]) == ("closed", "sent a new lamp", "supplier")
    row = await desk.row(whose)
    assert (row["owner"], row["closed_at"] is not None) == ("bot", True)
    assert (await desk.lines(whose))[-1]["text"].startswith("ola has closed this case.")


async def test_a_cause_that_does_not_exist_changes_nothing(desk: Desk) -> None:
    whose = await desk.waiting()
    await desk.handoffs.claim(whose, "ola")
    with pytest.raises(ValueError, match="bad luck"):
        await desk.handoffs.close(whose, "ola", "done", "bad luck")
    assert (await desk.row(whose))["state"] == "human"


async def test_given_back_the_bot_speaks_again(desk: Desk) -> None:
    whose = await desk.waiting()
    await desk.handoffs.claim(whose, "ola")
    await desk.handoffs.give_back(whose, "ola")
    row = await desk.row(whose)
    assert (row["state"], row["owner"], row["resolution"]) == ("closed", "bot", "returned")
    with pytest.raises(WrongState):
        await desk.handoffs.give_back(whose, "ola")


async def test_what_was_written_to_the_person_is_not_left_for_the_bot(desk: Desk) -> None:
    whose = await desk.waiting()
    await desk.handoffs.claim(whose, "ola")
    await Inbox(desk.pool, Rates(9, 1.0, unanswered_max=9), 200).store(Incoming(whose, "are you there?"), 5.0)
    await desk.handoffs.close(whose, "ola", "done", Cause.UNKNOWN)
    assert [line["delivery"] for line in await desk.lines(whose) if line["author"] == "customer"] == ["handled"]


async def test_the_end_leaves_no_question_open_for_the_bot(desk: Desk) -> None:
    whose = await desk.waiting()
    await desk.handoffs.claim(whose, "ola")
    await desk.handoffs.close(whose, "ola", "done", Cause.UNKNOWN)
    statement = "SELECT events FROM turns WHERE conversation_id = $1 ORDER BY version DESC LIMIT 1"
    events = await desk.pool.fetchval(statement, whose)
    assert events[0] == {"event": "resume"}
    forgotten = {event["name"] for event in events[1:] if event["value"] is None}
    assert forgotten == {"topic", "asked", "offer", "handover", "failed_turns", "lookups_failed"}


async def test_the_second_person_is_announced_in_other_words(desk: Desk) -> None:
    whose = await desk.waiting()
    await desk.handoffs.claim(whose, "ola")
    await desk.handoffs.give_back(whose, "ola")
    reopen = "UPDATE handoffs SET state = 'waiting', agent = NULL WHERE id = $1"
    await desk.pool.execute(reopen, whose)
    await desk.pool.execute("UPDATE conversations SET owner = 'waiting', handoff_id = id WHERE id = $1", whose)
    await desk.handoffs.claim(whose, "jan")
    await desk.handoffs.close(whose, "jan", "done", Cause.UNKNOWN)
    joined = [line["text"] for line in await desk.lines(whose) if line["author"] == "system"]
    assert joined[0] == "ola has joined and can see the whole conversation."
    assert joined[2] == "You are now writing with jan."


async def test_withdrawn_by_the_customer_nothing_is_owed(desk: Desk) -> None:
    whose = await desk.waiting()
    async with desk.pool.acquire() as connection, connection.transaction():
        await desk.handoffs.withdraw(connection, whose)
    assert (await desk.row(whose))["resolution"] == "withdrawn by the customer"
    assert [promise["state"] for promise in await desk.promises(whose)] == ["updated"]


async def test_one_that_does_not_exist(desk: Desk) -> None:
    with pytest.raises(NotFound):
        await desk.handoffs.claim(uuid.uuid4().hex, "ola")


async def test_it_is_to_be_answered_by_what_was_promised(desk: Desk) -> None:
    due = (await desk.row(await desk.waiting(due_in_s=600)))["respond_by"]
    assert abs(due - datetime.now(UTC) - timedelta(seconds=600)) < timedelta(seconds=30)
    assert (await desk.row(await desk.waiting(due_in_s=None)))["respond_by"] is None
