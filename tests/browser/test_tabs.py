"""One customer in two tabs, and another customer next to them."""

from playwright.async_api import expect

from tests.browser.chat_page import ChatPage
from tests.browser.conftest import Customers
from tests.server import RunningServer


async def test_two_tabs_of_one_customer_stay_in_step(customer: Customers, server: RunningServer) -> None:
    first = await customer()
    second = await ChatPage.in_tab(first.page.context, server.url)
    await first.ask("Where is my order?")
    await expect(second.all_lines).to_have_text(await first.all_lines.all_inner_texts())
    await second.ask("FL-10001")
    await expect(first.all_lines).to_have_text(await second.all_lines.all_inner_texts())
    await expect(first.pending).to_have_count(0)


async def test_a_line_waiting_in_one_tab_is_sent_once_by_two(customer: Customers, server: RunningServer) -> None:
    first = await customer()
    await first.ask("Where is my order?")
    second = await ChatPage.in_tab(first.page.context, server.url)
    await expect(second.lines("customer")).to_have_count(1)
    await first.go_offline()
    await first.write("FL-10001")
    await first.go_offline(False)
    for tab in (first, second):
        await expect(tab.lines("customer")).to_have_text(["Where is my order?", "FL-10001"])
        await expect(tab.lines("bot")).to_have_count(2)


async def test_another_customer_sees_nothing_of_it(customer: Customers) -> None:
    mine, other = await customer(), await customer()
    await other.ask("What are your opening hours?")
    await mine.ask("Where is order FL-10001? My e-mail is anna@example.com")
    await mine.ask_for_a_person()
    await expect(other.lines("customer")).to_have_text(["What are your opening hours?"])
    await expect(other.banner).to_have_count(0)
    assert "FL-10001" not in " ".join(await other.all_lines.all_inner_texts())
    await other.page.reload()
    await expect(other.lines("customer")).to_have_count(1)
