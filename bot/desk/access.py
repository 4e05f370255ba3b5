"""Who is calling the desk API: a program with the bearer token, or a person with a desk session."""

import hmac

from sanic.request import Request

from bot.desk import sessions
from bot.errors import FirstlineError

READING = ("GET", "HEAD", "OPTIONS")
PROGRAM = "api"  # the agent's name when a program does not give one
NAME_MAX_CHARS = 80


class Unauthorized(FirstlineError):
    status = 401
    code = "unauthorized"


class Forbidden(FirstlineError):
    status = 403
    code = "forbidden"


class BadRequest(FirstlineError):
    status = 400
    code = "bad_request"


async def identify(request: Request) -> str:
    """The agent's name. Raises Unauthorized, and Forbidden when another site acts through a session."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return _program(request, token)
    user = await sessions.current(request)
    if user is None:
        raise Unauthorized("log in at /desk/login, or send the bearer token")
    if request.method not in READING and not sessions.same_origin(request):
        raise Forbidden("this request does not come from the desk's own pages")
    return user.name


def _program(request: Request, token: str) -> str:
    expected = request.app.ctx.firstline.api_token
    if not expected or not hmac.compare_digest(token.strip().encode(), expected.encode()):
        raise Unauthorized("this bearer token is not known")
    name = request.headers.get("x-agent", PROGRAM).strip()
    return check_agent_name(name)


def check_agent_name(name: str) -> str:
    if not (0 < len(name) <= NAME_MAX_CHARS and name.isprintable()):
        raise BadRequest(f"an agent's name has 1-{NAME_MAX_CHARS} printable characters")
    return name
