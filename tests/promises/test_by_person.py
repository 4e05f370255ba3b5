"""A person at the desk gives their word; the API that leads there is tested in tests/desk/test_promises.py."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from bot.errors import WrongState
from bot.promises.by_person import CannotBePromised, Promising, Word
from bot.promises.ledger import Ledger
from bot.promises.written import keep_with, settle_written
from bot.vocabulary import PromiseKind
from tests.handoff.handed_over import Desk


@pytest.fixture
def desk(pool: asyncpg.Pool) -> Desk:
    return Desk(pool)


async def claimed(desk: Desk, language: str = "en") -> str:
    whose = await desk.waiting(language=language)
    await desk.handoffs.claim(whose, "ola")
    return whose


async def give(desk: Desk, whose: str, what: str = "I ask the carrier.", **more: Any) -> dict[str, Any]:
    by = more.pop("by", datetime.now(UTC) + timedelta(hours=2))
    word = Word(what, by, more.pop("kind", PromiseKind.MESSAGE), more.pop("message_id", str(uuid4())))
    ledger = Ledger(desk.pool)
    promising = Promising(desk.pool, desk.handoffs, ledger, desk.announcer, desk.wording, desk.wait_wording)
    return await promising.promise(whose, "ola", word)


async def written(desk: Desk, whose: str, ago_s: float, text: str = "Here it is") -> str:
    """A line of the person; what was said before it moves into the past."""
    shift = "UPDATE messages SET at = at - make_interval(secs => $2) WHERE conversation_id = $1"
    await desk.pool.execute(shift, whose, ago_s)
    line = await desk.handoffs.reply(whose, "ola", text)
    await settle_written(desk.pool, datetime.now(UTC))
    return str(line["id"])


async def state(desk: Desk, promise: dict[str, Any]) -> tuple[str, bool]:
    row = await desk.pool.fetchrow("SELECT state, owed FROM promises WHERE id = $1", promise["id"])
    assert row is not None
    return row["state"], row["owed"]


@pytest.mark.parametrize(
    ("language", "starts"),
    [
        ("en", "I promise you: I ask"),
        ("pl", "Obiecuję: I ask"),
        ("cs", "Slibuji Vám: I ask"),
        ("ru", "Обещаю вам: I a"),
    ],
)
async def test_the_customer_reads_it_and_the_ledger_has_it(desk: Desk, language: str, starts: str) -> None:
    whose = await claimed(desk, language)
    promise = await give(desk, whose)
    last = (await desk.lines(whose))[-1]
    assert last["text"].startswith(starts) and "carrier. " in last["text"]
    assert (last["author"], promise["made_by"], promise["text"]) == ("human", "ola", last["text"])
    assert (promise["kind"], promise["channel"], promise["state"]) == ("message", "web", "open")


async def test_said_twice_with_one_id_it_is_one_promise(desk: Desk) -> None:
    whose, message_id = await claimed(desk), str(uuid4())
    first = await give(desk, whose, message_id=message_id)
    again = await give(desk, whose, message_id=message_id)
    assert first == again


async def test_what_is_written_in_one_go_does_not_keep_it(desk: Desk) -> None:
    promise = await give(desk, whose := await claimed(desk))
    await written(desk, whose, ago_s=0, text="One moment.")
    assert await state(desk, promise) == ("open", True)


async def test_a_line_after_a_pause_keeps_it(desk: Desk) -> None:
    promise = await give(desk, whose := await claimed(desk))
    await written(desk, whose, ago_s=301)
    assert await state(desk, promise) == ("kept", False)


async def test_a_person_names_the_line_that_kept_it(desk: Desk) -> None:
    promise = await give(desk, whose := await claimed(desk))
    line = await written(desk, whose, ago_s=0)
    row = await keep_with(desk.pool, Ledger(desk.pool), promise["id"], line)
    assert (row["state"], row["evidence"]) == ("kept", f"message {line}")


async def test_nobody_leaves_while_their_word_is_open(desk: Desk) -> None:
    promise = await give(desk, whose := await claimed(desk))
    with pytest.raises(WrongState, match="a promise to write"):
        await desk.handoffs.close(whose, "ola", "done", "unknown")
    line = await written(desk, whose, ago_s=0)
    await keep_with(desk.pool, Ledger(desk.pool), promise["id"], line)
    await desk.handoffs.close(whose, "ola", "done", "unknown")


@pytest.mark.parametrize("by", [datetime(2020, 1, 1, tzinfo=UTC), datetime(2120, 1, 1, tzinfo=UTC)])
async def test_a_moment_that_is_none(desk: Desk, by: datetime) -> None:
    with pytest.raises(CannotBePromised):
        await give(desk, await claimed(desk), by=by)


async def test_a_refund_without_an_order_cannot_be_watched(desk: Desk) -> None:
    with pytest.raises(CannotBePromised, match="no order"):
        await give(desk, await claimed(desk), kind=PromiseKind.REFUND)


async def test_who_does_not_have_the_conversation_promises_nothing(desk: Desk) -> None:
    whose = await desk.waiting()
    with pytest.raises(WrongState):
        await give(desk, whose)
