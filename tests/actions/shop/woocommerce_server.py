"""A WooCommerce of one's own: what its REST API v3 documents, on loopback, with every way to fail.

Beyond the documentation it does what WooCommerce's source does: a refund exists before the money moves, a refused one
is a 500 with a code and `"data": 500`, a full one ends the order; a mail of the order's details leaves a note.
"""

import asyncio
import json
import re
import ssl
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from aiohttp import BasicAuth, web
from oauthlib.oauth1.rfc5849 import signature as rfc5849

ROOM = "/wp-json/wc/v3"
WINDOW_S = 15 * 60
Json = dict[str, Any]


@dataclass
class Fault:
    """What goes wrong with requests whose "METHOD path" matches, so many times.

    kinds: before (500, nothing done), after (500, done), page (200 and HTML, done), list (200 and [], done),
    slow (done, answers after `seconds`), slow_before (sleeps, nothing done), drop (done, closes), busy (429).
    """

    kind: str
    match: str
    times: int = 1
    seconds: float = 30.0
    headers: dict[str, str] = field(default_factory=dict)


class Refusal(Exception):
    """A WP_Error. `data` is {"status"} unless WooCommerce's source gives the bare number."""

    def __init__(self, status: int, code: str, bare: bool = False) -> None:
        super().__init__(code)
        self.status = status
        self.body = {"code": code, "message": "Refused.", "data": status if bare else {"status": status}}


class FakeWooCommerce:
    key = "ck_0123456789abcdef"
    secret = "cs_fedcba9876543210"

    def __init__(self) -> None:
        self.orders: dict[int, Json] = {}
        self.refunds: dict[int, list[Json]] = {}
        self.notes: dict[int, list[Json]] = {}
        self.coupons: list[Json] = []
        self.customers: list[Json] = []
        self.mails: list[tuple[str, str]] = []
        self.paid_out: list[Decimal] = []
        self.asked: list[str] = []
        self.faults: list[Fault] = []
        self.gateway = True  # whether the payment provider can refund
        self.gateway_dies = False  # PHP dies while the provider is asked
        self.page_size: int | None = None
        self.nonces: set[str] = set()
        self.ids = count(700)
        self.url = ""

    # what it sells

    def put_order(self, **given: Any) -> Json:
        number = given.pop("id", None) or next(self.ids)
        order = {**an_order(number), **given}
        self.orders[number] = order
        self.refunds[number], self.notes[number] = [], []
        return order

    def put_customer(self, email: str, role: str = "customer") -> Json:
        customer = {"id": next(self.ids), "email": email, "role": role, "meta_data": []}
        self.customers.append(customer)
        return customer

    def fails(self, kind: str, match: str, **given: Any) -> None:
        self.faults.append(Fault(kind, match, **given))

    def count(self, match: str) -> int:
        return sum(re.search(match, one) is not None for one in self.asked)

    # the server

    async def start(self, tls: ssl.SSLContext | None = None) -> "FakeWooCommerce":
        app = web.Application(middlewares=[self._failing, self._guarded])
        app.add_routes(
            [
                web.get(f"{ROOM}/orders", self._list_orders),
                web.get(f"{ROOM}/orders/{{id}}", self._get_order),
                web.put(f"{ROOM}/orders/{{id}}", self._put_order),
                web.get(f"{ROOM}/orders/{{id}}/refunds", self._list_refunds),
                web.post(f"{ROOM}/orders/{{id}}/refunds", self._post_refund),
                web.get(f"{ROOM}/orders/{{id}}/notes", self._list_notes),
                web.post(f"{ROOM}/orders/{{id}}/notes", self._post_note),
                web.post(f"{ROOM}/orders/{{id}}/actions/send_order_details", self._send_details),
                web.get(f"{ROOM}/coupons", self._list_coupons),
                web.post(f"{ROOM}/coupons", self._post_coupon),
                web.get(f"{ROOM}/customers", self._list_customers),
                web.put(f"{ROOM}/customers/{{id}}", self._put_customer),
                web.post("/wp-login.php", self._lost_password),
            ]
        )
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0, ssl_context=tls)
        await site.start()
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def stop(self) -> None:
        await self._runner.cleanup()

    @web.middleware
    async def _failing(self, request: web.Request, handler: Callable[..., Awaitable[Any]]) -> web.StreamResponse:
        line = f"{request.method} {request.path.removeprefix(ROOM)}"
        self.asked.append(line)
        fault = next((one for one in self.faults if one.times and re.search(one.match, line)), None)
        if fault is None:
            return await handler(request)
        fault.times -= 1
        return await self._failed(fault, request, handler)

    async def _failed(self, fault: Fault, request: web.Request, handler: Callable[..., Any]) -> web.StreamResponse:
        if fault.kind == "slow_before":
            await asyncio.sleep(fault.seconds)
        if fault.kind not in ("before", "busy", "slow_before"):
            done = await handler(request)
        if fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
            return done
        if fault.kind == "drop" and request.transport:
            request.transport.close()
        if fault.kind == "busy":
            return web.json_response({"code": "too_many", "message": "", "data": {}}, status=429, headers=fault.headers)
        if fault.kind == "list":
            return web.json_response([])
        if fault.kind == "page":
            return web.Response(text="<html>Fatal error</html>", content_type="text/html")
        broken = {"code": "internal_server_error", "message": "critical error", "data": {"status": 500}}
        return web.json_response(broken, status=500, headers=fault.headers)

    @web.middleware
    async def _guarded(self, request: web.Request, handler: Callable[..., Awaitable[Any]]) -> web.StreamResponse:
        try:
            if request.path.startswith(ROOM):
                (self._check_password if request.secure else self._check_signature)(request)
            return await handler(request)
        except Refusal as refusal:
            return web.json_response(refusal.body, status=refusal.status)

    def _check_password(self, request: web.Request) -> None:
        given = BasicAuth.decode(request.headers.get("Authorization", "Basic Og=="))
        if (given.login, given.password) != (self.key, self.secret):
            raise Refusal(401, "woocommerce_rest_cannot_view")

    def _check_signature(self, request: web.Request) -> None:
        """As class-wc-rest-authentication.php does over plain HTTP; the signature itself by another's library."""
        given = dict(request.query)
        claimed = given.pop("oauth_signature", "")
        if given.get("oauth_consumer_key") != self.key:
            raise Refusal(401, "woocommerce_rest_cannot_view")
        base = rfc5849.signature_base_string(
            request.method,
            f"{self.url}{request.path}",
            rfc5849.normalize_parameters(list(given.items())),
        )
        wanted = rfc5849.sign_hmac_sha256_with_client(base, _Client(self.secret))
        fresh = abs(time.time() - int(given["oauth_timestamp"])) < WINDOW_S
        if claimed != wanted or not fresh or given["oauth_nonce"] in self.nonces:
            raise Refusal(401, "woocommerce_rest_authentication_error")
        self.nonces.add(given["oauth_nonce"])

    # orders

    def _order(self, request: web.Request) -> Json:
        try:
            return self.orders[int(request.match_info["id"])]
        except (KeyError, ValueError):
            raise Refusal(404, "woocommerce_rest_shop_order_invalid_id") from None

    async def _get_order(self, request: web.Request) -> web.Response:
        return web.json_response(self._seen(self._order(request)))

    def _seen(self, order: Json) -> Json:
        short = [{k: one[k] for k in ("id", "reason")} | {"total": f"-{one['amount']}"} for one in self._made(order)]
        return {**order, "refunds": short}

    def _made(self, order: Json) -> list[Json]:
        return self.refunds[order["id"]]

    async def _list_orders(self, request: web.Request) -> web.Response:
        said = request.query.get("search", "").lower()
        return self._paged(request, [self._seen(o) for o in self.orders.values() if said in json.dumps(o).lower()])

    async def _put_order(self, request: web.Request) -> web.Response:
        order, body = self._order(request), await request.json()
        merge_meta(order, body.pop("meta_data", []))
        order["shipping"] = {**order["shipping"], **body.pop("shipping", {})}
        order.update(body)
        return web.json_response(self._seen(order))

    # refunds

    async def _list_refunds(self, request: web.Request) -> web.Response:
        made = self._made(self._order(request))
        return self._paged(request, made if request.query.get("order") == "asc" else made[::-1])

    async def _post_refund(self, request: web.Request) -> web.Response:
        order, body = self._order(request), await request.json()
        amount, refund = Decimal(body["amount"]), {}
        left = Decimal(order["total"]) - sum((Decimal(one["amount"]) for one in self._made(order)), Decimal(0))
        if not 0 < amount <= left:
            raise Refusal(500, "woocommerce_rest_cannot_create_order_refund", bare=True)
        refund = a_refund(next(self.ids), amount, body.get("reason", ""))
        self._made(order).append(refund)
        if body.get("api_refund", True):
            self._pay_out(order, refund, amount)
        if amount == left:
            order["status"] = "refunded"
        return web.json_response(refund, status=201)

    def _pay_out(self, order: Json, refund: Json, amount: Decimal) -> None:
        if not self.gateway:
            self._made(order).remove(refund)
            raise Refusal(500, "woocommerce_rest_cannot_create_order_refund", bare=True)
        self.paid_out.append(amount)
        if self.gateway_dies:
            raise Refusal(500, "internal_server_error")
        refund["refunded_payment"] = True

    # notes and mails

    async def _list_notes(self, request: web.Request) -> web.Response:
        kind = request.query.get("type", "any")
        notes = self.notes[self._order(request)["id"]]
        return web.json_response(
            [n for n in notes[::-1] if kind == "any" or n["customer_note"] == (kind == "customer")]
        )

    async def _post_note(self, request: web.Request) -> web.Response:
        order, body = self._order(request), await request.json()
        note = self._note(order, body["note"], body.get("customer_note", False))
        if note["customer_note"]:
            self.mails.append((order["billing"]["email"], body["note"]))
        return web.json_response(note, status=201)

    def _note(self, order: Json, text: str, to_customer: bool = False) -> Json:
        made = {"id": next(self.ids), "note": text, "customer_note": to_customer, "date_created_gmt": gmt()}
        self.notes[order["id"]].append(made)
        return made

    async def _send_details(self, request: web.Request) -> web.Response:
        order = self._order(request)
        email = order["billing"]["email"]
        self.mails.append((email, "order details"))
        self._note(order, f"Order details sent to {email}, via REST API.")
        return web.json_response({"message": f"Order details sent to {email}, via REST API."})

    async def _lost_password(self, request: web.Request) -> web.Response:
        email = str((await request.post())["user_login"])
        if not any(one["email"] == email for one in self.customers):
            return web.Response(text="There is no account with that username or email address.")
        self.mails.append((email, "password link"))
        return web.Response(status=302, headers={"Location": f"{self.url}/wp-login.php?checkemail=confirm"})

    # coupons and customers

    async def _list_coupons(self, request: web.Request) -> web.Response:
        code = request.query.get("code")
        return self._paged(request, [one for one in self.coupons if code in (None, one["code"])])

    async def _post_coupon(self, request: web.Request) -> web.Response:
        body = await request.json()
        if any(one["code"] == body["code"].lower() for one in self.coupons):
            raise Refusal(400, "woocommerce_rest_coupon_code_already_exists")
        coupon = {**body, "id": next(self.ids), "code": body["code"].lower()}
        self.coupons.append(coupon)
        return web.json_response(coupon, status=201)

    async def _list_customers(self, request: web.Request) -> web.Response:
        email, role = request.query.get("email"), request.query.get("role", "customer")
        found = [one for one in self.customers if email in (None, one["email"]) and role in ("all", one["role"])]
        return self._paged(request, found)

    async def _put_customer(self, request: web.Request) -> web.Response:
        customer = next(one for one in self.customers if one["id"] == int(request.match_info["id"]))
        merge_meta(customer, (await request.json())["meta_data"])
        return web.json_response(customer)

    def _paged(self, request: web.Request, rows: list[Json]) -> web.Response:
        size = self.page_size or int(request.query.get("per_page", "10"))
        page = int(request.query.get("page", "1"))
        pages = max(1, -(-len(rows) // size))
        headers = {"X-WP-Total": str(len(rows)), "X-WP-TotalPages": str(pages)}
        return web.json_response(rows[(page - 1) * size : page * size], headers=headers)


class _Client:
    """What oauthlib signs for: no token, as in one-legged OAuth."""

    resource_owner_secret = ""

    def __init__(self, secret: str) -> None:
        self.client_secret = secret


def gmt(at: datetime | None = None) -> str:
    return (at or datetime.now(UTC)).strftime("%Y-%m-%dT%H:%M:%S")


def merge_meta(thing: Json, changes: list[Json]) -> None:
    kept = {one["key"]: one for one in thing["meta_data"]}
    kept.update({one["key"]: {"id": 1, **one} for one in changes})
    thing["meta_data"] = list(kept.values())


def a_refund(number: int, amount: Decimal, reason: str) -> Json:
    made = {"date_created": gmt(), "date_created_gmt": gmt(), "refunded_by": 1, "refunded_payment": False}
    return {"id": number, "amount": f"{amount:.2f}", "reason": reason, "meta_data": [], "line_items": [], **made}


def a_place(**given: str) -> Json:
    place = {"first_name": "Iga", "last_name": "Wrona", "company": "", "address_1": "Polna 1", "address_2": ""}
    return {**place, "city": "Łódź", "state": "", "postcode": "90-954", "country": "PL", **given}


def an_order(number: int) -> Json:
    """Paid today, not sent yet: the fields of the documentation's example that matter to anybody."""
    line = {"id": 315, "name": "Kettle &ndash; red", "product_id": 93, "variation_id": 0, "quantity": 2}
    money = {"total": "80.00", "total_tax": "18.40", "taxes": [{"id": 75, "total": "18.4", "subtotal": "18.4"}]}
    return {
        "id": number,
        "parent_id": 0,
        "number": str(number),
        "status": "processing",
        "currency": "PLN",
        "date_created_gmt": gmt(),
        "date_modified_gmt": gmt(),
        "date_paid_gmt": gmt(),
        "date_completed_gmt": None,
        "total": "108.40",
        "customer_id": 0,
        "billing": {**a_place(), "email": "Iga@example.com", "phone": "600100200"},
        "shipping": a_place(),
        "payment_method": "stripe",
        "meta_data": [{"id": 1, "key": "_order_stock_reduced", "value": "yes"}],
        "line_items": [{**line, **money, "sku": "KIT-101", "price": 40}],
        "shipping_lines": [{"id": 317, "method_title": "InPost", "method_id": "flat_rate", "total": "10.00"}],
        "refunds": [],
    }
