"""A wish survives the death of whoever carried it, and is never carried out twice."""

import asyncio
from datetime import date
from decimal import Decimal
from uuid import uuid4

import asyncpg
import pytest

from actions.shop.exactly_once import Result, Wish, exactly_once
from actions.shop.interface import Money, OutcomeStatus
from bot.store.postgres import OUTAGE

RESULT = Result(OutcomeStatus.DONE, "XX-1", Money(Decimal("10.50"), "EUR"), date(2026, 11, 20), "iga@example.com")


def wish() -> Wish:
    return Wish("XX", uuid4().hex, None)


async def mail(connection: asyncpg.Connection, recipient: str) -> None:
    columns = "(operation_key, kind, recipient, subject)"
    await connection.execute(f"INSERT INTO demo_shop.outgoing_mail {columns} VALUES ($1, '', $1, '')", recipient)


async def mailed(pool: asyncpg.Pool, recipient: str) -> int:
    return await pool.fetchval("SELECT count(*) FROM demo_shop.outgoing_mail WHERE recipient = $1", recipient)


async def test_the_repeated_wish_hears_every_field_of_the_first_result(pool: asyncpg.Pool) -> None:
    async def effect(connection: asyncpg.Connection, reference: str) -> Result:
        return RESULT

    async def never(connection: asyncpg.Connection, reference: str) -> Result:
        raise AssertionError("ran twice")

    same = wish()
    assert await exactly_once(pool, same, effect) == RESULT
    assert await exactly_once(pool, same, never) == RESULT


async def test_a_crash_in_the_middle_leaves_nothing_and_the_repeated_wish_is_carried_out(
    pool: asyncpg.Pool,
) -> None:
    same = wish()

    async def dies(connection: asyncpg.Connection, reference: str) -> Result:
        await mail(connection, same.key)
        await connection.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        raise AssertionError("outlived its connection")

    async def lives(connection: asyncpg.Connection, reference: str) -> Result:
        await mail(connection, same.key)
        return Result(OutcomeStatus.DONE, reference)

    with pytest.raises(OUTAGE):
        await exactly_once(pool, same, dies)
    assert await mailed(pool, same.key) == 0
    assert (await exactly_once(pool, same, lives)).status is OutcomeStatus.DONE
    assert await mailed(pool, same.key) == 1


async def test_the_second_carrier_takes_over_when_the_first_dies_beside_it(pool: asyncpg.Pool) -> None:
    same, begun, die = wish(), asyncio.Event(), asyncio.Event()

    async def dies(connection: asyncpg.Connection, reference: str) -> Result:
        await mail(connection, same.key)
        begun.set()
        await die.wait()
        raise ConnectionResetError

    async def lives(connection: asyncpg.Connection, reference: str) -> Result:
        await mail(connection, same.key)
        return Result(OutcomeStatus.DONE, reference)

    first = asyncio.create_task(exactly_once(pool, same, dies))
    await begun.wait()
    second = asyncio.create_task(exactly_once(pool, same, lives))
    assert not (await asyncio.wait([second], timeout=0.2))[0], "the second must wait for the first"
    die.set()
    assert (await second).status is OutcomeStatus.DONE
    assert await mailed(pool, same.key) == 1
    with pytest.raises(ConnectionResetError):
        await first


async def test_references_are_never_given_twice(pool: asyncpg.Pool) -> None:
    async def effect(connection: asyncpg.Connection, reference: str) -> Result:
        return Result(OutcomeStatus.DONE, reference)

    results = await asyncio.gather(*(exactly_once(pool, wish(), effect) for _ in range(20)))
    assert len({result.reference for result in results}) == 20
