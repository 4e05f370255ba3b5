"""The record's clock as this process last saw it: another machine's, which may be ahead or behind."""

from datetime import datetime, timedelta

from bot.now import Now, utc_now

NO_LIMIT = datetime.max  # PostgreSQL's infinity, as asyncpg writes it


class RecordClock:
    def __init__(self, now: Now = utc_now) -> None:
        self._now = now
        self._ahead: timedelta | None = None

    def read(self, now: datetime) -> None:
        """`now`: what it showed a moment ago."""
        self._ahead = now - self._now()

    def forget(self) -> None:
        self._ahead = None

    def at(self, seconds: float) -> datetime:
        """What it shows `seconds` from now; NO_LIMIT when it was never read."""
        return NO_LIMIT if self._ahead is None else self._now() + self._ahead + timedelta(seconds=seconds)
