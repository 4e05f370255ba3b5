"""Every sentence that can state a day or a time to the customer: either a row is opened for it, or it promises none.

The walk finds them by their gaps; a new one fails here until somebody has said which it is.
"""

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest

from actions.orders import CancelOrder, TrackOrder
from actions.saying import SHOP_ZONE
from actions.settlements import RefundStatusAction
from actions.shop.interface import Order
from actions.shop.scenes import days, repaid, shipped
from bot.responses.importer import read_responses
from bot.settings import ROOT
from bot.waits.phrases_file import load_phrases
from bot.waits.wording import WaitWording
from tests.actions.stage import TODAY, Shelf, an_order, play

SPOKEN_MOMENTS = {"upper", "point", "slot", "opens", "closes", "answer_by", "hours"}
DAYS = {"expected", "promised", "delivered", "by", "day", "until", "news_by", "wait_day"}
GAP = re.compile(r"\{(\w+)\}")

PROMISED_DAYS = {
    "utter_order_late",
    "utter_order_on_time",
    "utter_order_not_late",
    "utter_order_preparing_until",
    "utter_cancelled_refund",
    "utter_refund_coming",
}
"""Of the shop; each is played below."""
PROMISED_WAITS = {
    "utter_wait_now",
    "utter_wait_estimate",
    "utter_wait_within",
    "utter_wait_closed",
    "utter_wait_closing",
    "utter_wait_call_back",
    "utter_wait_again_within",
    "utter_wait_again_estimate",
    "utter_wait_again_closed",
    "utter_wait_again_call_back",
}
"""Said for a hand-over; a row: tests/handoff/test_opening.py, tests/handoff/test_waiting.py, test_updates.py."""
PROMISED_ANEW = {
    "utter_promise_delivery_moved",
    "utter_promise_refund_moved",
    "utter_promise_person_later",
    "utter_promise_news_day",
    "utter_promise_by_person",
}
"""Rows: test_slipping.py, test_by_person.py, test_news.py."""
INCIDENTS = {"utter_incident_next", "utter_incident_late"}
"""Rows: tests/incidents/test_telling.py, tests/incidents/test_pushing.py."""
GRANTED = {
    "utter_granted_replacement",
    "utter_granted_resend",
    "utter_granted_refund",
    "utter_granted_partial_refund",
    "utter_granted_cancel",
    "utter_granted_surplus",
    "utter_news_promised",
}
"""Rows: tests/actions/test_remedies.py, test_ways_out.py, test_late.py, test_settlements.py."""
NO_PROMISE = {
    "utter_order_delivered": "what was",
    "utter_refund_paid": "what was",
    "utter_order_came_late": "what was",
    "utter_order_late_no_day": "what should have been",
    "utter_remedy_return": "until when the customer may",
    "utter_remedy_wait_for_news": "a way out that nobody has chosen yet",
    "utter_payment_once": "what was",
    "utter_refund_overdue": "what should have been",
    "utter_promise_delivery_open": "what should have been",
    "utter_promise_refund_open": "what should have been",
    "utter_settlement_options": "until when the customer may",
    "utter_return_confirm": "until when the customer may",
    "utter_return_opened": "until when the customer may",
    "utter_opening_hours": "when we are there",
    "utter_opens_next": "when we are there",
    "utter_granted_voucher": "until when the customer may",
}


def dated() -> set[str]:
    """Names of all responses with a day or a time in one of their gaps."""
    responses = read_responses(ROOT / "data" / "responses")
    found = {name: {gap for v in variants for gap in GAP.findall(v["text"])} for name, variants in responses.items()}
    return {name for name, gaps in found.items() if gaps & (SPOKEN_MOMENTS | DAYS)}


def test_of_every_dated_sentence_it_is_known_whether_it_promises() -> None:
    assert dated() == PROMISED_DAYS | PROMISED_WAITS | PROMISED_ANEW | INCIDENTS | GRANTED | set(NO_PROMISE)


def test_the_gaps_of_waits_are_the_ones_looked_for() -> None:
    """What bot/waits/wording.py can put into a sentence."""
    said = WaitWording(load_phrases(ROOT / "data" / "waits"), SHOP_ZONE)
    assert said
    source = (ROOT / "bot/waits/wording.py").read_text()
    assert set(re.findall(r'"(\w+)": (?:words|_within)', source)) <= SPOKEN_MOMENTS


def _preparing() -> Order:
    return an_order(on=0)


def _shipped(promised: int) -> Order:
    """Expected in two days."""
    return shipped(an_order(on=4, promised=promised), TODAY - days(2), TODAY - days(1), TODAY + days(2))


SCENES: Iterable[tuple[str, Any, dict[str, Any], Order]] = (
    ("utter_order_late", TrackOrder(), {"topic": "late_delivery"}, _shipped(promised=-1)),
    ("utter_order_on_time", TrackOrder(), {"topic": "track_order"}, _shipped(promised=2)),
    ("utter_order_preparing_until", TrackOrder(), {"topic": "track_order"}, _preparing()),
    ("utter_order_not_late", TrackOrder(), {"topic": "late_delivery"}, _preparing()),
    ("utter_cancelled_refund", CancelOrder(), {"offer": "confirmed"}, _preparing()),
    (
        "utter_refund_coming",
        RefundStatusAction(),
        {},
        repaid(an_order(), TODAY, TODAY + timedelta(days=3), None),
    ),
)


def test_every_promised_day_is_played() -> None:
    assert {scene[0] for scene in SCENES} == PROMISED_DAYS


@pytest.mark.parametrize(("response", "action", "slots", "order"), SCENES, ids=[scene[0] for scene in SCENES])
async def test_a_day_of_the_shop_is_a_promise_with_its_evidence(
    shelf: Shelf, response: str, action: Any, slots: dict[str, Any], order: Order
) -> None:
    played = await play(action, **await shelf.put(order), **slots)
    assert played.said == [response]
    assert played.values["about"] == {"order_number": order.number, "email": order.email}
    assert played.values["due"] and played.values["kind"] in ("delivery", "refund")
