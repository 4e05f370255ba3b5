"""A customer asks the demo shop where an order is; the days are computed from today."""

from datetime import timedelta

from playwright.async_api import expect

from actions.order_action import shop_now
from actions.saying import day
from tests.browser.conftest import Customers


def in_days(count: int, language: str) -> str:
    return day(shop_now().date() + timedelta(days=count), language)


async def test_an_order_on_time_is_told_in_english(customer: Customers) -> None:
    chat = await customer("en")
    assert "order" in await chat.ask("Where is my order?")
    assert "e-mail" in await chat.ask("FL-10001")
    told = await chat.ask("anna@example.com")
    assert "FL-10001" in told and in_days(1, "en") in told


async def test_a_late_order_is_told_in_polish_with_both_days_and_a_choice(customer: Customers) -> None:
    chat = await customer("pl")
    assert "numer zamówienia" in await chat.ask("gdzie jest moja paczka")
    told = await chat.ask("FL-10002, anna@example.com", answers=2)
    assert in_days(-3, "pl") in told and in_days(2, "pl") in told
    await expect(chat.reply("Poczekam")).to_be_visible()
    await expect(chat.reply("konsultant")).to_be_visible()


async def test_a_polish_customer_on_the_english_page_is_answered_in_polish(customer: Customers) -> None:
    told = await (await customer("en")).ask("Gdzie jest zamówienie FL-10001? Mój e-mail: anna@example.com")
    assert in_days(1, "pl") in told


async def test_an_order_is_not_shown_to_somebody_with_another_address(customer: Customers) -> None:
    told = await (await customer("en")).ask("Where is order FL-10001? My e-mail is jan@example.com")
    assert in_days(1, "en") not in told
    assert "FL-10001" in told


async def test_a_button_says_its_title_and_acts(customer: Customers) -> None:
    chat = await customer("en")
    await chat.ask("Where is order FL-10002? My e-mail is anna@example.com", answers=2)
    title = await chat.reply("person").inner_text()
    await chat.reply("person").click()
    await expect(chat.lines("customer").last).to_have_text(title)
    await expect(chat.banner).to_contain_text("person")
    await expect(chat.reply("I'll wait")).to_have_count(0)
