from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.waits.hours import Hours, Span, merged
from bot.waits.hours_file import parse_hours

WARSAW = ZoneInfo("Europe/Warsaw")
WEEK = {
    "time_zone": "Europe/Warsaw",
    "weekly": {"mon": ["08:00-20:00"], "sat": ["10:00-12:00", "13:00-16:00"]},
}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WARSAW)


def hours(**changed: object) -> Hours:
    return parse_hours({**WEEK, **changed})


def test_opening_is_inside_and_closing_is_outside() -> None:
    assert hours().is_open(at("2026-11-23T08:00"))
    assert not hours().is_open(at("2026-11-23T07:59:59"))
    assert not hours().is_open(at("2026-11-23T20:00"))


def test_the_next_opening_skips_days_without_hours() -> None:
    assert hours().next_opening(at("2026-11-23T20:00")) == at("2026-11-28T10:00")


def test_an_open_desk_opens_now() -> None:
    assert hours().next_opening(at("2026-11-23T09:30")) == at("2026-11-23T09:30")


def test_a_lunch_break_closes_and_opens_again() -> None:
    assert hours().closes_at(at("2026-11-28T11:00")) == at("2026-11-28T12:00")
    assert hours().next_opening(at("2026-11-28T12:00")) == at("2026-11-28T13:00")


def test_a_closed_desk_has_no_closing_time() -> None:
    assert hours().closes_at(at("2026-11-24T12:00")) is None


def test_an_exception_replaces_the_whole_day() -> None:
    eve = hours(exceptions={date(2026, 11, 23): ["09:00-14:00"], date(2026, 11, 28): []})
    assert not eve.is_open(at("2026-11-23T08:30"))
    assert eve.closes_at(at("2026-11-23T10:00")) == at("2026-11-23T14:00")
    assert eve.next_opening(at("2026-11-23T14:00")) == at("2026-11-30T08:00")


def test_a_night_shift_runs_into_the_next_day() -> None:
    night = hours(weekly={"fri": ["22:00-02:00"], "sat": ["02:00-06:00"]})
    assert night.is_open(at("2026-11-28T01:00"))
    assert night.closes_at(at("2026-11-27T23:00")) == at("2026-11-28T06:00")


def test_a_desk_round_the_clock_never_closes() -> None:
    always = Hours.always()
    assert always.is_open(at("2026-11-29T03:33"))
    assert always.closes_at(at("2026-11-29T03:33")) is None
    assert always.next_opening(at("2026-11-29T03:33")) == at("2026-11-29T03:33")


def test_a_desk_without_hours_never_opens() -> None:
    assert hours(weekly={}).next_opening(at("2026-11-23T09:00")) is None


def test_the_clock_change_in_spring_keeps_local_hours() -> None:
    sunday = hours(weekly={"sun": ["01:00-04:00"]})
    opens = datetime(2026, 3, 29, 0, tzinfo=UTC)
    assert sunday.next_opening(at("2026-03-28T12:00")) == opens
    assert sunday.closes_at(opens) == opens + timedelta(hours=2)


def test_the_clock_change_in_autumn_keeps_local_hours() -> None:
    sunday = hours(weekly={"sun": ["01:00-04:00"]})
    opens = datetime(2026, 10, 24, 23, tzinfo=UTC)
    assert sunday.next_opening(at("2026-10-24T12:00")) == opens
    assert sunday.closes_at(opens) == opens + timedelta(hours=4)


def test_the_weekday_is_the_one_of_the_desk_not_of_utc() -> None:
    midnight = hours(weekly={"mon": ["00:00-24:00"]})
    assert midnight.is_open(datetime(2026, 11, 22, 23, 30, tzinfo=UTC))
    assert not midnight.is_open(datetime(2026, 11, 23, 23, 0, tzinfo=UTC))


def test_a_span_inside_the_skipped_hour_is_empty() -> None:
    sunday = hours(weekly={"sun": ["02:30-03:00", "05:00-06:00"]})
    assert sunday.next_opening(at("2026-03-29T00:00")) == datetime(2026, 3, 29, 3, tzinfo=UTC)


def test_a_public_holiday_is_closed_unless_the_week_says_otherwise_and_an_exception_says_more() -> None:
    independence = date(2026, 11, 11)  # a Wednesday
    week = {"wed": ["08:00-20:00"]}
    assert hours(weekly=week).is_open(at("2026-11-11T12:00"))
    poland = {"holidays": {"country": "PL"}}
    assert not hours(weekly=week, **poland).is_open(at("2026-11-11T12:00"))
    assert hours(weekly={**week, "holiday": ["11:00-13:00"]}, **poland).closes_at(at("2026-11-11T12:00"))
    special = hours(weekly=week, **poland, exceptions={independence: ["12:00-14:00"]})
    assert special.closes_at(at("2026-11-11T12:00")) == at("2026-11-11T14:00")


def test_the_plan_adds_up_what_overlaps_and_repeats_itself_for_a_week() -> None:
    monday = hours(weekly={"mon": {"08:00-20:00": 2, "10:00-14:00": 3}})
    times = ("08:00", "10:00", "14:00", "20:00")
    moments = [*(at(f"2026-11-23T{time}").timestamp() for time in times), at("2026-11-30T08:00").timestamp()]
    plan = monday.plan(at("2026-11-23T09:00"), unpublished=1)
    assert plan == list(zip(moments, (2, 5, 2, 0, 2), strict=True))


def test_a_span_without_a_number_counts_on_those_who_are_sure_to_be_there() -> None:
    opens = at("2026-11-23T08:00")
    assert hours().plan(opens, unpublished=1)[0] == (opens.timestamp(), 1)


def test_the_plan_of_a_desk_round_the_clock_has_no_end() -> None:
    assert [people for _, people in Hours.always().plan(at("2026-11-23T09:00"), unpublished=4)] == [4]


def test_spans_that_touch_or_overlap_are_one() -> None:
    assert merged((Span(0, 60), Span(60, 90), Span(80, 85), Span(100, 110))) == [(0, 90), (100, 110)]
