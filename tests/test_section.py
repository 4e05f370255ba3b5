from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bot.errors import Misconfigured
from bot.section import Section, read_yaml
from bot.vocabulary import Cause, Harm

FILE = """currency: PLN
limits:
  per_case: 14.99
  often: 2
zone: Europe/Warsaw
harm: felt
felt: 0.3
after_days: 2
leave_h: 1.5
causes: [process, product]
words: ["yes", jo]
rates: {PLN: 1, EUR: 4.25}
options:
  refund: {share: 100}
offers:
  - {option: refund}
  - option: voucher
"""
Reading = Callable[[Section], Any]


def read(tmp_path: Path, text: str = FILE) -> Section:
    path = tmp_path / "designed.yml"
    path.write_text(text, "utf-8")
    return read_yaml(path)


@pytest.mark.parametrize(
    ("reading", "found"),
    [
        (lambda s: s.text("currency"), "PLN"),
        (lambda s: s.section("limits").amount("per_case"), Decimal("14.99")),
        (lambda s: s.section("limits").amount("share", Decimal(0)), Decimal(0)),
        (lambda s: s.section("limits").number("often", 0, 5), 2),
        (lambda s: s.section("limits").number("rarely", 0, 5, 1), 1),
        (lambda s: s.zone("zone").key, "Europe/Warsaw"),
        (lambda s: s.name("harm", Harm), Harm.FELT),
        (lambda s: s.share("felt"), 0.3),
        (lambda s: s.share("great", 0.5), 0.5),
        (lambda s: s.duration("after_days"), timedelta(days=2)),
        (lambda s: s.duration("leave_h"), timedelta(minutes=90)),
        (lambda s: s.some_of("causes", list(Cause)), ("process", "product")),
        (lambda s: s.some_of("problems", ["a", "b"]), ("a", "b")),
        (lambda s: s.texts("words"), ("yes", "jo")),
        (lambda s: s.amounts("rates"), {"PLN": Decimal(1), "EUR": Decimal("4.25")}),
        (lambda s: s.amounts("fixed"), {}),
        (lambda s: s.flag("person"), False),
        (lambda s: s.sections("options")["refund"].amount("share"), Decimal(100)),
        (lambda s: [one.text("option") for one in s.list_of_sections("offers")], ["refund", "voucher"]),
        (lambda s: dict(s.section("nothing").values), {}),
    ],
)
def test_what_fits_is_read(tmp_path: Path, reading: Reading, found: object) -> None:
    assert reading(read(tmp_path)) == found


@pytest.mark.parametrize(
    ("reading", "said"),
    [
        (lambda s: s.text("limits"), "line 2: limits: .* is not a text"),
        (lambda s: s.text("name"), ": name: is missing"),
        (lambda s: s.section("limits").text("per_case"), "line 3: limits: per_case: 14.99 is not a text"),
        (lambda s: s.section("limits").number("often", 3, 5), "line 4: limits: often: 2 is not a whole number from 3"),
        (lambda s: s.amount("zone"), "line 5: zone: 'Europe/Warsaw' is not an amount like 14.99"),
        (lambda s: s.zone("harm"), "line 6: harm: 'felt' is not a time zone like Europe/Warsaw"),
        (lambda s: s.name("currency", Harm), "line 1: currency: 'PLN' is not one of none, felt, great"),
        (lambda s: s.share("after_days"), "line 8: after_days: 2 is not a number from 0 to 1"),
        (lambda s: s.flag("felt"), "line 7: felt: 0.3 is not true or false"),
        (lambda s: s.some_of("causes", ["product"]), "line 10: causes: 'process' is not one of product"),
        (lambda s: s.some_of("harm", ["felt"]), "line 6: harm: 'felt' is not a list"),
        (lambda s: s.section("harm"), "line 6: harm: 'felt' is not a mapping"),
        (lambda s: s.sections("rates"), "line 12: rates: PLN: 1 is not a mapping"),
        (lambda s: s.sections("nothing"), ": nothing: is missing"),
        (lambda s: s.list_of_sections("words"), "line 11: words: 'yes' is not a mapping"),
        (lambda s: s.list_of_sections("offers", 3), "line 1[56]: offers: .* is not a list with 3 or more"),
        (lambda s: s.list_of_sections("offers")[1].number("option", 0, 1), r"line 17: offers\[2\]: option: 'voucher'"),
    ],
)
def test_what_does_not_fit_is_named_by_file_line_and_key(tmp_path: Path, reading: Reading, said: str) -> None:
    with pytest.raises(Misconfigured, match=rf"{tmp_path.name}/designed.yml(, )?{said}"):
        reading(read(tmp_path))


@pytest.mark.parametrize(
    ("old", "new", "reading", "said"),
    [
        ("felt: 0.3", "felt: true", lambda s: s.share("felt"), "line 7: felt: True is not"),
        ("after_days: 2", "after_days: -1", lambda s: s.duration("after_days"), "line 8: after_days: -1 is not"),
        ("after_days: 2", "after_days: soon", lambda s: s.duration("after_days"), "'soon' is not a number of hours"),
        ("per_case: 14.99", "per_case: .nan", lambda s: s.section("limits").amount("per_case"), "nan is not an amount"),
        ('["yes", jo]', "[yes, 5]", lambda s: s.texts("words"), "line 11: words: 5 is not a text"),
        ("  refund: {share: 100}", "  {}", lambda s: s.sections("options"), "options: is empty"),
        ("currency: PLN", "currency: [", lambda s: s, "line 3: expected"),
        ("harm: felt", "zone: x", lambda s: s, "line 6: found duplicate key"),
    ],
)
def test_so_is_what_was_changed_for_the_worse(tmp_path: Path, old: str, new: str, reading: Reading, said: str) -> None:
    assert old in FILE
    with pytest.raises(Misconfigured, match=said):
        reading(read(tmp_path, FILE.replace(old, new, 1)))


def test_keys_that_nobody_reads_are_mistakes(tmp_path: Path) -> None:
    limits = read(tmp_path).section("limits")
    limits.amount("per_case")
    with pytest.raises(Misconfigured, match="line 4: limits: often: unknown here, known are per_case"):
        limits.done()
    limits.number("often", 0, 5)
    limits.done()
    with pytest.raises(Misconfigured, match="line 4: limits: often: unknown here, known are per_case, x"):
        limits.only(("per_case", "x"))


def test_an_empty_file_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="designed.yml: is not a mapping"):
        read(tmp_path, "")
