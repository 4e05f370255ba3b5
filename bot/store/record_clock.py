"""The record's clock as this process last saw it: another machine's, which may be ahead or behind."""

from datetime import UTC, datetime, timedelta

NO_LIMIT = datetime.max  # PostgreSQL's infinity, as asyncpg writes it


class RecordClock:
    def __init__(self) -> None:
        self._ahead: timedelta | None = None

    def read(self, now: datetime) -> None:
        """`now`: what it showed a moment ago."""
        self._ahead = now - datetime.now(UTC)

    def forget(self) -> None:
        self._ahead = None

    def at(self, seconds: float) -> datetime:
        """What it shows `seconds` from now; NO_LIMIT when it was never read."""
        return NO_LIMIT if self._ahead is None else datetime.now(UTC) + self._ahead + timedelta(seconds=seconds)
