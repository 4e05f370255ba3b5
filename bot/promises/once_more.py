"""How much more time is given to what a person owes a customer, and when that is asked for again. Pure."""

from datetime import datetime, timedelta

from bot.waits.hours import Hours

SOONEST, LATEST = timedelta(minutes=15), timedelta(days=1)
AFTER_OPENING = timedelta(hours=1)


def once_more(promised_at: datetime, due_at: datetime, now: datetime, hours: Hours) -> datetime:
    """As long again as the promise gave, while the desk is open; whole five minutes, as people say it."""
    more = min(max(due_at - promised_at, SOONEST), LATEST)
    later = max(due_at, now) + more
    if not hours.is_open(later):
        later = (hours.next_opening(later) or later) + AFTER_OPENING
    return later + timedelta(minutes=-later.minute % 5, seconds=-later.second, microseconds=-later.microsecond)
