from customers import Customers
from desk_server import Desk


async def test_without_a_token_or_a_session_every_door_is_shut(desk: Desk) -> None:
    for headers in (
        {},
        {"Authorization": "Bearer wrong"},
        {"Authorization": "Bearer "},
        {"Authorization": "Basic eDp5"},
    ):
        for path in ("/api/handoffs", "/api/conversations/x", "/api/promises", "/api/waits"):
            status, body = await desk.call("GET", path, headers=headers)
            assert (status, body["error"]["code"]) == (401, "unauthorized")


async def test_a_session_from_another_site_may_look_but_not_act(desk: Desk, customers: Customers) -> None:
    handoff = (await customers.come()).handoff
    async with desk.logged_in(await desk.person()) as client:
        for origin in ("https://evil.example", "null", ""):
            async with client.post(f"/api/handoffs/{handoff}/claim", headers={"Origin": origin}) as response:
                assert (response.status, (await response.json())["error"]["code"]) == (403, "forbidden")
        async with client.get("/api/handoffs", headers={"Origin": ""}) as response:
            assert response.status == 200


async def test_a_person_is_who_they_are_whatever_the_request_says(desk: Desk, customers: Customers) -> None:
    handoff, name = (await customers.come()).handoff, await desk.person()
    async with desk.logged_in(name) as client:
        headers, body = {"X-Agent": "somebody"}, {"agent": "somebody-else"}
        async with client.post(f"/api/handoffs/{handoff}/claim", headers=headers, json=body) as response:
            assert (await response.json())["agent"] == name


async def test_a_program_names_its_agent_in_a_header_or_in_the_body(desk: Desk, customers: Customers) -> None:
    token = {"Authorization": f"Bearer {desk.firstline.api_token}"}
    for headers, body, agent in (
        (token, None, "api"),
        ({**token, "X-Agent": "helpdesk"}, None, "helpdesk"),
        (token, {"agent": "Ola"}, "Ola"),
    ):
        handoff = (await customers.come()).handoff
        status, claimed = await desk.call("POST", f"/api/handoffs/{handoff}/claim", body, headers)
        assert (status, claimed["agent"]) == (200, agent)
    status, _ = await desk.call("GET", "/api/handoffs", headers={**token, "X-Agent": "x" * 81})
    assert status == 400
