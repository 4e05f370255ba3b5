"""What operators ask: is the process alive, is it ready, how is it doing."""

import time
from collections.abc import Awaitable

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from redis.exceptions import RedisError
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json, raw

from bot.errors import RecordDown
from bot.service import Firstline
from bot.store.postgres import OUTAGE, within

ANSWER_S = 2.0  # whoever watches us gives up soon after
COUNTS = """
SELECT (SELECT count(*) FROM handoffs WHERE state = 'waiting') AS waiting,
    (SELECT count(*) FROM handoffs WHERE state = 'callback') AS callback,
    (SELECT count(*) FROM handoffs WHERE state = 'human') AS human,
    (SELECT count(*) FROM messages WHERE delivery = 'accepted') AS unanswered,
    (SELECT count(*) FROM promises WHERE state = 'open') AS promises_open,
    (SELECT count(*) FROM promises WHERE owed AND due_at < now()) AS promises_overdue,
    (SELECT count(*) FROM promises WHERE owed AND due_at < now() AND told_at IS NULL) AS promises_silent,
    (SELECT count(*) FROM promises WHERE state = 'kept' AND settled_at > now() - interval '1 day')
        AS promises_kept_day,
    (SELECT count(*) FROM promises WHERE state = 'updated' AND settled_at > now() - interval '1 day')
        AS promises_updated_day,
    (SELECT count(*) FROM promises WHERE state = 'broken' AND settled_at > now() - interval '1 day')
        AS promises_broken_day
"""
HELP = {
    "waiting": "customers waiting for a person",
    "callback": "callbacks owed",
    "human": "conversations with a person",
    "unanswered": "customer messages not yet handled",
    "promises_open": "promises not yet settled",
    "promises_overdue": "promises still owed after their time",
    "promises_silent": "promises past their time of which the customer has heard nothing",
    "promises_kept_day": "promises kept within the last 24 hours",
    "promises_updated_day": "promises given another time, in time, within the last 24 hours",
    "promises_broken_day": "promises broken within the last 24 hours",
}


def operations() -> Blueprint:
    """GET /health, /ready and /metrics."""
    blueprint = Blueprint("operations")
    started = time.time()

    @blueprint.get("/health")
    async def health(request: Request) -> HTTPResponse:
        return json({"status": "ok", "uptime_s": round(time.time() - started, 1)})

    @blueprint.get("/ready")
    async def ready(request: Request) -> HTTPResponse:
        """503 without model or database; without Redis the service is slower and still ready."""
        parts = await _parts(request.app.ctx.firstline)
        return json(parts, 200 if parts["database"] == "ok" else 503)

    @blueprint.get("/metrics")
    async def metrics(request: Request) -> HTTPResponse:
        try:
            row = await within(ANSWER_S, request.app.ctx.firstline.pool.fetchrow(COUNTS))
        except OUTAGE as error:
            raise RecordDown("the record cannot be reached") from error
        registry = CollectorRegistry()
        for name, value in row.items():
            Gauge(f"firstline_{name}", HELP[name], registry=registry).set(value)
        return raw(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)

    return blueprint


async def _parts(firstline: Firstline) -> dict[str, str]:
    return {
        "model": firstline.dialogue.model_filename,
        "database": await _answers(within(ANSWER_S, firstline.pool.fetchval("SELECT 1")), OUTAGE),
        "redis": await _answers(firstline.redis.ping(), (RedisError, OSError)),
    }


async def _answers(question: Awaitable[object], down: tuple[type[BaseException], ...]) -> str:
    try:
        await question
    except down as error:
        return type(error).__name__
    return "ok"
