"""News that come by themselves do not take back what the customer was asked."""

from datetime import UTC, datetime, timedelta

from playwright.async_api import expect

from tests.browser.conftest import Customers
from tests.browser.program import Program

NOBODY_ELSE = "FL-10013"


async def test_the_ways_out_stay_on_the_table_when_news_of_an_incident_come(
    customer: Customers, program: Program
) -> None:
    """The incident is about this order only: the other tests of the session are not told of it."""
    now = datetime.now(UTC)
    told = {"what": {"en": "A payment provider is down."}, "affects": {"orders": [NOBODY_ELSE]}}
    times = {"since": now.isoformat(), "next_update_at": (now + timedelta(hours=1)).isoformat()}
    incident = await program.declare({**told, **times})
    chat = await customer()
    await chat.write(f"my order {NOBODY_ELSE} was cancelled but you took my money ida@example.com")
    await expect(chat.button("As a voucher").or_(chat.button("A voucher instead"))).to_be_visible()
    await program.close_incident(incident["id"])
    await expect(chat.lines("bot").last).to_contain_text("over")
    await expect(chat.button("As a voucher").or_(chat.button("A voucher instead"))).to_be_visible()
