"""The chat without a mouse and without eyes: keyboard, roles, names, announcements."""

from playwright.async_api import Page, expect

from tests.browser.chat_page import PHONE
from tests.browser.conftest import Customers
from tests.browser.program import Program

FOCUSED = "document.querySelector('firstline-chat').shadowRoot.activeElement"
UNNAMED = """(widget) => [...widget.shadowRoot.querySelectorAll("button, textarea, a")]
    .filter((e) => e.checkVisibility() && !(e.getAttribute("aria-label") || e.textContent.trim()))
    .map((e) => e.outerHTML)"""


async def focused(page: Page, what: str = "tagName") -> str:
    return str(await page.evaluate(f"{FOCUSED}?.{what}"))


async def test_a_whole_chat_needs_no_mouse(customer: Customers) -> None:
    chat = await customer()
    page = chat.page
    await page.keyboard.press("Escape")
    await expect(chat.panel).to_be_hidden()
    assert await focused(page, "className") == "launcher"
    await page.keyboard.press("Enter")
    assert await focused(page) == "TEXTAREA"
    await page.keyboard.type("Where is order FL-10002?")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("My e-mail is anna@example.com")
    await page.keyboard.press("Enter")
    await expect(chat.lines("bot")).to_have_count(2)
    while await focused(page, "textContent") != "Decide with a person":
        await page.keyboard.press("Shift+Tab")
        assert await focused(page) != "null", "left the chat before the button was reached"
    await page.keyboard.press("Enter")
    await expect(chat.banner).to_be_visible()


async def test_a_screen_reader_hears_what_arrives_and_what_holds(customer: Customers) -> None:
    chat = await customer()
    await expect(chat.widget.get_by_role("dialog", name="How can we help?")).to_be_visible()
    log = chat.widget.get_by_role("log", name="How can we help?")
    await expect(log).to_have_attribute("aria-live", "polite")
    await expect(chat.widget.get_by_role("textbox", name="Write a message")).to_be_visible()
    await chat.ask_for_a_person()
    await expect(log.get_by_text("Digital assistant", exact=True).first).to_be_visible()
    await expect(chat.widget.get_by_role("status").filter(has_text="A person will take over")).to_be_visible()


async def test_everything_that_can_be_pressed_has_a_name(customer: Customers) -> None:
    chat = await customer()
    await chat.ask("Where is order FL-10002? My e-mail is anna@example.com", answers=2)
    assert await chat.widget.evaluate(UNNAMED) == []
    await expect(chat.launcher).to_have_attribute("aria-expanded", "true")


async def test_each_language_is_marked_as_such(customer: Customers) -> None:
    chat = await customer("pl")
    await expect(chat.page.locator("html")).to_have_attribute("lang", "pl")
    await expect(chat.widget.locator(".root")).to_have_attribute("lang", "pl")


async def test_on_a_phone_the_focus_stays_inside_the_sheet(customer: Customers) -> None:
    chat = await customer("en", **PHONE)
    await expect(chat.panel).to_have_attribute("aria-modal", "true")
    for _ in range(12):
        await chat.page.keyboard.press("Tab")
        assert await focused(chat.page) != "null"


async def test_a_line_that_came_while_the_chat_was_closed_is_counted_in_words(
    customer: Customers, program: Program
) -> None:
    chat = await customer()
    handoff = await chat.with_a_person(program, "an unread lamp")
    await chat.page.keyboard.press("Escape")
    await program.reply(handoff["id"], "Are you still there?")
    await expect(chat.launcher).to_have_accessible_name("Open the chat. New messages: 1")
    await chat.launcher.click()
    await expect(chat.lines("human")).to_have_count(1)
    await chat.page.keyboard.press("Escape")
    await expect(chat.launcher).to_have_accessible_name("Open the chat")
