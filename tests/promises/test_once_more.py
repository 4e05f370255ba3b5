from datetime import UTC, datetime, timedelta

import pytest

from bot.promises.once_more import once_more
from bot.waits.hours import Hours

DUE = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("gave_min", "later_min", "more_min"),
    [(60, -2, 60), (5, -2, 15), (60 * 48, -2, 60 * 24), (60, 3, 65)],
)
def test_as_long_again_in_whole_five_minutes(gave_min: int, later_min: int, more_min: int) -> None:
    promised, now = DUE - timedelta(minutes=gave_min), DUE + timedelta(minutes=later_min)
    assert once_more(promised, DUE, now, Hours.always()) == DUE + timedelta(minutes=more_min)
