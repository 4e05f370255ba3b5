from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import Misconfigured
from bot.promises.follow_up_rules import load_rules
from bot.settings import ROOT

FILE = ROOT / "data" / "follow-ups.yml"
RULES = load_rules(FILE)


@pytest.mark.parametrize(
    ("at", "zone", "allowed"),
    [
        ("2026-11-23T12:00", None, "2026-11-23T12:00"),
        ("2026-11-23T20:00", None, "2026-11-24T08:00"),  # 21:00 in Warsaw
        ("2026-11-23T19:59", None, "2026-11-23T19:59"),
        ("2026-11-23T03:00", None, "2026-11-23T08:00"),
        ("2026-11-23T08:00", None, "2026-11-23T08:00"),
        ("2026-11-23T12:00", "America/New_York", "2026-11-23T14:00"),
        ("2026-11-23T12:00", "Asia/Tokyo", "2026-11-24T00:00"),
        ("2026-11-23T12:00", "Mars/Olympus", "2026-11-23T12:00"),
        ("2026-11-23T12:00", "../../etc", "2026-11-23T12:00"),
        ("2026-03-28T22:00", None, "2026-03-29T07:00"),  # the night the clocks go forward
        ("2026-10-24T22:00", None, "2026-10-25T08:00"),  # and back
    ],
)
def test_nobody_is_asked_in_the_quiet_hours(at: str, zone: str | None, allowed: str) -> None:
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
    assert RULES.allowed_from(moment, zone) == datetime.fromisoformat(allowed).replace(tzinfo=UTC)


def test_durations_carry_their_unit() -> None:
    assert (RULES.after_promise, RULES.drop_after) == (timedelta(hours=2), timedelta(days=14))


@pytest.mark.parametrize(
    ("line", "instead", "named"),
    [
        ('quiet: "21:00-09:00"', 'quiet: "nine to five"', "line 6: quiet: 'nine to five' is not like 21:00-09:00"),
        ("time_zone: Europe/Warsaw", "time_zone: Europe/Nowhere", "line 5: time_zone: 'Europe/Nowhere' is not a time"),
        ("look_again_h: 1", "look_again_h: soon", "line 13: look_again_h: 'soon' is not a number of hours or days"),
        ("look_again_h: 1", "look_again_h: true", "line 13: look_again_h: True is not a number"),
        ("look_again_h: 1", "", ": look_again_h: is missing"),
        ("look_again_h", "look_agian_h: 1\nlook_again_h", "line 13: look_agian_h: unknown here"),
        ("  broken:", "  brokken:", ": answers: broken: is missing"),
        ("    - yep", "    - 1", "line 24: answers: yes: 1 is not a text; a number needs quotation marks"),
    ],
)
def test_what_cannot_be_read_is_named_by_line(tmp_path: Path, line: str, instead: str, named: str) -> None:
    broken = tmp_path / "follow-ups.yml"
    broken.write_text(FILE.read_text("utf-8").replace(line, instead), "utf-8")
    with pytest.raises(Misconfigured, match=rf"{tmp_path.name}/follow-ups.yml(, )?{named}"):
        load_rules(broken)
