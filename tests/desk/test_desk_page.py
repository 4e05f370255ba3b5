"""The desk as a person uses it, in a real browser."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from customers import Customers
from desk_server import PASSWORD, Desk
from playwright.async_api import Browser, Page, Route, async_playwright, expect

from bot.vocabulary import Lane

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SENT = "#transcript li.human:not(.unsent) .text"
CUSTOMER = "#transcript li.customer .text"


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        chromium = shutil.which("chromium")  # Debian's; elsewhere Playwright's own
        browser = await playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        await browser.close()


@asynccontextmanager
async def _open(browser: Browser, desk: Desk, name: str, handoff: str = "") -> AsyncIterator[Page]:
    context = await browser.new_context(viewport={"width": 1280, "height": 800})
    page = await context.new_page()
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    await page.goto(f"{desk.url}/desk/handoffs/{handoff}" if handoff else f"{desk.url}/desk")
    await page.fill("[name=name]", name)
    await page.fill("[name=password]", PASSWORD)
    await page.keyboard.press("Enter")
    await expect(page.locator("#line")).to_have_text("Live")
    yield page
    await context.close()
    assert not broken


async def test_a_new_hand_over_appears_by_itself_and_is_answered_without_the_mouse(
    browser: Browser, desk: Desk, customers: Customers
) -> None:
    async with _open(browser, desk, await desk.person()) as page:
        waiting = await customers.come("Charger caught fire", Lane.CRISIS)
        await expect(page.locator(f"#queue a[data-id='{waiting.handoff}']")).to_contain_text("Charger caught fire")
        await page.click(f"#queue a[data-id='{waiting.handoff}']")
        await expect(page.locator("#contract")).to_contain_text("third message in capitals")
        await page.keyboard.press("c")
        await expect(page.locator("#reply-text")).to_be_enabled()
        await page.keyboard.press("r")
        await page.keyboard.type("I am Ola,")
        await page.keyboard.press("Shift+Enter")
        await page.keyboard.type("I have read it.")
        await page.keyboard.press("Enter")
        await expect(page.locator(SENT)).to_have_text("I am Ola,\nI have read it.")
        await customers.say(waiting.conversation, "thank you")
        await expect(page.locator(CUSTOMER).last).to_have_text("thank you")


async def test_what_a_customer_writes_stays_text(browser: Browser, desk: Desk, customers: Customers) -> None:
    hostile = "<img src=x onerror=\"document.title='broken in'\"><script>1</script>"
    waiting = await customers.come(hostile, name=hostile)
    async with _open(browser, desk, await desk.person(), waiting.handoff) as page:
        await expect(page.locator(CUSTOMER)).to_have_text(hostile)
        await expect(page.locator("h1")).to_have_text(hostile)
        assert await page.locator("img, #transcript script, #contract script").count() == 0
        assert "broken in" not in await page.title()


async def test_a_colleague_who_was_faster_is_shown_at_once_and_the_box_closes(
    browser: Browser, desk: Desk, customers: Customers
) -> None:
    colleague, waiting = await desk.person("Marek Zych"), await customers.come()
    async with _open(browser, desk, await desk.person(), waiting.handoff) as page:
        await expect(page.locator("#claim")).to_be_visible()
        await customers.handoffs.claim(waiting.handoff, colleague)
        await expect(page.locator("#reply-note")).to_have_text("Marek Zych has this conversation.")
        await expect(page.locator("#reply-text")).to_be_disabled()
        await expect(page.locator("#claim")).to_have_count(0)


async def test_a_draft_survives_a_reload_and_another_conversation(
    browser: Browser, desk: Desk, customers: Customers
) -> None:
    name, mine, other = await desk.person(), await customers.come(), await customers.come()
    await customers.handoffs.claim(mine.handoff, name)
    async with _open(browser, desk, name, mine.handoff) as page:
        box = page.locator("#reply-text")
        await box.fill("half a sente")
        await page.click(f"#queue a[data-id='{other.handoff}']")
        await expect(box).to_have_value("")
        await page.click(f"#queue a[data-id='{mine.handoff}']")
        await expect(box).to_have_value("half a sente")
        await page.reload()
        await expect(box).to_have_value("half a sente")


async def test_a_lost_answer_is_retried_and_the_customer_reads_it_once(
    browser: Browser, desk: Desk, customers: Customers
) -> None:
    name, mine = await desk.person(), await customers.come()
    await customers.handoffs.claim(mine.handoff, name)
    async with _open(browser, desk, name, mine.handoff) as page:
        posts: list[str | None] = []

        async def lose_the_first_answer(route: Route) -> None:
            posts.append(route.request.post_data)
            if len(posts) > 1:
                await route.continue_()
            else:
                await route.fetch()
                await route.abort()

        await page.route("**/messages", lose_the_first_answer)
        await page.fill("#reply-text", "only once")
        await page.dblclick("#send")
        await expect(page.locator(SENT)).to_have_count(1)
        await page.wait_for_timeout(4000)  # the desk tries again after 3 s
        await expect(page.locator(SENT)).to_have_count(1)
        await expect(page.locator(".unsent")).to_have_count(0)
    assert len(posts) == 2 and posts[0] == posts[1]
    lines = await customers.conversations.history(mine.conversation)
    assert [line["text"] for line in lines].count("only once") == 1


async def test_after_a_broken_line_nothing_is_missing(browser: Browser, desk: Desk, customers: Customers) -> None:
    waiting = await customers.come()
    async with _open(browser, desk, await desk.person(), waiting.handoff) as page:
        await page.context.set_offline(True)
        desk.hang_up()
        await expect(page.locator("#line")).to_contain_text("Reconnecting")
        await customers.say(waiting.conversation, "are you there?")
        missed = await customers.come("Came while the line was broken")
        await page.context.set_offline(False)
        await expect(page.locator("#line")).to_have_text("Live", timeout=15_000)
        await expect(page.locator(CUSTOMER).last).to_have_text("are you there?")
        await expect(page.locator(f"#queue a[data-id='{missed.handoff}']")).to_be_visible()


async def test_a_case_is_closed_with_its_cause(browser: Browser, desk: Desk, customers: Customers) -> None:
    name, mine = await desk.person(), await customers.come()
    await customers.handoffs.claim(mine.handoff, name)
    async with _open(browser, desk, name, mine.handoff) as page:
        await page.click("#close")
        await page.select_option("#close-cause", "supplier")
        await page.fill("#close-resolution", "refunded 249.00 PLN")
        await page.click("#close-dialog button.primary")
        await expect(page.locator(f"#queue a[data-id='{mine.handoff}']")).to_have_count(0)
        await expect(page.locator("#reply-text")).to_be_disabled()
    assert (await customers.handoffs.get(mine.handoff))["cause"] == "supplier"


async def test_a_person_promises_and_points_at_the_line_that_keeps_it(
    browser: Browser, desk: Desk, customers: Customers
) -> None:
    name, waiting = await desk.person(), await customers.come()
    await customers.handoffs.claim(waiting.handoff, name)
    async with _open(browser, desk, name, waiting.handoff) as page:
        await page.click("#promise")
        await page.fill("#promise-what", "I ask the carrier")
        await page.fill("#promise-by", "2020-01-01T10:00")
        await page.click("#promise-dialog button.primary")
        await expect(page.locator("#promise-problem")).to_contain_text("90 days")
        later = await page.evaluate("new Date(Date.now() + 864e5).toISOString().slice(0, 16)")
        await page.fill("#promise-by", later)
        await page.click("#promise-dialog button.primary")
        await expect(page.locator(SENT)).to_contain_text("I promise you: I ask the carrier")
        await expect(page.locator("#contract .promise.open")).to_have_count(1)
        await page.fill("#reply-text", "The parcel is found.")
        await page.keyboard.press("Enter")
        await page.click("#contract .promise button")
        await expect(page.locator("#contract .promise.kept")).to_have_count(2)


async def test_what_is_overdue_is_red(browser: Browser, desk: Desk, customers: Customers) -> None:
    await customers.come(due_s=-90)
    async with _open(browser, desk, await desk.person()) as page:
        await expect(page.locator("#overdue")).to_contain_text("overdue")


async def test_keys_walk_the_queue_in_the_order_it_is_shown(browser: Browser, desk: Desk, customers: Customers) -> None:
    newest = await customers.come(lane=Lane.CRISIS)
    async with _open(browser, desk, await desk.person()) as page:
        await expect(page.locator(f"#queue a[data-id='{newest.handoff}']")).to_be_visible()
        shown = [await row.get_attribute("data-id") for row in await page.locator("#queue a").all()]
        for key, expected in (("j", shown[0]), ("j", shown[1]), ("k", shown[0])):
            await page.keyboard.press(key)
            await expect(page).to_have_url(f"{desk.url}/desk/handoffs/{expected}")
            await expect(page.locator("#queue a.open")).to_have_attribute("data-id", expected or "")


async def test_somebody_away_stays_away_after_a_reload(browser: Browser, desk: Desk) -> None:
    async with _open(browser, desk, await desk.person()) as page:
        await expect(page.locator("#available")).to_be_checked()
        await page.uncheck("#available")
        await page.reload()
        await expect(page.locator("#line")).to_have_text("Live")
        await expect(page.locator("#available")).not_to_be_checked()


async def test_why_the_assistant_did_what_it_did_is_one_key_away(
    browser: Browser, desk: Desk, customers: Customers
) -> None:
    waiting = await customers.come()
    async with _open(browser, desk, await desk.person(), waiting.handoff) as page:
        summary = page.locator("#transcript details.why summary")
        await expect(summary).to_have_text("Why: hand over")
        await summary.press("Enter")
        shown = page.locator("#transcript details.why")
        await expect(shown).to_contain_text("frustration 0.8 of 0.7, lately 0.4, 0.8")
        await expect(shown.locator(".fired")).to_contain_text("a person takes over")
        await expect(shown).to_contain_text("language: not looked at any more")
        await customers.say(waiting.conversation, "and another line")
        await expect(page.locator(CUSTOMER).last).to_have_text("and another line")
        await expect(shown).to_have_attribute("open", "")
