"""What actions may ask, given to them once at start-up: the shop, and the wait for a person."""

from dataclasses import dataclass
from datetime import datetime

from actions.shop.interface import Shop
from actions.shop.remedies import Remedies
from bot.now import Now, utc_now
from bot.recovery.catalogue import Catalogue
from bot.recovery.grants import Grants
from bot.waits.hours import Hours
from bot.waits.quote import Waits
from bot.waits.wording import WaitWording


@dataclass(frozen=True)
class Recovery:
    """What may be granted, the books of what was, and the shop that carries it out."""

    catalogue: Catalogue
    grants: Grants
    remedies: Remedies


@dataclass(frozen=True)
class Services:
    shop: Shop
    waits: Waits
    hours: Hours
    wait_wording: WaitWording
    recovery: Recovery
    now: Now = utc_now


_services: Services | None = None


def use(services: Services | None) -> Services | None:
    """Gives back those used before."""
    global _services
    before, _services = _services, services
    return before


async def ready() -> Services:
    """The services. An action server of its own (`rasa run actions`) is given none and connects on its first call."""
    if _services is None:
        from actions.connecting import connect

        use(await connect())
    return _given()


def _given() -> Services:
    if _services is None:
        raise RuntimeError("actions have no services: await actions.services.ready() first")
    return _services


def shop() -> Shop:
    return _given().shop


def waits() -> Waits:
    return _given().waits


def hours() -> Hours:
    return _given().hours


def wait_wording() -> WaitWording:
    return _given().wait_wording


def recovery() -> Recovery:
    return _given().recovery


def now() -> datetime:
    return _given().now()
