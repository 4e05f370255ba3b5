from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.vocabulary import Lane, Outcome
from bot.waits.truth import History, Share, Told, history

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
WARSAW = ZoneInfo("Europe/Warsaw")
SAID = NOW - timedelta(hours=1)


def minutes(count: float | None) -> datetime | None:
    """So many minutes after it was said."""
    return None if count is None else SAID + timedelta(minutes=count)


def told(started: float | None = None, due: float = 12, about: float | None = None, left: float | None = None) -> Told:
    return Told(
        "normal", SAID, minutes(about), SAID + timedelta(minutes=due), minutes(started), minutes(left), False, True
    )


def look_back(*waits: Told) -> History:
    return history(waits, NOW, WARSAW)


@pytest.mark.parametrize(
    ("wait", "outcome"),
    [
        (told(started=5), Outcome.KEPT),
        (told(started=12), Outcome.KEPT),
        (told(started=12.1), Outcome.BROKEN),
        (told(), Outcome.BROKEN),
        (told(due=90), Outcome.PENDING),
        (told(left=5), Outcome.LEFT),
        (told(left=12), Outcome.LEFT),
        (told(left=13), Outcome.BROKEN),
    ],
)
def test_what_came_of_a_stated_wait(wait: Told, outcome: Outcome) -> None:
    assert wait.judged(NOW).outcome == outcome


def test_who_leaves_in_time_or_still_waits_counts_neither_way_and_is_shown() -> None:
    whole = look_back(told(started=5), told(started=20), told(left=3), told(due=90)).whole
    assert (whole.stated, whole.latest.held, whole.latest.of, whole.latest.share) == (4, 1, 2, 0.5)
    assert (whole.outcomes[Outcome.LEFT], whole.outcomes[Outcome.PENDING]) == (1, 1)


def test_the_likely_time_is_held_against_those_to_whom_one_was_named() -> None:
    waits = (
        told(5, about=6),
        told(7, about=6),
        told(due=90, about=6),
        told(left=4, about=6),
        told(due=90, about=70),
        told(1),
    )
    likely = look_back(*waits).whole.likely
    assert (likely.held, likely.of) == (1, 3)


def test_how_late_is_told_in_waits_that_really_happened() -> None:
    late = look_back(told(5), *(told(12 + extra) for extra in range(1, 11))).whole.late
    assert (late.count, late.median_s, late.p90_s, late.worst_s) == (10, 300, 540, 600)


def test_who_is_not_answered_is_late_until_now_or_until_they_left() -> None:
    late = look_back(told(due=30), told(due=12, left=20)).whole.late
    assert (late.unfinished, late.worst_s, late.median_s) == (2, 30 * 60, 8 * 60)


def test_a_new_time_in_time_is_a_warning_and_does_not_make_the_first_one_true() -> None:
    first, later = replace(told(20), warned=True), replace(told(20, due=25), first=False)
    said = look_back(first, later)
    assert (said.whole.stated, said.whole.latest.held, said.whole.late.warned) == (1, 0, 1)
    assert (said.updates.stated, said.updates.latest.held) == (1, 1)
    assert said.lanes[Lane.NORMAL].stated == 1


def test_lanes_are_apart_and_hours_are_those_of_the_desk() -> None:
    said = look_back(told(5), replace(told(30), lane="crisis"))
    assert (said.lanes[Lane.NORMAL].latest.share, said.lanes[Lane.CRISIS].latest.share) == (1.0, 0.0)
    assert said.lanes[Lane.PRIORITY].latest.share is None
    assert [hour for hour, record in said.hours.items() if record.stated] == [12]  # 11:00 UTC


def test_nothing_said_is_no_share_and_no_lateness() -> None:
    whole = look_back().whole
    assert (whole.stated, whole.latest.share, whole.late.worst_s) == (0, None, None)


def test_an_interval_narrows_with_what_was_seen_and_stays_within_all_and_nothing() -> None:
    few, many = Share(9, 10, 0.9).interval(), Share(900, 1000, 0.9).interval()
    assert few[0] == pytest.approx(0.596, abs=0.001) and few[1] == pytest.approx(0.982, abs=0.001)  # Wilson, by hand
    assert few[0] < many[0] < 0.9 < many[1] < few[1]
    assert (Share(0, 0, 0.9).interval(), Share(5, 5, 0.9).interval()[1]) == ((0.0, 1.0), 1.0)


@pytest.mark.parametrize(
    ("held", "of", "verdict"), [(19, 19, "unsure"), (0, 0, "unsure"), (18, 20, "good"), (17, 20, "bad")]
)
def test_a_few_are_not_judged(held: int, of: int, verdict: str) -> None:
    assert Share(held, of, 0.9).verdict == verdict
