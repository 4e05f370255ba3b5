"""The chat on the shop's page, as a customer uses it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.program import Program

LAPTOP = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SHOWN_AT = """([author, text]) => {
    const { shadowRoot } = document.querySelector("firstline-chat");
    const bubbles = [...shadowRoot.querySelectorAll(`.message.${author}:not(.pending) .bubble`)];
    return bubbles.some((bubble) => bubble.textContent.includes(text)) && Date.now();
}"""


class ChatPage:
    """`widget` finds things inside <firstline-chat>; authors are customer, bot, human and system."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.widget = page.locator("firstline-chat")
        self.launcher = self.widget.locator(".launcher")
        self.panel = self.widget.locator(".panel")
        self.box = self.widget.locator("textarea")
        self.banner = self.widget.locator(".banner:visible")
        self.pending = self.widget.locator(".message.pending")

    @classmethod
    @asynccontextmanager
    async def visit(cls, browser: Browser, url: str, language: str, **device: Any) -> AsyncIterator[ChatPage]:
        """Fails when the page threw an error."""
        broken: list[str] = []
        context = await browser.new_context(**{**LAPTOP, **device})
        context.on("weberror", lambda error: broken.append(str(error.error)))
        yield await cls.in_tab(context, url, language)
        await context.close()
        assert not broken

    @classmethod
    async def in_tab(cls, context: BrowserContext, url: str, language: str = "en") -> ChatPage:
        page = await context.new_page()
        await page.goto(f"{url}/?language={language}")
        chat = cls(page)
        await chat.launcher.wait_for(state="attached")
        if not await chat.panel.is_visible():
            await chat.launcher.click()
        return chat

    def lines(self, author: str) -> Locator:
        return self.widget.locator(f".message.{author}:not(.pending) .bubble")

    @property
    def all_lines(self) -> Locator:
        return self.widget.locator(".message:not(.pending) .bubble")

    def button(self, title: str) -> Locator:
        return self.widget.get_by_role("button", name=title)

    def reply(self, part: str) -> Locator:
        """The newest quick reply with this in its title: its wording depends on what the order's customer was told."""
        return self.widget.locator("button.reply", has_text=part).last

    async def write(self, text: str) -> None:
        await self.box.fill(text)
        await self.box.press("Enter")

    async def ask(self, text: str, answers: int = 1) -> str:
        """Writes and waits for so many new lines of the bot; gives them as one text."""
        before = await self.lines("bot").count()
        await self.write(text)
        await expect(self.lines("bot")).to_have_count(before + answers)
        return "\n".join((await self.lines("bot").all_inner_texts())[before:])

    async def ask_for_a_person(self, words: str = "I want to talk to a person") -> str:
        told = await self.ask(words, answers=2)
        await expect(self.banner).to_be_visible()
        return told

    async def with_a_person(self, program: Program, issue: str) -> dict[str, Any]:
        """Asks for a person and is claimed from an outside desk; gives the hand-over."""
        await self.ask_for_a_person(f"I want to talk to a person about {issue}")
        handoff = await program.hand_over_of(issue)
        await program.claim(handoff["id"])
        await expect(self.banner).to_contain_text("You are talking to")
        return handoff

    def shown_at(self, author: str, text: str) -> asyncio.Task[float]:
        """Watches from now on; ends with the moment (ms) at which a line with this text stands in the page."""
        watch = self.page.wait_for_function(SHOWN_AT, arg=[author, text], polling=5, timeout=5000)
        return asyncio.create_task(_moment(watch))

    async def go_offline(self, offline: bool = True) -> None:
        await self.page.context.set_offline(offline)


async def _moment(watch: Any) -> float:
    return float(await (await watch).json_value())
