"""The chat in a hand: 390 x 844 points, fingers instead of a mouse."""

from playwright.async_api import Locator, expect

from tests.browser.chat_page import PHONE
from tests.browser.conftest import Customers

TAPPABLE_PX = 40
IN_VIEW = """(element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const found = element.getRootNode().elementFromPoint(left + width / 2, top + height / 2);
    return top >= 0 && top + height <= innerHeight && (found === element || element.contains(found));
}"""


async def size(of: Locator) -> tuple[float, float]:
    box = await of.bounding_box()
    assert box is not None
    return box["width"], box["height"]


async def test_the_chat_opens_over_the_whole_screen_and_nothing_covers_the_input(customer: Customers) -> None:
    chat = await customer("pl", **PHONE)
    width, height = await size(chat.panel)
    assert (width, height) == (390, 844)
    assert await chat.box.evaluate(IN_VIEW)
    assert await chat.button("Wyślij").evaluate(IN_VIEW)
    assert await chat.page.evaluate("document.documentElement.scrollWidth") == 390


async def test_every_button_is_large_enough_for_a_finger(customer: Customers) -> None:
    chat = await customer("pl", **PHONE)
    buttons = chat.widget.get_by_role("button").filter(visible=True)
    sizes = [await size(button) for button in await buttons.all()]
    assert len(sizes) >= 5
    assert all(width >= TAPPABLE_PX and height >= TAPPABLE_PX for width, height in sizes)


async def test_a_chat_is_held_by_tapping_and_the_newest_line_stays_in_view(customer: Customers) -> None:
    chat = await customer("pl", **PHONE)
    await chat.button("Gdzie jest moje zamówienie?").tap()
    await expect(chat.lines("bot")).to_have_count(1)
    await chat.box.tap()
    await chat.box.fill("FL-10002 anna@example.com")
    await chat.button("Wyślij").tap()
    await chat.reply("konsultant").tap()
    await expect(chat.lines("bot")).to_have_count(5)
    await expect(chat.banner).to_be_visible()
    await chat.page.wait_for_timeout(200)  # what scrolls has come to rest
    assert await chat.widget.locator(".log").evaluate("(n) => n.scrollHeight - n.scrollTop - n.clientHeight") < 2
    assert await chat.box.evaluate(IN_VIEW)


async def test_closing_gives_the_shop_back(customer: Customers) -> None:
    chat = await customer("pl", **PHONE)
    await chat.button("Zamknij czat").tap()
    await expect(chat.panel).to_be_hidden()
    assert await chat.launcher.evaluate(IN_VIEW)
    assert await chat.page.evaluate("getComputedStyle(document.documentElement).overflow") != "hidden"
