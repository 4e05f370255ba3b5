"""From the bot to a person and back, a customer and a person in two browsers, nobody reloading anything."""

import asyncio
import sys
from datetime import timedelta

from playwright.async_api import expect

from actions.order_action import shop_now
from actions.saying import day
from tests.browser.chat_page import ChatPage
from tests.browser.conftest import Customers, Desks
from tests.browser.desk_page import DeskPage
from tests.browser.program import Program

LIVE_MS = 1000
BACKLOG_S = 3.5  # the clock looks for forgotten messages after 3 s


def new_day() -> str:
    return day(shop_now().date() + timedelta(days=2), "en")


async def talking(customer: Customers, desk: Desks, issue: str) -> tuple[ChatPage, DeskPage]:
    """A customer with this issue and the person who has claimed it."""
    chat, person = await customer(), await desk()
    await chat.ask_for_a_person(f"I want to talk to a person about {issue}")
    await person.claim(issue)
    await expect(chat.banner).to_contain_text("You are talking to")
    return chat, person


async def test_a_complaint_of_five_turns_reaches_the_desk_live_with_everything_known(
    customer: Customers, desk: Desks
) -> None:
    chat, person = await customer(), await desk()
    assert "sorry" in await chat.ask("My parcel is late, this is the blue parcel", answers=2)
    await chat.ask("FL-10002")
    assert "promise" in await chat.ask("anna@example.com")
    await chat.ask("When will my parcel arrive?")
    told = await chat.ask_for_a_person()
    assert "person" in told and "repeat" in told
    await expect(chat.banner).to_contain_text("A person will take over")

    await person.open("the blue parcel")
    facts = person.contract.locator("dl")
    await expect(person.contract).to_contain_text("the customer asked for a person")
    await expect(facts).to_contain_text("FL-10002")
    await expect(facts).to_contain_text("anna@example.com")
    await expect(facts).to_contain_text((shop_now().date() - timedelta(days=3)).isoformat())
    await expect(person.contract).to_contain_text("looked up the order")
    await expect(person.lines("customer")).to_have_count(5)
    await expect(
        person.lines("bot").filter(has_text=day(shop_now().date() + timedelta(days=2), "en"))
    ).not_to_have_count(0)


async def test_lines_cross_within_a_second_in_both_directions(customer: Customers, desk: Desks) -> None:
    chat, person = await talking(customer, desk, "a slow lamp")
    arrives = chat.shown_at("human", "I have read everything")
    pressed = await person.reply("I have read everything.")
    to_customer = await arrives - pressed

    seen = person.shown_at("thank you for that")
    pressed = await chat.page.evaluate("Date.now()")
    await chat.write("thank you for that")
    to_person = await seen - pressed

    sys.stdout.write(f"\nperson to customer {to_customer:.0f} ms, customer to person {to_person:.0f} ms\n")
    assert 0 <= to_customer < LIVE_MS
    assert 0 <= to_person < LIVE_MS


async def test_each_sees_the_other_typing(customer: Customers, desk: Desks) -> None:
    chat, person = await talking(customer, desk, "a quiet lamp")
    await person.box.press_sequentially("Let me")
    await expect(chat.widget.locator(".typing")).to_be_visible()
    await person.reply("Let me look.")
    await expect(chat.widget.locator(".typing")).to_be_hidden()
    await chat.box.press_sequentially("Take")
    await expect(person.page.locator("#customer-typing")).to_contain_text("typing")


async def test_after_the_return_the_bot_leaves_what_was_said_to_the_person_alone(
    customer: Customers, desk: Desks, program: Program
) -> None:
    chat, person = await talking(customer, desk, "an old lamp")
    for text in ("Where is my order FL-10001?", "my e-mail is anna@example.com"):
        await chat.write(text)
    await expect(person.lines("customer")).to_have_count(3)
    said = await chat.lines("bot").count()
    await person.give_back()
    await expect(chat.lines("system").last).to_contain_text("digital assistant")
    await expect(chat.banner).to_have_count(0)
    await asyncio.sleep(BACKLOG_S)
    await expect(chat.lines("bot")).to_have_count(said)
    assert "welcome" in (await chat.ask("thank you")).lower()


async def test_a_second_hand_over_works_and_does_not_repeat_the_first(customer: Customers, desk: Desks) -> None:
    chat, person = await talking(customer, desk, "twin lamps")
    await person.give_back()
    first = set(await chat.lines("bot").all_inner_texts())
    await chat.ask_for_a_person("I need a person again, the twin lamps are dark")
    everything = await chat.lines("bot").all_inner_texts()
    assert len(set(everything)) == len(everything) > len(first)
    await person.claim("twin lamps")
    await person.reply("I am here again.")
    await expect(chat.lines("human").last).to_have_text("I am here again.")


async def test_the_customer_reads_a_name_and_never_a_login(customer: Customers, desk: Desks) -> None:
    chat, person = await talking(customer, desk, "a named lamp")
    await expect(chat.banner).to_contain_text("You are talking to Desk.")
    await expect(chat.lines("system").last).to_contain_text("Desk has joined")
    await person.reply("Good evening.")
    await expect(chat.widget.locator(".message.human .who").last).to_have_text("Desk")


async def test_a_customer_who_needs_nobody_any_more_leaves_the_queue(customer: Customers, desk: Desks) -> None:
    chat, person = await customer(), await desk()
    await chat.ask_for_a_person("I want to talk to a person about a forgotten lamp")
    await expect(person.row("a forgotten lamp")).to_be_visible()
    await chat.write("never mind, I don't need a person any more")
    await expect(chat.banner).to_have_count(0)
    await expect(person.row("a forgotten lamp")).to_have_count(0)
