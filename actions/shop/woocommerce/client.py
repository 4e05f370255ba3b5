"""Asks WooCommerce's REST API, and tells for every failure whether a write can have taken effect.

Reads are repeated with a jittered pause. A write is repeated here only where the shop cannot have begun it, or where
the caller says that doing it twice is doing it once; everything else is for once.py, which looks before it repeats.
"""

import asyncio
import json
import logging
import random
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Any

import aiohttp
from yarl import URL

from actions.shop.interface import ShopUnavailable
from actions.shop.woocommerce.signing import Keys, authorised

log = logging.getLogger(__name__)

ATTEMPT_S = 2.5  # within the 4 s of a whole call: one lost answer leaves time to ask again
ATTEMPTS = 3
PAUSE_S = 0.15  # before the second attempt, doubled before the third
PAUSE_MOST_S = 1.5  # a shop that asks for a longer pause is not asked again while the customer waits
KEEP_ALIVE_S = 4.0  # shorter than web servers keep a connection, so that no write goes into one just closed
PER_PAGE = 100  # the most WooCommerce gives
PAGES_MOST = 5
ROOM = "wp-json/wc/v3"


class Effect(StrEnum):
    """Of a write that failed: the shop did not begin it; it may have been done; it may still be under way."""

    NONE = "none"
    POSSIBLE = "possible"
    UNDER_WAY = "under_way"


ANY_EFFECT = frozenset(Effect)
NO_EFFECT = frozenset({Effect.NONE})


class Failure(ShopUnavailable):
    """No usable answer. `pause_s`: how long the shop asks to be left alone."""

    def __init__(self, what: str, effect: Effect, pause_s: float = 0.0) -> None:
        super().__init__(what)
        self.effect = effect
        self.pause_s = pause_s


class Denied(Exception):
    """The shop understood and said no: nothing was done. `code` as in its error, {"code", "message", "data"}."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(f"{status} {code}")
        self.status = status
        self.code = code


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    params: Mapping[str, str]
    body: dict[str, Any] | None = None

    def answered_by(self, data: Any) -> bool:
        """What was changed comes back as changed, never as another thing."""
        if self.method != "PUT":
            return True
        return isinstance(data, dict) and str(data.get("id")) == self.path.rpartition("/")[2]


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    def data(self) -> Any:
        return json.loads(self.body)


class Client:
    """`url` is the shop's address, with or without a path; it opens its connections with the first question."""

    def __init__(self, url: str, keys: Keys) -> None:
        self.url = url.rstrip("/")
        self._keys = keys
        self._session: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def get(self, path: str, **params: str) -> Any:
        return (await self._ask(Asked("GET", path, params), ANY_EFFECT))[0]

    async def each(self, path: str, **params: str) -> AsyncIterator[Any]:
        """The rows of a collection, page after page."""
        for page in range(1, PAGES_MOST + 1):
            asked = Asked("GET", path, {**params, "per_page": str(PER_PAGE), "page": str(page)})
            rows, headers = await self._ask(asked, ANY_EFFECT)
            if not isinstance(rows, list):
                raise Failure(f"{path} is no list", Effect.POSSIBLE)
            for row in rows:
                yield row
            if page >= total_pages(headers):
                return

    async def put(self, path: str, body: dict[str, Any]) -> Any:
        """For changes that are the same once and twice."""
        return (await self._ask(Asked("PUT", path, {}, body), ANY_EFFECT))[0]

    async def post(self, path: str, body: dict[str, Any]) -> Any:
        return (await self._ask(Asked("POST", path, {}, body), NO_EFFECT))[0]

    async def post_form(self, path: str, form: dict[str, str]) -> Answer:
        """A public page of the shop, as a browser sends it: unsigned, redirects not followed."""
        return await self._sent("POST", f"{self.url}/{path}", {}, data=form)

    async def _ask(self, asked: Asked, again: frozenset[Effect]) -> tuple[Any, Mapping[str, str]]:
        attempt = 1
        while True:
            try:
                return await self._once(asked)
            except Failure as failure:
                log.warning("shop: %s %s: %s", asked.method, asked.path, failure)
                if attempt == ATTEMPTS or failure.effect not in again or failure.pause_s > PAUSE_MOST_S:
                    raise
                await asyncio.sleep(max(failure.pause_s, jittered(attempt)))
                attempt += 1

    async def _once(self, asked: Asked) -> tuple[Any, Mapping[str, str]]:
        url, headers = authorised(asked.method, f"{self.url}/{ROOM}/{asked.path}", asked.params, self._keys)
        answer = await self._sent(asked.method, url, headers, json=asked.body)
        data = judged(answer)
        if not asked.answered_by(data):
            raise Failure("answered with something else", Effect.POSSIBLE)
        return data, answer.headers

    async def _sent(self, method: str, url: str, headers: dict[str, str], **content: Any) -> Answer:
        asked = self._open().request(method, URL(url, encoded=True), headers=headers, allow_redirects=False, **content)
        try:
            async with asyncio.timeout(ATTEMPT_S), asked as answer:
                return Answer(answer.status, answer.headers, await answer.read())
        except TimeoutError as error:
            raise Failure("no answer in time", Effect.UNDER_WAY) from error
        except aiohttp.ClientConnectorError as error:
            raise Failure("cannot be reached", Effect.NONE) from error
        except aiohttp.ClientError as error:
            raise Failure("broke off", Effect.UNDER_WAY) from error

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(keepalive_timeout=KEEP_ALIVE_S))
        return self._session


def total_pages(headers: Mapping[str, str]) -> int:
    said = headers.get("X-WP-TotalPages", "")
    return int(said) if said.isdigit() else 1


def judged(answer: Answer) -> Any:
    """The data of a good answer. Raises Denied or Failure for any other."""
    if answer.status == 429:
        raise Failure("too many requests", Effect.NONE, pause_s(answer))
    try:
        data = answer.data()
    except ValueError as error:
        raise Failure(f"{answer.status} without JSON", Effect.POSSIBLE, pause_s(answer)) from error
    if 200 <= answer.status < 300:
        return data
    raise refusal(answer, data)


def refusal(answer: Answer, data: Any) -> Exception:
    """A 500 too can be a plain no: WooCommerce refuses refunds that way."""
    code = str(data.get("code", "")) if isinstance(data, dict) else ""
    if answer.status in (401, 403):
        return ShopUnavailable(f"the keys are refused ({code})")  # asking again would not help
    if 400 <= answer.status < 500 or code.startswith("woocommerce_rest_cannot_"):
        return Denied(answer.status, code)
    return Failure(f"{answer.status} {code}", Effect.POSSIBLE, pause_s(answer))


def pause_s(answer: Answer) -> float:
    """Retry-After in seconds, whether it is given as seconds or as a date; 0 without one."""
    asked = answer.headers.get("Retry-After", "")
    if asked.isdigit():
        return float(asked)
    try:
        there, now = parsedate_to_datetime(asked), parsedate_to_datetime(answer.headers["Date"])
    except (ValueError, TypeError, KeyError):
        return 0.0
    return max(0.0, (there - now).total_seconds())


def jittered(attempt: int) -> float:
    return random.uniform(0.5, 1.0) * PAUSE_S * 2 ** (attempt - 1)
