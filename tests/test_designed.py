"""Every file a designer writes is read before anything starts."""

import shutil
from pathlib import Path

import pytest

from bot.check import check
from bot.designed import read_designed
from bot.errors import Misconfigured
from bot.settings import ROOT


@pytest.fixture
def data(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("nlu", "languages", "examples"))
    return tmp_path / "data"


def spoil(data: Path, file: str, old: str, new: str) -> None:
    text = (data / file).read_text("utf-8")
    assert old in text
    (data / file).write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("opening-hours.yml", "time_zone:", "timezone:", "data/opening-hours.yml.*: timezone: unknown here"),
        ("waits/cs.yml", "tomorrow:", "tomorow:", "waits/cs.yml.*: tomorow: unknown here"),
        ("compensation.yml", "budget_month: 20000", "budget_month: lots", "data/compensation.yml, line 17: limits"),
        ("gestures.yml", "period_days: 365", "period_days: x", "data/gestures.yml, line 6: period_days"),
        (
            "follow-ups.yml",
            "drop_after_days: 14",
            "drop_after_days: x",
            "follow-ups.yml, line 16: drop_after_days",
        ),
        ("recovery/workdays.yml", "cs:", "cz:", "recovery/workdays.yml.*: cs: other: is missing"),
        (
            "recovery/workdays.yml",
            "{one:",
            "{ones:",
            "recovery/workdays.yml, line 2: en: ones: unknown here, known are",
        ),
        ("recovery/fair.yml", "  voucher:", "  vocher:", "recovery/fair.yml, line .*: wishes: vocher: unknown here"),
        ("recovery/fair.yml", "half: [half,", "half: [50,", "recovery/fair.yml, line .*: half: 50 is not a text"),
        ("recovery/fair.yml", "    ru: [на карту", "    ua: [на карту", "fair.yml: wishes: refund: ru: is missing"),
        ("woocommerce/return-label.yml", "en: |-", "gb: |-", "woocommerce/return-label.yml: en: is missing"),
    ],
)
def test_a_mistake_is_named(data: Path, file: str, old: str, new: str, said: str) -> None:
    spoil(data, file, old, new)
    with pytest.raises(Misconfigured, match=said):
        read_designed(data)


def test_the_files_that_come_with_the_program_are_in_order(data: Path) -> None:
    read_designed(data)


def test_a_file_that_is_missing_is_named(data: Path) -> None:
    (data / "gestures.yml").unlink()
    with pytest.raises(Misconfigured, match="data/gestures.yml: cannot be read: No such file or directory"):
        read_designed(data)


def test_the_check_before_publishing_names_it_too(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(data, "gestures.yml", "period_days: 365", "period_days: x")
    assert not check(data.parent)
    out = capsys.readouterr().out
    assert out.startswith("data/gestures.yml, line 6: period_days: 'x' is not a number of hours or days\n")
    assert out.endswith("firstline check: 1 finding.\n")
