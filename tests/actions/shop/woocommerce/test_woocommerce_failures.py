"""The shop is slow, broken, busy or wrong: the customer hears something true in time, and nothing is half done."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest

from actions.saying import SHOP_ZONE
from actions.shop.in_time import ANSWER_WITHIN_S
from actions.shop.interface import Money, OutcomeStatus, ShopUnavailable
from actions.shop.rules import send_back_by
from actions.shop.woocommerce import client
from actions.shop.woocommerce.shop import WooCommerceShop
from bot.settings import ROOT
from tests.actions.shop.woocommerce.conftest import shop_at
from tests.actions.shop.woocommerce.test_woocommerce_shop import ELSEWHERE, IGA, TOTAL, delivered
from tests.actions.shop.woocommerce_server import FakeWooCommerce, an_order, gmt

PART = Money(Decimal("5"), "PLN")
LIMIT_S = 5.0
DONE_BUT = ("after", "page", "drop", "list", "slow")
Doing = Callable[[WooCommerceShop, str, str], Awaitable[object]]

# What is done, the request that does it, and how to see in the shop how often it was done.
WRITES: dict[str, tuple[Doing, str, Callable[[FakeWooCommerce], int]]] = {
    "cancel": (lambda shop, number, key: shop.cancel(number, key), "POST .*/refunds", lambda woo: len(woo.paid_out)),
    "refund": (
        lambda shop, number, key: shop.refund(number, PART, key),
        "POST .*/refunds",
        lambda woo: len(woo.paid_out),
    ),
    "voucher": (
        lambda shop, number, key: shop.voucher(number, PART, date(2027, 5, 31), key),
        "POST /coupons",
        lambda woo: len(woo.coupons),
    ),
    "invoice": (
        lambda shop, number, key: shop.send_invoice(number, key),
        "POST .*/actions",
        lambda woo: len(woo.mails),
    ),
    "return": (
        lambda shop, number, key: shop.open_return(number, "", key),
        "POST .*/notes",
        lambda woo: len(woo.mails),
    ),
    "address": (
        lambda shop, number, key: shop.change_address(number, ELSEWHERE, key),
        "PUT /orders",
        lambda woo: sum(one["shipping"]["city"] == "Warszawa" for one in woo.orders.values()),
    ),
}


def order_for(woo: FakeWooCommerce, what: str) -> str:
    return (delivered(woo) if what == "return" else woo.put_order())["number"]


async def within_limit(call: Awaitable[object]) -> object:
    began = time.monotonic()
    try:
        return await call
    except ShopUnavailable as error:
        return error
    finally:
        assert time.monotonic() - began < LIMIT_S


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Patience a sixth of the real one, so that many slow shops can be tried."""
    monkeypatch.setattr(client, "ATTEMPT_S", client.ATTEMPT_S / 6)
    monkeypatch.setattr("actions.shop.in_time.ANSWER_WITHIN_S", ANSWER_WITHIN_S / 6)


@pytest.mark.parametrize("kind", DONE_BUT)
@pytest.mark.parametrize("what", WRITES)
async def test_a_write_that_was_done_without_an_answer_is_not_done_again(
    woo: FakeWooCommerce, shop: WooCommerceShop, hurried: None, what: str, kind: str
) -> None:
    do, request, times_done = WRITES[what]
    number, key = order_for(woo, what), uuid4().hex
    woo.fails(kind, request)
    first = await within_limit(do(shop, number, key))
    assert times_done(woo) == 1
    assert kind in ("slow", "drop") or getattr(first, "status", None) is OutcomeStatus.DONE
    later = await do(shop_at(woo), number, key)
    assert times_done(woo) == 1 and later.status is OutcomeStatus.DONE  # type: ignore[attr-defined]
    assert isinstance(first, ShopUnavailable) or first == later


@pytest.mark.parametrize("what", WRITES)
async def test_a_write_that_was_not_done_is_done_by_asking_again_once(
    woo: FakeWooCommerce, shop: WooCommerceShop, what: str
) -> None:
    do, request, times_done = WRITES[what]
    number, key = order_for(woo, what), uuid4().hex
    woo.fails("before", request)
    done = await within_limit(do(shop, number, key))
    assert getattr(done, "status", None) is OutcomeStatus.DONE and times_done(woo) == 1


@pytest.mark.parametrize("what", WRITES)
async def test_a_shop_that_stays_down_does_nothing_and_says_so_in_time(
    woo: FakeWooCommerce, shop: WooCommerceShop, what: str
) -> None:
    do, request, times_done = WRITES[what]
    number, key = order_for(woo, what), uuid4().hex
    woo.fails("before", request, times=99)
    assert isinstance(await within_limit(do(shop, number, key)), ShopUnavailable)
    woo.faults.clear()
    assert times_done(woo) == 0
    assert getattr(await do(shop, number, key), "status", None) is OutcomeStatus.DONE and times_done(woo) == 1


@pytest.mark.parametrize("what", [what for what in WRITES if what != "address"])  # an address twice is one address
async def test_a_shop_that_hangs_is_not_asked_twice_for_a_write(
    woo: FakeWooCommerce, shop: WooCommerceShop, hurried: None, what: str
) -> None:
    do, request, times_done = WRITES[what]
    woo.fails("slow_before", request, times=99)
    assert isinstance(await within_limit(do(shop, order_for(woo, what), uuid4().hex)), ShopUnavailable)
    assert (woo.count(request), times_done(woo)) == (1, 0)


@pytest.mark.parametrize("kind", ["before", "page", "busy", "drop"])
async def test_a_read_is_tried_again(woo: FakeWooCommerce, shop: WooCommerceShop, kind: str) -> None:
    woo.put_order(id=723)
    woo.fails(kind, "GET /orders", times=2)
    assert await shop.find_order("723", IGA) is not None
    assert woo.count("GET /orders") == 3


@pytest.mark.parametrize("kind", ["slow", "before", "page", "list", "busy", "drop"])
async def test_a_read_that_never_succeeds_is_unavailable_in_time(
    woo: FakeWooCommerce, shop: WooCommerceShop, kind: str
) -> None:
    woo.put_order(id=723)
    woo.fails(kind, "GET", times=99)
    assert isinstance(await within_limit(shop.find_order("723", IGA)), ShopUnavailable)


async def test_the_pause_the_shop_asks_for_is_kept(woo: FakeWooCommerce, shop: WooCommerceShop) -> None:
    woo.put_order(id=723)
    woo.fails("busy", "GET", headers={"Retry-After": "1"})
    began = time.monotonic()
    assert await shop.find_order("723", IGA) is not None
    assert time.monotonic() - began >= 1


async def test_a_pause_longer_than_a_customer_waits_is_an_answer(woo: FakeWooCommerce, shop: WooCommerceShop) -> None:
    woo.fails("busy", "GET", times=99, headers={"Retry-After": "120"})
    with pytest.raises(ShopUnavailable):
        await shop.find_order("723", IGA)
    assert woo.count("GET") == 1


async def test_a_write_refused_for_haste_is_sent_again(woo: FakeWooCommerce, shop: WooCommerceShop) -> None:
    woo.fails("busy", "POST .*/refunds")
    assert (await shop.cancel(woo.put_order()["number"], "k")).status is OutcomeStatus.DONE
    assert woo.paid_out == [TOTAL.amount]


async def test_a_shop_that_is_gone_is_unavailable(woo: FakeWooCommerce, shop: WooCommerceShop) -> None:
    await woo.stop()
    assert isinstance(await within_limit(shop.find_order("723", IGA)), ShopUnavailable)


async def test_wrong_keys_are_no_unknown_order(woo: FakeWooCommerce) -> None:
    woo.put_order(id=723)
    stranger = shop_at(woo, secret="cs_wrong")
    with pytest.raises(ShopUnavailable):
        await stranger.find_order("723", IGA)
    assert woo.count("GET") == 1
    await stranger.close()


async def test_another_customers_order_in_the_answer_is_not_shown(woo: FakeWooCommerce, shop: WooCommerceShop) -> None:
    """A cache before the shop may answer with the page of another."""
    woo.orders[723] = {**an_order(999), "billing": an_order(999)["billing"]}
    woo.refunds[999] = []
    assert await shop.find_order("723", IGA) is None
    assert (await shop.cancel("723", "k")).status is OutcomeStatus.NOT_ALLOWED
    assert woo.count("^(PUT|POST)") == 0


@pytest.mark.parametrize(
    "missing", ["billing", "status", "total", "meta_data", "line_items", "refunds", "date_created_gmt"]
)
async def test_half_an_order_is_no_order(woo: FakeWooCommerce, shop: WooCommerceShop, missing: str) -> None:
    order = woo.put_order(id=723)
    woo._seen = lambda _: {name: value for name, value in order.items() if name != missing}  # type: ignore[method-assign]
    with pytest.raises(ShopUnavailable):
        await shop.find_order("723", IGA)


async def test_a_refund_begun_and_not_finished_is_for_a_person(woo: FakeWooCommerce, shop: WooCommerceShop) -> None:
    woo.gateway_dies = True
    number = woo.put_order()["number"]
    for key in ("one", "one", "two"):
        with pytest.raises(ShopUnavailable):
            await shop.cancel(number, key)
    assert woo.paid_out == [TOTAL.amount]


async def test_a_label_mailed_before_a_death_is_not_mailed_again(woo: FakeWooCommerce, shop: WooCommerceShop) -> None:
    number = delivered(woo)["number"]
    woo.fails("before", "PUT /orders", times=99)
    assert isinstance(await within_limit(shop.open_return(number, "", "k")), ShopUnavailable)
    woo.faults.clear()
    assert (await shop_at(woo).open_return(number, "", "k")).status is OutcomeStatus.DONE
    assert len(woo.mails) == 1


KILLED = """
import asyncio, sys
from tests.actions.shop.woocommerce.test_woocommerce_failures import WRITES, elsewhere
asyncio.run(WRITES[sys.argv[2]][0](elsewhere(sys.argv[1]), sys.argv[3], "the same key"))
"""


def elsewhere(url: str) -> WooCommerceShop:
    woo = FakeWooCommerce()
    woo.url = url
    return shop_at(woo)


@pytest.fixture
async def killed(woo: FakeWooCommerce) -> AsyncIterator[Callable[[str, str], Awaitable[None]]]:
    """Runs the write in a process of its own and kills it while it waits for the shop's answer."""

    async def run(what: str, number: str) -> None:
        _, request, times_done = WRITES[what]
        woo.fails("slow", request)
        command = (sys.executable, "-c", KILLED, woo.url, what, number)
        process = await asyncio.create_subprocess_exec(*command, cwd=str(Path(ROOT)))
        while times_done(woo) == 0:
            assert process.returncode is None
            await asyncio.sleep(0.01)
        process.kill()
        await process.wait()

    yield run


@pytest.mark.parametrize("what", WRITES)
async def test_killed_in_the_middle_of_a_write_it_is_not_done_again(
    woo: FakeWooCommerce, shop: WooCommerceShop, killed: Callable[[str, str], Awaitable[None]], what: str
) -> None:
    do, _, times_done = WRITES[what]
    number = order_for(woo, what)
    await killed(what, number)
    after = await do(shop, number, "the same key")
    assert getattr(after, "status", None) is OutcomeStatus.DONE and times_done(woo) == 1


async def test_a_label_mailed_days_ago_keeps_its_last_day(woo: FakeWooCommerce, shop: WooCommerceShop) -> None:
    order, mailed = delivered(woo), datetime.now(UTC) - timedelta(days=2)
    note = {"id": 1, "note": f"RT-{order['id']}", "customer_note": True, "date_created_gmt": gmt(mailed)}
    woo.notes[order["id"]].append(note)
    label = await shop.open_return(order["number"], "", "k")
    assert label.send_by == send_back_by(mailed.astimezone(SHOP_ZONE).date()) and woo.mails == []
