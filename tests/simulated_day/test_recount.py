from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from scripts.bench.day.recount import Reader, Seen, Told, shares, told

ZONE = ZoneInfo("Europe/Warsaw")
NINE = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)
READER = Reader(["Agnieszka"], ["never mind"], ZONE)
TEN = "Somebody will be with you in about 5 minutes, 10 minutes at the latest."
CLOSING = "You need not repeat anything."


def line(minute: float, author: str, text: str) -> Seen:
    return Seen(NINE + timedelta(minutes=minute), author, text, f"{minute} {text}")


def count(*lines: Seen) -> list[Told]:
    return list(told("somebody", [line(0, "bot", TEN), line(0, "bot", CLOSING), *lines], READER))


def verdicts(*lines: Seen) -> list[tuple[str, str, bool]]:
    return [(one.verdict, one.held, one.silent) for one in count(*lines)]


JOINED = "Agnieszka has joined and can see the whole conversation."


def test_a_person_in_time() -> None:
    assert verdicts(line(9, "system", JOINED)) == [("kept", "kept", False)]


def test_a_person_too_late_and_nothing_before() -> None:
    [one] = count(line(11, "system", JOINED))
    assert (one.verdict, one.silent, one.silent_until) == ("broken", True, NINE + timedelta(minutes=11))


def test_nobody_at_all() -> None:
    assert count()[0].silent_until is None


def test_a_new_time_before_the_old_one_passes_does_not_make_that_one_true() -> None:
    anew = line(9, "system", "It takes longer: 20 minutes at the latest.")
    assert verdicts(anew, line(15, "human", "Hello")) == [("updated", "broken", False), ("kept", "kept", False)]
    assert [one.first for one in count(anew)] == [True, False]


def test_another_way_is_an_update_too() -> None:
    assert verdicts(line(9, "system", "Leave a phone number, we call you."))[0][0] == "updated"


def test_the_same_time_again_is_no_second_promise() -> None:
    again = line(4, "system", "Somebody will be with you within 5 minutes.")
    assert verdicts(line(3, "customer", "how long?"), again, line(9, "human", "Hello")) == [("kept", "kept", False)]


def test_who_takes_it_back_counts_neither_way() -> None:
    took = [line(3, "customer", "never mind"), line(3, "system", "Nobody will be called in.")]
    assert verdicts(*took) == [("withdrawn", "left", False)]


def test_a_second_wait_begins_anew() -> None:
    again = count(line(5, "human", "Hello"), line(60, "bot", TEN), line(65, "human", "Hello"))
    assert [(one.first, one.verdict) for one in again] == [(True, "kept"), (True, "kept")]


def test_what_a_person_writes_is_theirs() -> None:
    assert len(count(line(5, "human", "I need 5 minutes"))) == 1


def test_the_share_is_of_those_that_were_kept_or_broken() -> None:
    assert shares(["kept", "kept", "broken", "left"]) == {"kept": 2, "broken": 1, "left": 1, "kept_share": 0.6667}
    assert shares([])["kept_share"] == 1.0
