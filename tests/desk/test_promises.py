"""Promises at the desk, over the API: given, kept, overdue."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from customers import Customers
from desk_server import Desk


def word(**more: Any) -> dict[str, Any]:
    by = (datetime.now(UTC) + timedelta(hours=3)).isoformat()
    return {"what": "I ask the carrier", "by": by, "agent": "ola", **more}


async def claimed(desk: Desk, customers: Customers, **known: Any) -> str:
    handoff = str((await customers.come(**known)).handoff)
    assert (await desk.call("POST", f"/api/handoffs/{handoff}/claim", {"agent": "ola"}))[0] == 200
    return handoff


async def test_a_word_is_given_and_kept(desk: Desk, customers: Customers) -> None:
    handoff = await claimed(desk, customers)
    status, promise = await desk.call("POST", f"/api/handoffs/{handoff}/promises", word())
    assert (status, promise["state"], promise["made_by"], promise["kind"]) == (200, "open", "ola", "message")
    assert promise["text"].startswith("I promise you: I ask the carrier, ")
    _, found = await desk.call("GET", f"/api/handoffs/{handoff}")
    assert promise["id"] in [row["id"] for row in found["promises"] if row["owed"]]
    reply = {"text": "The parcel is found", "agent": "ola"}
    _, line = await desk.call("POST", f"/api/handoffs/{handoff}/messages", reply)
    path = f"/api/promises/{promise['id']}/kept"
    status, kept = await desk.call("POST", path, {"message_id": line["id"]})
    assert (status, kept["state"], kept["owed"]) == (200, "kept", False)


async def test_the_customer_reads_it_once(desk: Desk, customers: Customers) -> None:
    handoff, given = await claimed(desk, customers), word(client_id=str(uuid.uuid4()))
    answers = [await desk.call("POST", f"/api/handoffs/{handoff}/promises", given) for _ in range(2)]
    assert answers[0] == answers[1]
    _, whole = await desk.call("GET", f"/api/conversations/{answers[0][1]['conversation_id']}")
    assert [line["text"] for line in whole["messages"]].count(answers[0][1]["text"]) == 1


async def test_a_refund_is_looked_up_in_the_shop(desk: Desk, customers: Customers) -> None:
    facts = [{"name": "order_number", "value": "FL-10004", "source": "shop"}]
    handoff = await claimed(desk, customers, order_facts=facts)
    _, promise = await desk.call("POST", f"/api/handoffs/{handoff}/promises", word(kind="refund"))
    assert promise["about"] == {"order_number": "FL-10004", "email": "jan@example.com"}


async def test_what_cannot_be_promised_is_refused_in_words(desk: Desk, customers: Customers) -> None:
    handoff = await claimed(desk, customers)
    for wrong in ({"by": "soon"}, {"by": "2026-11-24T15:00:00"}, {"by": "2020-01-01T00:00:00Z"}, {"kind": "refund"}):
        status, answer = await desk.call("POST", f"/api/handoffs/{handoff}/promises", word(**wrong))
        assert (status, answer["error"]["code"]) == (400, "bad_request"), wrong
    status, _ = await desk.call("POST", "/api/promises/none/kept", {"message_id": "none"})
    assert status == 404


async def test_what_is_owed_after_its_time_is_overdue(desk: Desk, customers: Customers) -> None:
    late, soon = await customers.come(due_s=-60), await customers.come(due_s=600)
    status, answer = await desk.call("GET", "/api/promises?overdue=true")
    found = {row["handoff_id"] for row in answer["promises"]}
    assert (status, late.handoff in found, soon.handoff in found) == (200, True, False)
