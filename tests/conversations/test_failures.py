"""Something an answer depends on is down: the customer hears something true, and nothing is lost."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from actions import services
from actions.services import Services
from actions.shop.demo import DemoShop
from actions.shop.interface import Order, ShopUnavailable
from bot.service import Firstline, Keys, Servers, build
from bot.settings import Settings
from bot.store import embedded, postgres
from bot.training import ensure_model
from tests.conversations.chat import Chat

TRACKING = ("where is my order FL-10001", "utter_ask_email")


class ClosedShop:
    """Every question goes unanswered."""

    def __getattr__(self, name: str) -> Any:
        async def unanswered(*_: Any) -> Any:
            raise ShopUnavailable("no answer")

        return unanswered


@pytest.fixture
def shop_is_closed(firstline: Firstline) -> Iterator[None]:
    before = services.use(None)
    assert before is not None
    services.use(replace(before, shop=ClosedShop()))
    yield
    services.use(before)


async def test_the_shop_does_not_answer(chat: Chat, shop_is_closed: None) -> None:
    await chat.plays(TRACKING, ("anna@example.com", "utter_handover_component_down"))
    contract = (await chat.handoff())["contract"]
    assert contract["trigger"]["kind"] == "component_down"
    assert contract["summary"]["wants"] == "where is my order FL-10001"
    assert contract["suggested_next"]


async def test_sklep_nie_odpowiada(czat: Chat, shop_is_closed: None) -> None:
    await czat.plays(
        ("gdzie jest zamówienie FL-10001", "utter_ask_email"),
        ("anna@example.com", "utter_handover_component_down"),
    )


async def test_what_needs_no_shop_goes_on(chat: Chat, shop_is_closed: None) -> None:
    await chat.plays(("hi", "utter_greet"), ("how long does delivery take", "utter_delivery_period"))


async def test_when_it_is_back_the_bot_is_too(chat: Chat, firstline: Firstline) -> None:
    open_shop = services.use(None)
    services.use(replace(open_shop, shop=ClosedShop()) if open_shop else None)
    await chat.plays(TRACKING, ("anna@example.com", "utter_handover_component_down"))
    services.use(open_shop)
    await chat.person_joins("Ola")
    await chat.person_closes()
    await chat.plays(("where is my order FL-10001", "utter_ask_email"), ("anna@example.com", "utter_order_on_time"))


class FallingShop(DemoShop):
    """The record goes down just when it is asked, and comes back a moment after the bot noticed."""

    def __init__(self, shop: DemoShop, record: embedded.EmbeddedPostgres) -> None:
        self._shop, self._record, self.fell = shop, record, False

    async def find_order(self, number: str, email: str) -> Order | None:
        if not self.fell:
            self.fell = True
            self._record.stop()
        return await self._shop.find_order(number, email)


@pytest.fixture
async def fragile(tmp_path: Path, redis_url: str) -> AsyncIterator[tuple[Firstline, embedded.EmbeddedPostgres]]:
    """A second program on a record of its own, which may be stopped."""
    before: Services | None = services.use(None)
    record = embedded.EmbeddedPostgres(tmp_path / "postgres")
    url = record.start()
    postgres.migrate(url)
    model = ensure_model(Settings.from_env().var)
    settings = Settings(always_open=True, listen_quiet_s=0.0)
    firstline = await build(settings, Servers(url, redis_url), model, Keys(b"x" * 32, "token"))
    yield firstline, record
    await firstline.stop()
    record.stop()
    services.use(before)


async def test_the_record_goes_down_in_the_middle_of_an_answer(
    fragile: tuple[Firstline, embedded.EmbeddedPostgres],
) -> None:
    firstline, record = fragile
    built = services.use(None)
    assert built is not None and isinstance(built.shop, DemoShop)
    falling = FallingShop(built.shop, record)
    services.use(replace(built, shop=falling))
    chat = await Chat.opened(firstline, "en")
    await chat.plays(TRACKING)
    await firstline.conversations.accept(chat.id, "web", None, "anna@example.com")
    async with firstline.wire.subscribe(f"conversation:{chat.id}") as heard:
        working = firstline.conversations.work(chat.id)
        notice = await heard.get()
        while notice["kind"] == "message":
            notice = await heard.get()
        assert (falling.fell, notice["kind"]) == (True, "notice")
        assert notice["text"].startswith("Your message has arrived and is stored.")
        record.start()
        await working
    await chat.reads()
    messages = await firstline.conversations.history(chat.id)
    assert [m["author"] for m in messages] == ["customer", "bot", "customer", "bot"]
    assert "FL-10001" in messages[-1]["text"]
    assert (await firstline.conversations.state(chat.id))["owner"] == "bot"
