"""Reads data/compensation.yml; every mistake of it is named with its line (bot/section.py)."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from bot.recovery.catalogue import HARMS, WHOLE, Catalogue, Fitting, Limits, Option, PersonFrom, Problem
from bot.section import Section, read_yaml
from bot.vocabulary import Harm, Remedy

OBSTACLES = ("none", "bank", "stock", "carrier")
MOST_SEVERE, MOST_DAYS, MANY = 4, 366, 1000


def load_catalogue(path: Path) -> Catalogue:
    """Raises Misconfigured with file, line, key and value for what cannot be used."""
    return _catalogue(read_yaml(path))


def parse_catalogue(raw: Mapping[str, Any]) -> Catalogue:
    """From the file's content. Raises Misconfigured."""
    return _catalogue(Section("data/compensation.yml", raw))


def _catalogue(top: Section) -> Catalogue:
    options = {name: _option(name, found) for name, found in top.sections("options").items()}
    offers, harm = top.section("offers"), top.section("harm")
    catalogue = Catalogue(
        currency=top.text("currency"),
        rates=top.amounts("rates"),
        zone=top.zone("time_zone"),
        limits=_limits(top.section("limits")),
        at_least=offers.number("at_least", 1, MANY),
        at_most=offers.number("at_most", 1, MANY),
        person=_person(top.section("person")),
        harm_from={level: harm.share(level) for level in HARMS[1:]},
        options=options,
        problems={name: _problem(found, options) for name, found in top.sections("problems").items()},
    )
    for section in (top, offers, harm):
        section.done()
    _agrees(catalogue, top)
    return catalogue


def _option(name: str, section: Section) -> Option:
    option = Option(
        name=name,
        kind=section.name("kind", Remedy),
        share=section.amount("share", Decimal(0)),
        fixed=section.amounts("fixed"),
        at_most=section.amounts("at_most"),
        workdays=section.number("workdays", 0, MOST_DAYS),
        obstacle=section.one_of("obstacle", OBSTACLES),
        person=section.flag("person"),
    )
    section.done()
    if option.share > WHOLE:
        raise section.wrong("share", f"{option.share} is not a percentage from 0 to 100")
    if option.share and option.fixed:
        raise section.wrong("share", "it and fixed exclude each other: keep one of them")
    return option


def _problem(section: Section, options: Mapping[str, Option]) -> Problem:
    fitting = tuple(_fitting(one, options) for one in section.list_of_sections("offers"))
    problem = Problem(fitting, section.flag("preventable"))
    section.done()
    return problem


def _fitting(section: Section, options: Mapping[str, Option]) -> Fitting:
    option = options[section.one_of("option", options)]
    severities = [section.number(f"{end}_severity", 0, MOST_SEVERE, at) for end, at in (("from", 0), ("to", 4))]
    least, most = section.name("from_harm", Harm, Harm.NONE), section.name("to_harm", Harm, Harm.GREAT)
    section.done()
    harms = HARMS[HARMS.index(least) : HARMS.index(most) + 1]
    return Fitting(option, range(severities[0], severities[1] + 1), harms)


def _limits(section: Section) -> Limits:
    limits = Limits(
        per_case=section.amount("per_case"),
        per_customer_month=section.amount("per_customer_month"),
        grants_per_customer_month=section.number("grants_per_customer_month", 0, MANY),
        budget_month=section.amount("budget_month"),
    )
    section.done()
    return limits


def _person(section: Section) -> PersonFrom:
    person = PersonFrom(
        severity=section.number("severity", 0, MOST_SEVERE),
        frustration=section.share("frustration"),
        order_value=section.amount("order_value"),
        earlier_failures=section.number("earlier_failures", 1, MANY),
        remember_days=section.number("remember_days", 1, 10 * MOST_DAYS),
        broken_promises=section.number("broken_promises", 1, MANY),
    )
    section.done()
    return person


def _agrees(catalogue: Catalogue, top: Section) -> None:
    """What no single key can tell."""
    least, own = catalogue.at_least, catalogue.currency
    if catalogue.rates.get(own) != 1:
        raise top.section("rates").wrong(own, "is the budget's own currency, its rate must be 1")
    if catalogue.at_most < least:
        raise top.section("offers").wrong("at_most", f"{catalogue.at_most} is less than at_least {least}")
    for name, problem in catalogue.problems.items():
        kinds = {fitting.option.kind for fitting in problem.fitting if fitting.option.way_out}
        if len(kinds) < least:
            raise top.section("problems").section(name).wrong("offers", f"fewer than {least} kinds of way out")
