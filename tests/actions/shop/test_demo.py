"""What customers can do in the demo shop, when it is too late, and that nothing happens twice."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from uuid import uuid4

import asyncpg
import pytest

from actions.shop.demo import DemoShop
from actions.shop.interface import (
    Address,
    KeyReused,
    Order,
    OrderStatus,
    ParcelStatus,
    RefundStatus,
)

Making = Callable[..., Awaitable[Order]]
ELSEWHERE = Address("Iga Wrona", "Nowa 9", "00-001", "Warszawa", "PL")


def key() -> str:
    return uuid4().hex


async def found(shop: DemoShop, order: Order) -> Order:
    again = await shop.find_order(order.number, order.email)
    assert again is not None
    return again


async def mails(pool: asyncpg.Pool, recipient: str, *kinds: str) -> list[tuple[str, str]]:
    found = "SELECT kind, subject FROM demo_shop.outgoing_mail WHERE recipient = $1 AND kind = ANY($2)"
    return [tuple(row) for row in await pool.fetch(found, recipient, list(kinds))]


async def test_an_order_is_found_as_it_was_written_by_number_and_email(shop: DemoShop, shipped_order: Making) -> None:
    order = await shipped_order()
    assert await shop.find_order(order.number, order.email) == order
    assert await shop.find_order(f" {order.number.lower()} ", order.email.upper()) == order


@pytest.mark.parametrize(
    "email", ["", "anna@example.com", "iga@example.co", "%", "iga@example.com' OR '1'='1", "iga\0"]
)
async def test_a_wrong_email_shows_exactly_what_an_unknown_number_shows(
    shop: DemoShop, shipped_order: Making, email: str
) -> None:
    order = await shipped_order()
    assert await shop.find_order(order.number, email) is None
    assert await shop.find_order("FL-99999", email) is None


@pytest.mark.parametrize("number", ["", "FL-1\0", "\ud800", "FL-" + "9" * 10_000, "%", "FL-_____"])
async def test_hostile_numbers_find_nothing_and_change_nothing(shop: DemoShop, number: str) -> None:
    assert await shop.find_order(number, "iga@example.com") is None
    assert (await shop.cancel(number, key())).status == "not_allowed"


async def test_cancelling_a_placed_order_stops_it_and_approves_the_refund(shop: DemoShop, placed_order: Making) -> None:
    order = await placed_order()
    outcome = await shop.cancel(order.number, key())
    after = await found(shop, order)
    assert (outcome.status, outcome.refund) == ("done", order.total)
    assert (after.status, after.cancellation_reference) == (OrderStatus.CANCELLED, outcome.reference)
    assert after.parcels[0].status is ParcelStatus.STOPPED
    assert [(one.amount, one.status) for one in after.refunds] == [(order.total, RefundStatus.APPROVED)]
    assert after.refunds[0].expected_on == outcome.refund_by


async def test_twenty_parallel_cancels_with_one_key_are_one_cancellation(shop: DemoShop, placed_order: Making) -> None:
    order, same = await placed_order(), key()
    outcomes = await asyncio.gather(*(shop.cancel(order.number, same) for _ in range(20)))
    assert set(outcomes) == {outcomes[0]} and outcomes[0].status == "done"
    assert len((await found(shop, order)).refunds) == 1


async def test_of_twenty_parallel_cancels_with_their_own_keys_one_does_it(shop: DemoShop, placed_order: Making) -> None:
    order = await placed_order()
    outcomes = await asyncio.gather(*(shop.cancel(order.number, key()) for _ in range(20)))
    assert sorted(outcome.status for outcome in outcomes) == ["already_done"] * 19 + ["done"]
    assert len({outcome.reference for outcome in outcomes}) == 1
    assert len((await found(shop, order)).refunds) == 1


async def test_a_key_answers_the_same_even_when_the_order_has_moved_on(
    shop: DemoShop, shipped_order: Making, write_order: Making, pool: asyncpg.Pool
) -> None:
    order, same = await shipped_order(), key()
    first = await shop.cancel(order.number, same)
    await pool.execute("UPDATE demo_shop.orders SET status = 'placed' WHERE number = $1", order.number)
    assert first == await shop.cancel(order.number, same)
    assert first.status == "too_late"


async def test_a_key_does_not_answer_for_another_wish(shop: DemoShop, placed_order: Making) -> None:
    order, same = await placed_order(), key()
    await shop.change_address(order.number, ELSEWHERE, same)
    for other in (shop.cancel(order.number, same), shop.change_address("FL-99999", ELSEWHERE, same)):
        with pytest.raises(KeyReused):
            await other


async def test_the_address_changes_until_the_order_is_shipped(shop: DemoShop, placed_order: Making) -> None:
    order = await placed_order()
    outcome = await shop.change_address(order.number, ELSEWHERE, key())
    again = await shop.change_address(order.number, ELSEWHERE, key())
    assert (outcome.status, again.status) == ("done", "already_done")
    assert (await found(shop, order)).address == ELSEWHERE


async def test_a_shipped_order_keeps_its_address_and_cannot_be_cancelled(shop: DemoShop, shipped_order: Making) -> None:
    order = await shipped_order()
    assert (await shop.change_address(order.number, ELSEWHERE, key())).status == "too_late"
    assert (await shop.cancel(order.number, key())).status == "too_late"
    assert await shop.find_order(order.number, order.email) == order


async def test_an_address_with_characters_the_database_cannot_hold_is_still_taken(
    shop: DemoShop, placed_order: Making
) -> None:
    order = await placed_order()
    await shop.change_address(order.number, replace(ELSEWHERE, street="Nowa\0 9\ud800"), key())
    assert (await found(shop, order)).address == ELSEWHERE


async def test_a_return_opens_once_and_mails_one_label(
    shop: DemoShop, pool: asyncpg.Pool, delivered_order: Making
) -> None:
    order = await delivered_order(days_ago=30)
    outcomes = await asyncio.gather(*(shop.open_return(order.number, "too small", key()) for _ in range(8)))
    assert sorted(outcome.status for outcome in outcomes) == ["already_done"] * 7 + ["done"]
    assert len({(outcome.reference, outcome.send_by, outcome.sent_to) for outcome in outcomes}) == 1
    label = ("return_label", str(outcomes[0].reference))
    assert (await mails(pool, order.email, "return_label")).count(label) == 1


async def test_a_return_is_too_late_on_day_31(shop: DemoShop, delivered_order: Making) -> None:
    late = await delivered_order(days_ago=31)
    assert (await shop.open_return(late.number, "", key())).status == "too_late"
    assert (await found(shop, late)).returns == ()


async def test_what_has_not_arrived_cannot_be_returned(shop: DemoShop, shipped_order: Making) -> None:
    order = await shipped_order()
    assert (await shop.open_return(order.number, "", key())).status == "not_allowed"


async def test_an_invoice_is_mailed_once_per_wish_to_the_order_email(
    shop: DemoShop, pool: asyncpg.Pool, shipped_order: Making
) -> None:
    order, same = await shipped_order(), key()
    outcomes = [await shop.send_invoice(order.number, wish) for wish in (same, same, key())]
    assert [(outcome.status, outcome.sent_to) for outcome in outcomes] == [("done", order.email)] * 3
    sent = [subject for _, subject in await mails(pool, order.email, "invoice")]
    assert sent.count(order.invoices[0].number) == 2


async def test_there_is_no_invoice_before_shipping(shop: DemoShop, placed_order: Making) -> None:
    order = await placed_order()
    assert (await shop.send_invoice(order.number, key())).status == "not_allowed"


async def test_a_password_link_goes_only_to_an_account_and_the_answer_does_not_tell(
    shop: DemoShop, pool: asyncpg.Pool, placed_order: Making
) -> None:
    order, nobody = await placed_order(), f"{key()}@example.com"
    known = await shop.send_password_link(order.email.upper(), key())
    unknown = await shop.send_password_link(nobody, key())
    assert (known.status, unknown.status) == ("done", "done")
    assert str(known.reference)[:3] == str(unknown.reference)[:3] == "PW-"
    assert ("password_link", known.reference) in await mails(pool, order.email, "password_link")
    assert await mails(pool, nobody, "password_link") == []
