import asyncio
import uuid
from typing import Any

import pytest
from customers import TRACE, Customers
from desk_server import Desk

from bot.vocabulary import Lane


async def _act(desk: Desk, handoff: str, step: str, body: Any = None) -> tuple[int, Any]:
    return await desk.call("POST", f"/api/handoffs/{handoff}/{step}", body)


async def test_a_hand_over_goes_from_waiting_to_closed(desk: Desk, customers: Customers) -> None:
    handoff = (await customers.come()).handoff
    _, waiting = await desk.call("GET", "/api/handoffs?state=waiting")
    assert handoff in [row["id"] for row in waiting["handoffs"]]
    status, claimed = await _act(desk, handoff, "claim")
    assert (status, claimed["state"], claimed["agent"]) == (200, "human", "api")
    status, message = await _act(desk, handoff, "messages", {"text": " Hello, I have read it all. "})
    assert (status, message["author"], message["text"]) == (200, "human", "Hello, I have read it all.")
    status, closed = await _act(desk, handoff, "close", {"resolution": "refunded", "cause": "supplier"})
    assert (status, closed["state"]) == (200, "closed")
    _, waiting = await desk.call("GET", "/api/handoffs")
    assert handoff not in [row["id"] for row in waiting["handoffs"]]


async def test_a_conversation_goes_back_to_the_bot(desk: Desk, customers: Customers) -> None:
    handoff = (await customers.come()).handoff
    await _act(desk, handoff, "claim")
    status, returned = await _act(desk, handoff, "return")
    assert (status, returned["state"]) == (200, "closed")


async def test_the_contract_and_the_transcript_are_there_to_read(desk: Desk, customers: Customers) -> None:
    handoff = (await customers.come()).handoff
    status, found = await desk.call("GET", f"/api/handoffs/{handoff}")
    assert (status, found["contract"]["version"]) == (200, 1)
    status, conversation = await desk.call("GET", f"/api/conversations/{found['conversation_id']}")
    assert (status, conversation["id"]) == (200, found["conversation_id"])


async def test_every_decision_can_be_read_beside_its_message(desk: Desk, customers: Customers) -> None:
    conversation_id = (await customers.come()).conversation
    await customers.say(conversation_id, "still waiting")
    _, conversation = await desk.call("GET", f"/api/conversations/{conversation_id}")
    assert [message["trace"] for message in conversation["messages"]] == [TRACE, None, None]


async def test_a_double_click_or_a_retry_is_one_message(desk: Desk, customers: Customers) -> None:
    handoff = (await customers.come()).handoff
    await _act(desk, handoff, "claim")
    reply = {"text": "On its way", "client_id": str(uuid.uuid4())}
    answers = await asyncio.gather(*(_act(desk, handoff, "messages", reply) for _ in range(3)))
    assert len({message["id"] for _, message in answers}) == 1
    conversation_id = answers[0][1]["conversation_id"]
    _, conversation = await desk.call("GET", f"/api/conversations/{conversation_id}")
    assert [message["text"] for message in conversation["messages"]].count("On its way") == 1


async def test_who_comes_second_hears_what_happened_instead(desk: Desk, customers: Customers) -> None:
    handoff = (await customers.come()).handoff
    await _act(desk, handoff, "claim", {"agent": "ola"})
    steps = (
        ("claim", {}),
        ("messages", {"text": "me too"}),
        ("return", {}),
        ("close", {"resolution": "x", "cause": "unknown"}),
    )
    for step, body in steps:
        status, answer = await _act(desk, handoff, step, {**body, "agent": "marek"})
        assert (status, answer["error"]["code"], answer["error"]["state"]) == (409, "wrong_state", "human")


@pytest.mark.parametrize(
    ("step", "body"),
    [
        ("messages", b"{"),
        ("messages", b"\xff"),
        ("messages", b"[1]"),
        ("messages", {}),
        ("messages", {"text": ""}),
        ("messages", {"text": " \n "}),
        ("messages", {"text": "\u0000\u200b"}),
        ("messages", {"text": 7}),
        ("messages", {"text": "x" * 4001}),
        ("messages", {"text": "x", "client_id": "short"}),
        ("messages", {"text": "x", "to": "somebody"}),
        ("close", {"resolution": "x"}),
        ("close", {"resolution": "x", "cause": "fate"}),
        ("close", {"resolution": "", "cause": "unknown"}),
        ("claim", {"agent": 5}),
        ("claim", b"null"),
    ],
)
async def test_a_wrong_body_is_refused_in_words_and_changes_nothing(
    desk: Desk, customers: Customers, step: str, body: Any
) -> None:
    handoff = (await customers.come()).handoff
    status, answer = await _act(desk, handoff, step, body)
    assert (status, answer["error"]["code"]) == (400, "bad_request")
    assert answer["error"]["message"] and "Traceback" not in answer["error"]["message"]
    assert (await desk.firstline.handoffs.get(handoff))["state"] == "waiting"


async def test_what_is_not_there_is_not_found(desk: Desk) -> None:
    for path in ("handoffs/nope", "conversations/nope", "nope", "handoffs/nope/nope"):
        status, answer = await desk.call("GET", f"/api/{path}")
        assert (status, answer["error"]["code"]) == (404, "not_found")


async def test_an_unknown_state_is_refused(desk: Desk) -> None:
    status, answer = await desk.call("GET", "/api/handoffs?state=lost")
    assert status == 400 and "waiting, human, callback, closed" in answer["error"]["message"]


async def test_waits_are_told_lane_by_lane(desk: Desk) -> None:
    status, body = await desk.call("GET", "/api/waits?language=pl")
    assert (status, body["language"]) == (200, "pl")
    assert [wait["lane"] for wait in body["waits"]] == ["crisis", "priority", "normal"]


async def test_something_broken_inside_is_said_without_its_insides(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    waits, desk.firstline.waits = desk.firstline.waits, None
    try:
        status, answer = await desk.call("GET", "/api/waits")
    finally:
        desk.firstline.waits = waits
    assert (status, answer["error"]["code"]) == (500, "error")
    assert "NoneType" not in str(answer)
    assert "NoneType" in caplog.text


async def test_a_client_id_of_another_conversation_is_refused(desk: Desk, customers: Customers) -> None:
    first, second = (await customers.come()).handoff, (await customers.come()).handoff
    reply = {"text": "hello", "client_id": str(uuid.uuid4())}
    for handoff, expected in ((first, 200), (second, 400)):
        await _act(desk, handoff, "claim")
        status, _ = await _act(desk, handoff, "messages", reply)
        assert status == expected


async def test_what_was_promised_at_the_hand_over_is_kept_by_a_claim_in_time(desk: Desk, customers: Customers) -> None:
    waiting = await customers.come()

    async def states() -> list[str]:
        _, contract = await desk.call("GET", f"/api/handoffs/{waiting.handoff}")
        return [promise["state"] for promise in contract["promises"]]

    assert await states() == ["open"]
    await _act(desk, waiting.handoff, "claim")
    assert await states() == ["kept"]
    status, answer = await desk.call("GET", "/api/promises?state=lost")
    assert (status, answer["error"]["code"]) == (400, "bad_request")


async def test_without_a_state_the_most_urgent_open_ones_come_first(desk: Desk, customers: Customers) -> None:
    ids = [(await customers.come(lane=lane)).handoff for lane in (Lane.NORMAL, Lane.CRISIS, Lane.PRIORITY)]
    ids.append((await customers.come(state="callback", lane=Lane.CRISIS)).handoff)
    await _act(desk, ids[0], "claim")
    _, body = await desk.call("GET", "/api/handoffs")
    assert [row["id"] for row in body["handoffs"] if row["id"] in ids] == [ids[1], ids[3], ids[2], ids[0]]
