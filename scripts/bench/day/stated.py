"""What a customer understands by when a person will be there: read from the words alone, in four languages.

Written from outside: it knows how people say a time, not how the program makes one.
"""

import re
from datetime import datetime, timedelta

MINUTES = re.compile(
    r"(?:najpóźniej za|nejpozději za|самое позднее — через|within|w ciągu|в течение|\bdo) "
    r"(?:(\d+) (?:minut|минут)\w*|a minute|minut[ęyu]\b|минут[уы]\b)"
    r"|(?:(\d+) minutes|a minute) at the latest",
    re.IGNORECASE,
)
CLOCK = re.compile(r"\b(\d{1,2}):(\d{2})\b")
A_TIME = re.compile(r"\d+ (?:minut|минут)|\b\d{1,2}:\d{2}\b|(?:minut|минут)[ęyuуы]\b|\ba minute\b", re.IGNORECASE)
TOMORROW = re.compile(r"tomorrow|jutro|zítra|завтра", re.IGNORECASE)


class NotUnderstood(Exception):
    """A line names a time in words that are not known here."""


def latest(text: str, read_at: datetime) -> datetime | None:
    """The latest moment a line names, None when it names none. `read_at` in the customer's time zone."""
    if found := list(MINUTES.finditer(text)):
        return read_at + timedelta(minutes=int(next(filter(None, found[-1].groups()), 1)))
    if found := list(CLOCK.finditer(text)):
        return _at_clock(int(found[-1][1]), int(found[-1][2]), text, read_at)
    if A_TIME.search(text):
        raise NotUnderstood(text)
    return None


def _at_clock(hour: int, minute: int, text: str, read_at: datetime) -> datetime:
    moment = read_at.replace(hour=hour, minute=minute, second=0, microsecond=0)
    return moment + timedelta(days=1) if TOMORROW.search(text) or moment < read_at else moment
