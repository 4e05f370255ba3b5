from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import Misconfigured
from bot.recovery.gesture_rules import Ended, GestureRules, load_gestures
from bot.settings import ROOT
from tests.recovery.wanting import catalogue

FILE = ROOT / "data" / "gestures.yml"
OPTIONS = catalogue().options
RULES = load_gestures(FILE, OPTIONS)
CALM = Ended("late_delivery", "unknown", 1, 0.1, 5)
UPSET = replace(CALM, frustration=0.4)
OURS = replace(CALM, cause="process")


@pytest.mark.parametrize(
    ("ended", "rule"),
    [
        (CALM, None),
        (OURS, "our_mistake"),
        (replace(CALM, cause="supplier"), None),
        (UPSET, "upset"),
        (replace(UPSET, cause="human_error"), "our_mistake"),
        (replace(UPSET, frustration=0.3), "upset"),
        (replace(UPSET, frustration=0.29), None),
        (replace(UPSET, severity=2), "upset"),
        (replace(UPSET, severity=3), None),
        (replace(OURS, severity=4), None),
        (replace(UPSET, score=4), "upset"),
        (replace(UPSET, score=3), None),
        (replace(UPSET, score=None), "upset"),
    ],
)
def test_the_first_rule_that_fits(ended: Ended, rule: str | None) -> None:
    found = RULES.fitting(ended)
    assert (found.name if found else None) == rule


def test_the_rules_that_come_with_the_program() -> None:
    assert (RULES.period, RULES.after) == (timedelta(days=365), timedelta(days=5))
    assert all(rule.option.fixed for rule in RULES.rules)


def read(tmp_path: Path, old: str, new: str) -> GestureRules:
    text = FILE.read_text("utf-8")
    assert old in text
    path = tmp_path / "gestures.yml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    return load_gestures(path, OPTIONS)


def test_no_rules_is_nothing_for_anybody(tmp_path: Path) -> None:
    text = FILE.read_text("utf-8")
    path = tmp_path / "gestures.yml"
    path.write_text(text[: text.index("\ngestures:")] + "\ngestures: []\n", "utf-8")
    assert load_gestures(path, OPTIONS).fitting(OURS) is None


def test_only_some_problems(tmp_path: Path) -> None:
    rules = read(tmp_path, "from_frustration: 0.3", "problems: [damaged_item]")
    assert (rules.fitting(UPSET), rules.fitting(replace(CALM, problem="damaged_item"))) == (None, rules.rules[1])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("period_days: 365", "period_days: ever", r"line 6: period_days: 'ever' is not a number of hours or days"),
        ("period_days: 365", "", r": period_days: is missing"),
        ("drop_after_days: 30", "drop_after_days: 5", r"line 10: drop_after_days: is not later than after_days"),
        ("period_days", "perriod_days: 2\nperiod_days", r"line 6: perriod_days: unknown here, known are period_days"),
        (
            "{option: small_voucher, c",
            "{option: smal, c",
            r"line 21: gestures: our_mistake: option: 'smal' is not one of",
        ),
        ("{option: small_voucher, c", "{option: refund, c", r"line 21: .* option: 'refund' is no voucher that"),
        (
            "[human_error, p",
            "[weather, p",
            r"line 21: gestures: our_mistake: causes: 'weather' is not one of human_error",
        ),
        ("from_frustration: 0.3", "problems: [refund]", r"line 22: gestures: upset: problems: 'refund' is not one of"),
        ("from_frustration: 0.3", "from_frustration: 30", r"line 22: .* from_frustration: 30 is not a number from 0"),
        (
            "to_severity: 2, least_score: 4}\n  upset",
            "to_severity: 5}\n  upset",
            r"line 21: .* to_severity: 5 is not a whole",
        ),
        ("least_score: 4", "least_score: 6", r"line 21: .* least_score: 6 is not a whole number from 1 to 5"),
        ("least_score: 4", "score: 4", r"line 21: gestures: our_mistake: score: unknown here, known are"),
        ("\ngestures:\n", "\ngestures: nobody\nx:\n", r"line 20: gestures: 'nobody' is not a mapping"),
    ],
)
def test_a_mistake_is_named_by_file_line_and_key(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(Misconfigured, match=rf"{tmp_path.name}/gestures.yml(, )?{said}"):
        read(tmp_path, old, new)
