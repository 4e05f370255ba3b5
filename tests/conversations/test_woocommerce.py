"""The real bot in front of a WooCommerce: what the customer hears when all is well, and when nothing is."""

import time
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from actions import services
from actions.shop.woocommerce.shop import WooCommerceShop
from tests.actions.shop.woocommerce.conftest import shop_at
from tests.actions.shop.woocommerce_server import FakeWooCommerce
from tests.conversations.chat import Chat

HEARD_WITHIN_S = 5.0
ASKED = ("where is my order FL-20001", "utter_ask_email")
CANCELLING = (("please cancel my order FL-20001", "utter_ask_email"), ("iga@example.com", "utter_cancel_confirm"))
BROKEN = ("slow", "before", "page", "busy", "drop")


@pytest.fixture
async def woo(chat: Chat) -> AsyncIterator[FakeWooCommerce]:
    """Behind the bot of this chat, with one paid order."""
    server = await FakeWooCommerce().start()
    server.put_order(number="FL-20001")
    shop: WooCommerceShop = shop_at(server)
    before = services.use(None)
    assert before is not None
    services.use(replace(before, shop=shop))
    yield server
    services.use(before)
    await shop.close()
    await server.stop()


async def test_an_order_is_found_and_cancelled_and_the_money_is_on_its_way(chat: Chat, woo: FakeWooCommerce) -> None:
    await chat.plays(*CANCELLING, ("yes", "Done: order FL-20001 is cancelled"))
    assert len(woo.paid_out) == 1 and [one["status"] for one in woo.orders.values()] == ["refunded"]
    assert [row["text"] for row in await chat.promises()] == [chat.lines[-1]["text"]]
    await chat.plays(("where is FL-20001 now", "utter_order_is_cancelled"))


async def test_another_customers_order_is_not_shown(chat: Chat, woo: FakeWooCommerce) -> None:
    await chat.plays(ASKED, ("anna@example.com", "utter_order_not_found"))
    said = " ".join(line["text"] for line in chat.lines if line["author"] == "bot")
    assert not any(secret in said for secret in ("Polna", "Wrona", "iga@", "108", "Kettle", "InPost"))


@pytest.mark.parametrize("kind", BROKEN)
async def test_the_customer_hears_the_truth_in_time(chat: Chat, woo: FakeWooCommerce, kind: str) -> None:
    await chat.plays(ASKED)
    woo.fails(kind, ".", times=99)
    began = time.monotonic()
    await chat.plays(("iga@example.com", "utter_handover_component_down"))
    assert time.monotonic() - began < HEARD_WITHIN_S
    assert (await chat.handoff())["contract"]["trigger"]["kind"] == "component_down"


@pytest.mark.parametrize("kind", ["after", "page", "list"])
async def test_done_without_an_answer_is_told_as_done_and_done_once(
    chat: Chat, woo: FakeWooCommerce, kind: str
) -> None:
    await chat.plays(*CANCELLING)
    woo.fails(kind, "POST .*/refunds")
    await chat.plays(("yes", "Done: order FL-20001 is cancelled"))
    assert len(woo.paid_out) == 1


async def test_where_nobody_knows_a_person_takes_over_and_nothing_is_half_done(
    chat: Chat, woo: FakeWooCommerce
) -> None:
    await chat.plays(*CANCELLING)
    woo.fails("slow_before", "POST .*/refunds", times=99)
    began = time.monotonic()
    await chat.plays(("yes", "utter_handover_component_down"))
    assert time.monotonic() - began < HEARD_WITHIN_S
    assert (woo.paid_out, [one["status"] for one in woo.orders.values()]) == ([], ["processing"])
