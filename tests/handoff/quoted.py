"""A desk whose wait is known beforehand, and what the product can say about it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from actions.saying import SHOP_ZONE
from bot.responses.importer import read_responses
from bot.responses.wording import Wording
from bot.settings import ROOT
from bot.waits.phrases_file import load_phrases
from bot.waits.quote import FIELDS
from bot.waits.restating import BEFORE_S, Told
from bot.waits.wording import WaitWording


class Quoted:
    """Waits that give the quote they were made with; `asked` holds what they were asked."""

    def __init__(self, state: str, **values: Any) -> None:
        self.asked: list[tuple[Any, ...]] = []
        self._quote = {"state": state, **dict.fromkeys(FIELDS), **values}

    async def quote(
        self,
        lane: str,
        language: str | None,
        now: datetime | None = None,
        handoff_id: str | None = None,
        conversation_id: str | None = None,
    ) -> dict[str, Any]:
        self.asked.append((lane, handoff_id))
        return {"lane": lane, "language": language, **self._quote, "alternative": lane == "crisis"}

    async def restated(self, told: Sequence[Told], now: datetime) -> dict[str, dict[str, Any]]:
        """Every one whose time has nearly come."""
        late = [one for one in told if (one.due_at - now).total_seconds() < BEFORE_S]
        return {one.handoff_id: await self.quote(one.lane, None, now, one.handoff_id) for one in late}


def soon(minutes: int = 12) -> Quoted:
    """Somebody comes in half that time, in these minutes at the latest."""
    due = datetime.now(UTC) + timedelta(minutes=minutes)
    return Quoted("open", point_s=30.0 * minutes, upper_s=60.0 * minutes, due_at=due.isoformat(timespec="seconds"))


def closed() -> Quoted:
    opens = datetime.now(UTC) + timedelta(hours=10)
    answer = (opens + timedelta(minutes=30)).isoformat(timespec="seconds")
    at = opens.isoformat(timespec="seconds")
    return Quoted("closed", opens_at=at, slot_from=at, answer_by=answer, due_at=answer)


def unknown() -> Quoted:
    return Quoted("unknown")


@cache
def wordings() -> tuple[WaitWording, Wording]:
    said = WaitWording(load_phrases(ROOT / "data" / "waits"), SHOP_ZONE)
    return said, Wording(read_responses(ROOT / "data" / "responses"))
