"""A real browser, customers on the shop's page and people at the desk, on the session's running program."""

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import pytest
from playwright.async_api import Browser, Error, async_playwright

from tests.browser.chat_page import ChatPage
from tests.browser.desk_page import DeskPage
from tests.browser.program import Program
from tests.server import RunningServer

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
Customers = Callable[..., Awaitable[ChatPage]]
Desks = Callable[..., Awaitable[DeskPage]]


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        try:
            chromium = shutil.which("chromium")  # Debian's; elsewhere Playwright's own
            browser = await playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        except Error as missing:
            if os.environ.get("CI"):
                raise
            pytest.skip(f"no browser here: {missing.message.splitlines()[0]}")
        yield browser
        await browser.close()


@pytest.fixture(scope="session")
def program(server: RunningServer) -> Program:
    return Program(server)


@pytest.fixture
async def customer(browser: Browser, server: RunningServer) -> AsyncIterator[Customers]:
    """`await customer("pl", viewport=...)`: somebody new, in a browser of their own, with the chat open."""
    async with AsyncExitStack() as visits:

        async def come(language: str = "en", **device: object) -> ChatPage:
            return await visits.enter_async_context(ChatPage.visit(browser, server.url, language, **device))

        yield come


@pytest.fixture
async def desk(browser: Browser, server: RunningServer) -> AsyncIterator[Desks]:
    """`await desk()`: a person who has logged in, in a browser of their own."""
    async with AsyncExitStack() as visits:

        async def come(**device: object) -> DeskPage:
            page = await visits.enter_async_context(DeskPage.visit(browser, server.url, **device))
            await page.log_in(*server.first_login)
            return page

        yield come
