import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from bot.handoff.contract import Known, contract, lane
from bot.service import Firstline
from bot.settings import ROOT
from bot.vocabulary import Channel, HandoffState, Lane, PromiseState, Trigger

SCHEMA = json.loads((ROOT / "bot/handoff/contract.schema.json").read_text("utf-8"))
AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
FACT = {"name": "order_number", "value": "FL-10002", "source": "shop"}


def said(author: str, text: str, **scores: Any) -> dict[str, Any]:
    full = {"severity": 0, "severity_cue": None, "frustration": 0.0, "frustration_reasons": [], **scores}
    return {
        "id": f"id of {text}",
        "at": AT.isoformat(),
        "author": author,
        "text": text,
        "scores": full if scores else None,
    }


MESSAGES = [
    said("customer", "my parcel from last week is late", severity=1, severity_cue="an inconvenience", frustration=0.3),
    said("bot", "I'm sorry."),
    said("customer", "a person!", frustration=0.6, frustration_reasons=["asks for a person"]),
]
SLOTS = {
    "handover": {"kind": "asked", "explanation": "the customer asked for a person"},
    "topic": "late_delivery",
    "order_number": "FL-10002",
    "email": "anna@example.com",
    "handed_over": ["late_delivery"],
}
KNOWN = Known("c-1", "web", "en", SLOTS, MESSAGES, ["action_acknowledge", "action_track_order"], 2)


def made(known: Known = KNOWN, promises: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    return json.loads(json.dumps(contract("h-1", known, Lane.NORMAL, promises, AT)))


def check(value: dict[str, Any]) -> None:
    errors = [f"{list(error.path)}: {error.message}" for error in Draft202012Validator(SCHEMA).iter_errors(value)]
    assert errors == []


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_what_was_offered_and_granted_goes_along() -> None:
    granted = {"id": "g", "option": "refund", "kind": "refund", "state": "done", "text": "refund, 129.00 PLN"}
    compensation = {"offered": ["refund 129.00 PLN"], "granted": [granted], "authority_left": "271.00 PLN"}
    told = made(replace(KNOWN, compensation=compensation))
    check(told)
    assert told["compensation"] == compensation
    assert made()["compensation"] == {"offered": [], "granted": [], "authority_left": None}


def test_the_schema_names_what_the_vocabulary_names() -> None:
    properties = SCHEMA["properties"]
    assert set(properties["lane"]["enum"]) == set(Lane)
    assert set(properties["trigger"]["properties"]["kind"]["enum"]) == set(Trigger)
    assert set(properties["customer"]["properties"]["channel"]["enum"]) == set(Channel)
    assert set(properties["promises"]["items"]["properties"]["state"]["enum"]) == set(PromiseState)


@pytest.mark.parametrize("missing", SCHEMA["required"])
def test_the_schema_notices_what_is_missing(missing: str) -> None:
    broken = made()
    del broken[missing]
    assert list(Draft202012Validator(SCHEMA).iter_errors(broken))


def test_a_contract_fits_its_schema() -> None:
    promise = {"id": None, "text": "by noon", "due_at": AT.isoformat(), "state": "open"}
    check(made(promises=(promise,)))
    check(made(replace(KNOWN, slots={}, actions=[], customer={"name": "Anna", "contact": "+48 600 000 000"})))


def test_what_the_customer_wants_and_what_it_is_about() -> None:
    summary = made()["summary"]
    assert summary["issue"] == "late delivery: my parcel from last week is late"
    assert summary["wants"] == "a person!"  # the last words, where nothing told what they want
    assert summary["told"] == ["I'm sorry."]


def test_what_was_tried_in_words() -> None:
    tried = made(replace(KNOWN, actions=["action_listen", *KNOWN.actions, "action_track_order"]))["summary"]["tried"]
    assert tried == ["acknowledged the problem and apologised", "looked up the order and told where it is"]


def test_facts_of_the_shop_come_before_what_the_customer_said() -> None:
    facts = made(replace(KNOWN, slots={**SLOTS, "order_facts": [FACT]}))["summary"]["facts"]
    assert facts == [FACT, {"name": "email", "value": "anna@example.com", "source": "customer"}]


def test_verified_means_that_the_shop_knew_the_order() -> None:
    assert made()["customer"]["verified"] is False
    assert made(replace(KNOWN, slots={**SLOTS, "order_facts": [FACT]}))["customer"]["verified"] is True


def test_the_worst_moment_counts_and_the_way_there_is_shown() -> None:
    scores = made()["scores"]
    assert (scores["severity"], scores["cue"], scores["frustration"]) == (1, "an inconvenience", 0.6)
    assert scores["reasons"] == ["asks for a person"]
    assert [point["frustration"] for point in scores["timeline"]] == [0.3, 0.6]


def test_the_message_that_led_here() -> None:
    assert made()["trigger"]["at_message"] == "id of a person!"


def test_it_is_to_be_answered_by_what_was_promised() -> None:
    promise = {"id": None, "text": "by noon", "due_at": AT.isoformat(), "state": "open"}
    assert made(promises=(promise,))["respond_by"] == AT.isoformat()
    assert made()["respond_by"] is None


def test_earlier_contacts_and_failures() -> None:
    assert made()["history"] == {"previous_contacts": 2, "previous_failures": 1}


@pytest.mark.parametrize(
    ("kind", "severity", "expected"),
    [
        (Trigger.ASKED, 0, Lane.NORMAL),
        (Trigger.LANGUAGE, 2, Lane.NORMAL),
        (Trigger.SEVERITY, 3, Lane.PRIORITY),
        (Trigger.FRUSTRATION, 0, Lane.PRIORITY),
        (Trigger.REPEAT_FAILURE, 1, Lane.PRIORITY),
        (Trigger.ASKED, 4, Lane.CRISIS),
    ],
)
def test_the_lane(kind: Trigger, severity: int, expected: Lane) -> None:
    assert lane({"kind": kind, "explanation": ""}, severity) == expected


@pytest.mark.parametrize(
    "says",
    [
        ["can I talk to a human"],
        ["where is my parcel", "FL-10001", "anna@example.com", "a person please"],
        ["the charger caught fire and burned my hand"],
        ["gdzie jest moja paczka", "nie wiem", "nie mam pojęcia"],
        ["Добрий день, де моє замовлення?"],
    ],
)
async def test_the_contract_of_a_real_hand_over(firstline: Firstline, says: list[str]) -> None:
    conversation = await firstline.conversations.open("web", "en")
    for text in says:
        await firstline.conversations.accept(conversation, "web", None, text)
        await firstline.conversations.work(conversation)
    handoff_id = (await firstline.conversations.transcript(conversation) or {})["handoff_id"]
    check(await firstline.pool.fetchval("SELECT contract FROM handoffs WHERE id = $1", handoff_id))
    found = await firstline.handoffs.get(handoff_id)
    check(found["contract"])
    messages = await firstline.conversations.history(conversation)
    assert [line["text"] for line in found["contract"]["transcript"]] == [m["text"] for m in messages]
    assert len(found["contract"]["scores"]["timeline"]) == len(says)
    assert found["state"] == HandoffState.WAITING
