"""Time zones by name, as a file or a stranger's browser gives them."""

import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_+-]{0,31}(/[A-Za-z0-9_+-]{1,32}){0,2}")


def zone_named(name: object) -> ZoneInfo | None:
    """None when there is no such zone; a name never leads anywhere but into the time zone database."""
    if not isinstance(name, str) or NAME.fullmatch(name) is None:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a folder of zones ("Europe") is an OSError
        return None
