"""The incidents page as a person uses it, in a real browser: a drill from its beginning to its end."""

from datetime import datetime, timedelta

from desk_server import Desk
from playwright.async_api import Browser, expect
from test_desk_page import _open, browser

__all__ = ["browser"]
FORGET = "TRUNCATE incidents CASCADE"


def _typed(minutes: float) -> str:
    """As a field for a moment takes it, in the browser's zone, which is this machine's."""
    return (datetime.now() + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M")


async def test_declare_update_close(desk: Desk, browser: Browser) -> None:  # noqa: F811
    await desk.firstline.pool.execute(FORGET)
    async with _open(browser, desk, await desk.person()) as page:
        await page.click("text=Incidents")
        form = page.locator("form[data-post='/incidents']")
        await form.locator("[name=since]").fill(_typed(-30))
        await form.locator("[name=next_update_at]").fill(_typed(60))
        await form.locator("button").click()
        await expect(form.locator(".problem")).to_contain_text("what: in at least one of")
        await form.locator("[name='what.en']").fill("The depot is <b>flooded</b>.")
        await form.locator("[name=topics][value=late_delivery]").check()
        await form.locator("[name=drill]").check()
        await form.locator("button").click()
        incident = page.locator(".incident")
        await expect(incident).to_contain_text("The depot is <b>flooded</b>.")
        await expect(incident).to_contain_text("who writes about late delivery")
        await incident.locator("summary", has_text="Add an update").click()
        update = incident.locator("form[data-post$='/updates']")
        await update.locator("[name='what.en']").fill("The water is gone.")
        await update.locator("[name=next_update_at]").fill(_typed(120))
        await update.locator("button").click()
        await expect(incident.locator("dl")).to_contain_text("The water is gone.")
        await expect(incident.locator("h2")).to_contain_text("The depot is <b>flooded</b>.")
        await incident.locator("summary", has_text="Close").click()
        await incident.locator("form[data-post$='/close'] button").click()
        await expect(page.locator("main")).to_contain_text("No incident is open.")
    assert [one["state"] for one in await desk.firstline.incidents.list()] == ["closed"]
    await desk.firstline.pool.execute(FORGET)
