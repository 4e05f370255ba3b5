"""The web chat: a demo shop's page, the widget, its words, and the stream between the two."""

import logging
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from sanic import Blueprint
from sanic.exceptions import Forbidden, NotFound
from sanic.request import Request
from sanic.response import HTTPResponse, html, json
from sanic.server.websockets.impl import WebsocketImplProtocol

from bot.channels.assets import ASK_AGAIN, FOR_EVER, Asset, load, serve
from bot.channels.doorkeeper import Doorkeeper
from bot.channels.line import GONE, Line
from bot.channels.origins import may_embed
from bot.channels.web_stream import TRY_LATER, converse
from bot.errors import place
from bot.vocabulary import LANGUAGES

log = logging.getLogger(__name__)

PAGES = Path(__file__).parent / "pages"
SHOP_LANGUAGES = {"en": "English", "pl": "Polski", "cs": "Čeština", "ru": "Русский"}
SHOP_ORDERS = {
    "10001": "anna@example.com",
    "10002": "anna@example.com",
    "10003": "jan@example.com",
    "10004": "jan@example.com",
    "10006": "ewa@example.com",
    "10009": "ola@example.com",
}
PAGE_WORD = "page_"  # words of the demo page; a shop that embeds the widget does not need them
WORDS_CACHE = "public, max-age=300"
PAGE_HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; connect-src 'self' ws: wss:",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
FAILED = 1011


def web_channel() -> Blueprint:
    """GET / and /chat, /widget.js and its modules, /chat/words, and the WebSocket /chat/stream."""
    blueprint = Blueprint("web_channel")
    release, assets = load()
    pages = Environment(loader=FileSystemLoader(PAGES), autoescape=True)
    doorkeeper = Doorkeeper()

    async def page(request: Request) -> HTTPResponse:
        language = _language(request)
        words = request.app.ctx.firstline.conversations.words(language)
        template = pages.get_template("chat.html")
        text = template.render(language=language, languages=SHOP_LANGUAGES, orders=SHOP_ORDERS, words=words)
        return html(text, headers=PAGE_HEADERS)

    blueprint.add_route(page, "/", name="front")
    blueprint.add_route(page, "/chat", name="chat")

    @blueprint.get("/shop.css")
    async def shop_style(request: Request) -> HTTPResponse:
        return serve(request, assets["shop.css"], ASK_AGAIN)

    @blueprint.get("/widget.js")
    async def widget(request: Request) -> HTTPResponse:
        return serve(request, assets["widget.js"], ASK_AGAIN)

    @blueprint.get("/widget/<asked:str>/<name:str>")
    async def module(request: Request, asked: str, name: str) -> HTTPResponse:
        return serve(request, _find(assets, name), FOR_EVER if asked == release else ASK_AGAIN)

    @blueprint.get("/chat/words")
    async def words(request: Request) -> HTTPResponse:
        every = request.app.ctx.firstline.conversations.words(_language(request))
        headers = {"Cache-Control": WORDS_CACHE, "Access-Control-Allow-Origin": "*"}
        return json({key: text for key, text in every.items() if not key.startswith(PAGE_WORD)}, headers=headers)

    @blueprint.websocket("/chat/stream")
    async def stream(request: Request, websocket: WebsocketImplProtocol) -> None:
        await _stream(request, Line(websocket), doorkeeper)

    @blueprint.middleware("request")
    async def only_known_shops(request: Request) -> None:
        if request.path == "/chat/stream" and not _may_embed(request):
            raise Forbidden("origin not allowed")

    return blueprint


async def _stream(request: Request, line: Line, doorkeeper: Doorkeeper) -> None:
    with doorkeeper.admit(request.remote_addr or request.ip) as admitted:
        try:
            await (converse(line, request.app.ctx.firstline) if admitted else line.close(TRY_LATER, "too_many"))
        except GONE:
            return
        except Exception as error:
            log.error("chat stream ended by %s", place(error))
            await line.close(FAILED, "failed")
        finally:
            await line.discard()


def _find(assets: dict[str, Asset], name: str) -> Asset:
    asset = assets.get(f"widget/{name}")
    if asset is None:
        raise NotFound(name)
    return asset


def _language(request: Request) -> str:
    """`?language=`, else the first language of the browser that we speak, else English."""
    wanted = [request.args.get("language", ""), *request.headers.get("accept-language", "").split(",")]
    spoken = (tag.split(";")[0].strip()[:2].lower() for tag in wanted)
    return next((language for language in spoken if language in LANGUAGES), LANGUAGES[0])


def _may_embed(request: Request) -> bool:
    allowed = request.app.ctx.firstline.settings.allowed_origins
    return may_embed(request.headers.get("origin"), request.host, allowed)
