"""The desk's pages: log in, log out, and the one page where people work."""

import json
import logging
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, html, redirect

from bot.desk import attempts, presence, sessions
from bot.desk.incidents_page import incidents_view
from bot.desk.stream import desk_stream
from bot.desk.truth_page import truth_view
from bot.desk.users import User, check, display_names
from bot.store.postgres import OUTAGE
from bot.vocabulary import Cause, Lane
from bot.waits.history import read_history

log = logging.getLogger(__name__)

HERE = Path(__file__).parent
POLICY = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",  # with no-referrer a browser would post with the origin "null"
    "X-Content-Type-Options": "nosniff",
}
PAGES = ("/desk/truth", "/desk/incidents")
WRONG = "Name or password is wrong."
TOO_MANY = "Too many attempts. Wait 15 minutes, then try again."
DOWN = "The record cannot be reached right now. Nothing is lost. Reload in a moment."
NOT_OURS = "This form was not sent from this desk. Reload the page and try again."


def desk_pages() -> Blueprint:
    desk = Blueprint("desk_pages", url_prefix="/desk")
    desk.add_route(show_login, "/login", methods=["GET"])
    desk.add_route(log_in, "/login", methods=["POST"])
    desk.add_route(log_out, "/logout", methods=["POST"])
    desk.add_route(show_desk, "/", methods=["GET"])
    desk.add_route(show_handoff, "/handoffs/<handoff_id:str>", methods=["GET"])
    desk.add_route(show_truth, "/truth", methods=["GET"])
    desk.add_route(show_incidents, "/incidents", methods=["GET"])
    desk.add_websocket_route(desk_stream, "/stream")
    desk.static("/static", str(HERE / "static"), name="static")
    desk.middleware(_revalidate, "response")
    desk.exception(*OUTAGE)(_record_down)
    return desk


async def show_login(request: Request) -> HTTPResponse:
    return _login(_next_page(request.args.get("next")))


async def log_in(request: Request) -> HTTPResponse:
    """The attempt is counted before the password is looked at, so that parallel guesses count too."""
    firstline, form = request.app.ctx.firstline, request.form
    name, target = (form.get("name") or "").strip().lower(), _next_page(form.get("next"))
    if not sessions.same_origin(request):
        return _login(target, NOT_OURS, 403)
    if not await attempts.count(firstline.pool, firstline.secret, name, _address(request)):
        return _login(target, TOO_MANY, 429)
    user = await check(firstline.pool, name, form.get("password") or "")
    if user is None:
        return _login(target, WRONG, 401)
    await attempts.forgive(firstline.pool, firstline.secret, name)
    await presence.set_available(firstline.pool, user.name, True, firstline.settings.agent_slots)
    response = redirect(target, status=303)
    sessions.keep(response, sessions.issue(user, firstline.secret), _is_https(request))
    return response


async def log_out(request: Request) -> HTTPResponse:
    firstline = request.app.ctx.firstline
    user = await sessions.current(request)
    response = redirect("/desk/login", status=303)
    if user is not None and sessions.same_origin(request):
        await presence.set_available(firstline.pool, user.name, False, firstline.settings.agent_slots)
        sessions.forget(response)
    return response


async def show_handoff(request: Request, handoff_id: str) -> HTTPResponse:
    return await show_desk(request)


async def show_desk(request: Request) -> HTTPResponse:
    user = await sessions.current(request)
    if user is None:
        return _ask_to_log_in(request)
    people = await display_names(request.app.ctx.firstline.pool)
    return _page("desk.html", user=user, facts=_facts(user, people))


async def show_truth(request: Request) -> HTTPResponse:
    """How true stated waits were; read anew each time it is opened."""
    user = await sessions.current(request)
    if user is None:
        return _ask_to_log_in(request)
    firstline = request.app.ctx.firstline
    quotes = [await firstline.waits.quote(lane, "en") for lane in Lane]
    told = await read_history(firstline.pool, firstline.waits.zone, firstline.now())
    return _page("truth.html", user=user, **truth_view(told, quotes))


async def show_incidents(request: Request) -> HTTPResponse:
    user = await sessions.current(request)
    if user is None:
        return _ask_to_log_in(request)
    firstline = request.app.ctx.firstline
    listed, closed = [await firstline.incidents.list(state) for state in ("open", "closed")]
    open_ones = [await firstline.incidents.get(one["id"]) for one in listed]
    return _page("incidents.html", user=user, **incidents_view(open_ones, closed, firstline.waits.zone))


def _ask_to_log_in(request: Request) -> HTTPResponse:
    return redirect(f"/desk/login?next={quote(request.path)}", status=303)


async def _record_down(request: Request, error: Exception) -> HTTPResponse:
    log.error("the record is down: %s", type(error).__name__)
    return _login("/desk", DOWN, 503)


def _login(target: str, problem: str = "", status: int = 200) -> HTTPResponse:
    return _page("login.html", status, target=target, problem=problem)


def _page(template: str, status: int = 200, **values: object) -> HTTPResponse:
    return html(_templates().get_template(template).render(values), status, HEADERS)


@cache
def _templates() -> Environment:
    return Environment(loader=FileSystemLoader(HERE / "pages"), autoescape=True, auto_reload=False)


def _facts(user: User, people: dict[str, str]) -> str:
    """What the page's modules need to know at the start, as JSON for a data attribute."""
    now = datetime.now(UTC).isoformat()
    return json.dumps({"agent": user.name, "people": people, "causes": list(Cause), "now": now})


def _next_page(asked: str | None) -> str:
    """Only a page of the desk: a login form must not send people elsewhere."""
    known = asked and (asked in PAGES or asked.startswith("/desk/handoffs/")) and asked.isprintable()
    return asked if asked and known else "/desk"


def _address(request: Request) -> str:
    return request.remote_addr or request.ip


def _is_https(request: Request) -> bool:
    return request.scheme == "https"


async def _revalidate(request: Request, response: HTTPResponse) -> None:
    """Scripts and styles: ask each time (304 when unchanged), so that an upgrade reaches open desks."""
    response.headers.setdefault("Cache-Control", "no-cache")
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
