"""Public holidays of a country or of a part of it, for any year."""

from collections.abc import Container
from datetime import date

from holidays import country_holidays

from bot.section import Section

NONE: Container[date] = frozenset()
KEYS = ("country", "subdivision")


def read_holidays(section: Section) -> Container[date]:
    """`country`: ISO 3166-1 ("PL"); `subdivision`: ISO 3166-2 without the country ("BY"). Raises Misconfigured.

    A section without a country has no public holidays. Years are worked out when they are first asked for.
    """
    section.only(KEYS)
    country, subdivision = section.values.get("country"), section.values.get("subdivision")
    if country is None:
        return NONE
    calendar: Container[date] = _calendar(section, str(country), None)
    return _calendar(section, str(country), str(subdivision)) if subdivision is not None else calendar


def _calendar(section: Section, country: str, subdivision: str | None) -> Container[date]:
    try:
        calendar: Container[date] = country_holidays(country, subdiv=subdivision)
    except NotImplementedError as error:
        key, value = ("country", country) if subdivision is None else ("subdivision", subdivision)
        raise section.wrong(key, f"{value!r} is not one whose public holidays are known") from error
    return calendar
