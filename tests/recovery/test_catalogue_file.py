"""What data/compensation.yml must be, and how its mistakes are named."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from actions.late import ARRIVED, WITHOUT_DAY
from bot.errors import Misconfigured
from bot.policy.topics import TOPICS
from bot.recovery.catalogue_file import load_catalogue, parse_catalogue
from tests.recovery.wanting import FILE

RAW = YAML(typ="safe").load(FILE)
CATALOGUE = load_catalogue(FILE)


def changed(path: str, value: Any) -> dict[str, Any]:
    """The file with one key changed; `path` like "limits.per_case"; None takes the key away."""
    raw = deepcopy(RAW)
    *sections, key = path.split(".")
    place = raw
    for section in sections:
        place = place[int(section)] if section.isdigit() else place[section]
    if value is None:
        del place[key]
    else:
        place[key] = value
    return raw


def test_the_file_that_comes_with_the_program_can_be_used() -> None:
    told = {name for name, topic in TOPICS.items() if topic.problem}
    assert set(CATALOGUE.problems) <= {*told, ARRIVED, WITHOUT_DAY}
    assert {"damaged_item", "wrong_item", "missing_parcel", "late_delivery"} <= set(CATALOGUE.problems)


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("limits.per_case", "much", "data/compensation.yml: limits: per_case: 'much' is not an amount like 14.99"),
        ("limits.per_case", -1, "limits: per_case: -1 is not an amount"),
        ("limits.per_case", True, "limits: per_case: True is not an amount"),
        ("limits.budget_month", None, "limits: budget_month: is missing"),
        ("limits.budget_year", 5, "limits: budget_year: unknown here, known are per_case"),
        ("limits", [1], r"limits: \[1\] is not a mapping"),
        ("person.severity", 5, "person: severity: 5 is not a whole number from 0 to 4"),
        ("person.frustration", 70, "person: frustration: 70 is not a number from 0 to 1"),
        ("harm.felt", "x", "harm: felt: 'x' is not a number from 0 to 1"),
        ("time_zone", "Warsaw", "time_zone: 'Warsaw' is not a time zone"),
        ("rates.PLN", 2, "rates: PLN: is the budget's own currency"),
        ("offers.at_most", 1, "offers: at_most: 1 is less than at_least 2"),
        ("options.refund.kind", "money", "options: refund: kind: 'money' is not one of refund, partial_refund"),
        ("options.refund.share", 120, "options: refund: share: 120 is not a percentage"),
        ("options.refund.fixed", {"PLN": 5}, "options: refund: share: it and fixed exclude each other"),
        ("options.refund.fixed", {"PLN": "x"}, "options: refund: fixed: PLN: 'x' is not an amount"),
        ("options.refund.workdays", -1, "options: refund: workdays: -1"),
        ("options.refund.obstacle", "rain", "options: refund: obstacle: 'rain' is not one of none, bank"),
        ("options.repair.person", "yes", "options: repair: person: 'yes' is not true or false"),
        ("problems.damaged_item.offers", [], r"problems: damaged_item: offers: \[\] is not a list"),
        (
            "problems.damaged_item.offers.1.option",
            "vocher",
            r"problems: damaged_item: offers\[2\]: option: 'vocher' is not one of refund, part_refund",
        ),
        ("problems.damaged_item.offers.0.from_harm", "big", r"offers\[1\]: from_harm: 'big' is not one of none, felt"),
        ("problems.damaged_item.offers.0.from_severity", 9, r"offers\[1\]: from_severity: 9"),
        (
            "problems.missing_parcel.offers",
            [{"option": "refund"}, {"option": "apology"}, {"option": "repair"}],
            "problems: missing_parcel: offers: fewer than 2 kinds of way out",
        ),
    ],
)
def test_a_mistake_is_named_with_its_key(path: str, value: Any, said: str) -> None:
    with pytest.raises(Misconfigured, match=said):
        parse_catalogue(changed(path, value))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("per_case: 600", "per_case: much", "line 14: limits: per_case: 'much' is not an amount"),
        ("rates: {PLN: 1,", "rates: {PLN: 2,", "line 8: rates: PLN: is the budget's own currency"),
        (
            "offers: {at_least: 2, at_most: 3}",
            "offers: {at_least: 4, at_most: 3}",
            "line 20: offers: at_most: 3 is less",
        ),
        ("fixed: {PLN: 80,", "share: 5, fixed: {PLN: 80,", "line 52: options: large_voucher: share: it and fixed"),
        ("option: part_refund", "option: part", r"line 74: problems: damaged_item: offers\[2\]: option: 'part' is not"),
        (
            "preventable: false\n    offers",
            "preventible: false\n    offers",
            "preventible: unknown here, known are offers",
        ),
        ("problems:\n  damaged_item:", "x:\n  damaged_item:", ": problems: is missing"),
    ],
)
def test_in_the_file_it_is_named_with_its_line_too(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = FILE.read_text("utf-8")
    assert old in text
    path = tmp_path / "compensation.yml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(Misconfigured, match=f"{tmp_path.name}/compensation.yml.*{said}"):
        load_catalogue(path)


def test_an_empty_file_is_no_catalogue(tmp_path: Path) -> None:
    path = tmp_path / "compensation.yml"
    path.write_text("", "utf-8")
    with pytest.raises(Misconfigured, match=r"compensation.yml: is not a mapping"):
        load_catalogue(path)
