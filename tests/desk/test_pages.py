import uuid

import aiohttp
from desk_server import PASSWORD, Desk

from bot.desk import sessions


async def _post_login(desk: Desk, origin: str | None = None, **fields: str) -> tuple[int, aiohttp.ClientResponse, str]:
    headers = {"Origin": origin or desk.url}
    async with (
        aiohttp.ClientSession() as client,
        client.post(f"{desk.url}/desk/login", data=fields, headers=headers, allow_redirects=False) as response,
    ):
        return response.status, response, await response.text()


async def test_a_good_login_leads_to_the_page_asked_for_with_a_cookie_scripts_cannot_read(desk: Desk) -> None:
    name = await desk.person()
    status, response, _ = await _post_login(desk, name=name.upper(), password=PASSWORD, next="/desk/handoffs/7")
    assert (status, response.headers["Location"]) == (303, "/desk/handoffs/7")
    cookie = response.headers["Set-Cookie"]
    for part in (f"{sessions.COOKIE}=", "HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=43200"):
        assert part in cookie


async def test_a_wrong_password_an_unknown_name_and_a_foreign_form_set_no_cookie(desk: Desk) -> None:
    name = await desk.person()
    for expected, fields in (
        (401, {"name": name, "password": "wrong"}),
        (401, {"name": uuid.uuid4().hex, "password": PASSWORD}),
        (401, {}),
        (403, {"name": name, "password": PASSWORD, "origin": "https://evil.example"}),
    ):
        status, response, text = await _post_login(desk, **fields)
        assert (status, "Set-Cookie" in response.headers, "<form" in text) == (expected, False, True)


async def test_the_eleventh_guess_is_not_even_looked_at(desk: Desk) -> None:
    name = await desk.person()
    await desk.firstline.pool.execute("DELETE FROM desk_login_attempts")
    for _ in range(10):
        assert (await _post_login(desk, name=name, password="wrong"))[0] == 401
    assert (await _post_login(desk, name=name, password=PASSWORD))[0] == 429
    await desk.firstline.pool.execute("DELETE FROM desk_login_attempts")


async def test_a_login_never_leads_away_from_the_desk(desk: Desk) -> None:
    name = await desk.person()
    for target in (
        "https://evil.example",
        "//evil.example",
        "/desk/handoffs/\r\nX: y",
        "/desk.evil",
        "javascript:x",
    ):
        _, response, _ = await _post_login(desk, name=name, password=PASSWORD, next=target)
        assert response.headers["Location"] == "/desk"


async def test_without_a_session_the_desk_asks_for_one_and_remembers_where_to_go(desk: Desk) -> None:
    async with aiohttp.ClientSession() as client:
        async with client.get(f"{desk.url}/desk/handoffs/abc", allow_redirects=False) as response:
            assert response.headers["Location"] == "/desk/login?next=/desk/handoffs/abc"
        async with client.get(f"{desk.url}/desk") as response:
            assert response.url.path == "/desk/login"


async def test_pages_allow_no_foreign_script_and_no_frame(desk: Desk) -> None:
    async with desk.logged_in(await desk.person('<script>"&')) as client, client.get("/desk") as response:
        policy, text = response.headers["Content-Security-Policy"], await response.text()
    assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
    assert '<script>"&' not in text


async def test_a_logout_ends_the_session_and_the_presence(desk: Desk) -> None:
    name = await desk.person()
    async with desk.logged_in(name) as client:
        await client.post("/desk/logout")
        async with client.get("/api/handoffs") as response:
            assert response.status == 401
    assert not await desk.firstline.pool.fetchval("SELECT available FROM agent_presence WHERE agent = $1", name)


async def test_scripts_are_asked_for_again_so_that_an_upgrade_arrives(desk: Desk) -> None:
    async with aiohttp.ClientSession() as client, client.get(f"{desk.url}/desk/static/desk.js") as response:
        assert (response.status, response.headers["Cache-Control"]) == (200, "no-cache")
        assert response.headers["Content-Type"].startswith(("application/javascript", "text/javascript"))
    async with (
        aiohttp.ClientSession() as client,
        client.get(f"{desk.url}/desk/static/..%2f..%2fapi.py") as response,
    ):
        assert response.status == 404
