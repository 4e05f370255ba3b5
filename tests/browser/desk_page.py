"""The desk, as a person of the support team uses it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Browser, Locator, Page, expect

LAPTOP = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"}
SHOWN_AT = """(text) => {
    const lines = [...document.querySelectorAll("#transcript li.customer .text")];
    return lines.some((line) => line.textContent.includes(text)) && Date.now();
}"""


class DeskPage:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.queue = page.locator("#queue")
        self.head = page.locator("#conversation-head")
        self.contract = page.locator("#contract")
        self.box = page.locator("#reply-text")
        self.note = page.locator("#reply-note")

    @classmethod
    @asynccontextmanager
    async def visit(cls, browser: Browser, url: str, **device: Any) -> AsyncIterator[DeskPage]:
        """Fails when the page threw an error."""
        broken: list[str] = []
        context = await browser.new_context(**{**LAPTOP, **device})
        context.on("weberror", lambda error: broken.append(str(error.error)))
        page = await context.new_page()
        await page.goto(f"{url}/desk")
        yield cls(page)
        await context.close()
        assert not broken

    async def log_in(self, name: str, password: str) -> None:
        await self.try_password(name, password)
        await expect(self.page.locator("#line")).to_have_text("Live")

    async def try_password(self, name: str, password: str) -> None:
        await self.page.get_by_label("Name").fill(name)
        await self.page.get_by_label("Password").fill(password)
        await self.page.keyboard.press("Enter")

    def row(self, issue: str) -> Locator:
        return self.queue.locator("a").filter(has_text=issue)

    def lane(self, lane: str) -> Locator:
        return self.queue.locator(f"section[data-lane={lane}]")

    def lines(self, author: str) -> Locator:
        return self.page.locator(f"#transcript li.{author}:not(.unsent) .text")

    async def open(self, issue: str) -> None:
        await self.row(issue).click()
        await expect(self.head.locator("h1")).to_contain_text(issue)

    async def claim(self, issue: str) -> None:
        await self.open(issue)
        await self.page.get_by_role("button", name="Claim").click()
        await expect(self.box).to_be_enabled()

    async def reply(self, text: str) -> float:
        """The moment (ms) at which Enter was pressed."""
        await self.box.fill(text)
        pressed: float = await self.page.evaluate("Date.now()")
        await self.box.press("Enter")
        return pressed

    async def give_back(self) -> None:
        await self.page.get_by_role("button", name="Return to the bot").click()
        await expect(self.box).to_be_disabled()

    def shown_at(self, text: str) -> asyncio.Task[float]:
        """Watches from now on; ends with the moment (ms) at which a customer's line with this text is there."""
        watch = self.page.wait_for_function(SHOWN_AT, arg=text, polling=5, timeout=5000)
        return asyncio.create_task(_moment(watch))


async def _moment(watch: Any) -> float:
    return float(await (await watch).json_value())
