"""The pure parts of `make bench`."""

import os

import pytest

from scripts.bench import processes
from scripts.bench.client import shows_something
from scripts.bench.figures import Row, Target, growth, percentile, summary, table
from scripts.bench.report import Measured
from scripts.bench.rounds import Round

HALF = Target(0.5, "ratio")
FOUR_TIMES = Target(4, "ratio", at_least=True)
TEN_MS = Target(10, "value")


def played(start_s: float = 10.0, load: float = 1.0, **more: list[float]) -> Round:
    memory = {"python": {"pss_mb": 500.0, "rss_mb": 520.0}, "redis": {"pss_mb": 5.0, "rss_mb": 9.0}}
    replies = [0.001 * n for n in range(1, 101)]
    return Round(start_s, 3.0, replies, 100.0, 5.0, {"alone": 0.1}, memory, [], load, **more)


@pytest.mark.parametrize(("share", "expected"), [(0.5, 50), (0.95, 95), (0.99, 99), (1.0, 100), (0.0, 1)])
def test_a_percentile_is_the_nearest_rank_in_any_order(share: float, expected: float) -> None:
    assert percentile(list(range(100, 0, -1)), share) == expected


def test_a_percentile_of_one_value_is_that_value() -> None:
    assert percentile([7.0], 0.99) == 7.0


def test_a_percentile_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.5)


def test_growth_compares_the_last_replies_with_the_first_and_one_hiccup_does_not_count() -> None:
    assert growth([1.0] * 9 + [50.0] + [9.0] * 100 + [3.0] * 9 + [90.0]) == 3.0


def test_growth_needs_enough_replies_at_either_end() -> None:
    with pytest.raises(ValueError, match="too few"):
        growth([1.0] * 19)


def test_a_ratio_at_its_limit_is_met_and_above_it_is_not() -> None:
    assert Row("start", "s", 5.0, 10.0, HALF).met
    assert not Row("start", "s", 5.1, 10.0, HALF).met


def test_for_throughput_more_is_better() -> None:
    assert Row("messages/s", "1/s", 400.0, 100.0, FOUR_TIMES).met
    assert not Row("messages/s", "1/s", 399.0, 100.0, FOUR_TIMES).met


def test_a_value_of_our_own_is_not_held_against_stock() -> None:
    assert Row("last of 200", "x", 9.0, 35.0, TEN_MS).met
    assert not Row("last of 200", "x", 11.0, 35.0, TEN_MS).met


def test_a_ratio_without_stock_is_an_error_and_no_verdict() -> None:
    with pytest.raises(ValueError, match="no stock figure"):
        _ = Row("start", "s", 5.0, None, HALF).met


def test_the_table_shows_figures_ratio_target_and_verdict() -> None:
    lines = table([Row("start", "s", 4.0, 10.0, HALF), Row("estimate", "ms", 12.0, None, TEN_MS)]).splitlines()
    assert lines[0].split()[:4] == ["figure", "unit", "ours", "stock"]
    assert lines[1].split() == ["start", "s", "4", "10", "0.40", "<=", "0.5x", "stock", "met"]
    assert lines[2].split() == ["estimate", "ms", "12", "-", "-", "<=", "10", "NOT", "MET"]


def test_the_summary_names_every_missed_target() -> None:
    missed = summary([Row("start", "s", 9.0, 10.0, HALF), Row("estimate", "ms", 1.0, None, TEN_MS)])
    assert missed == "1 of 2 targets NOT MET: start."
    assert summary([Row("estimate", "ms", 1.0, None, TEN_MS)]) == "All 1 targets met."


def test_figures_are_medians_over_the_rounds() -> None:
    ours = [played(start_s=s, long_s=[1.0] * 20, seen_s=[0.1], heard_s=[0.02]) for s in (4.0, 30.0, 5.0)]
    rows = {row.name: row for row in Measured(ours, [played(long_s=[1.0] * 10 + [20.0] * 10)], 40.0, 0.005).rows()}
    assert rows["start"].ours == 5.0
    assert rows["memory (PSS, all processes)"].ours == 505.0
    assert rows["last of 200 turns / first"].ours == 1.0
    assert rows["last of 200 turns / first"].stock == 20.0
    assert rows["wait estimate, 1,000 waiting"].ours == 5.0
    assert rows["hand-over at the desk p99"].met


def test_a_busy_machine_is_said_and_a_quiet_one_is_not() -> None:
    assert "BUSY" in Measured([played(load=9.5)], [played()], 1.0, 1.0, cores=2).notes()
    assert "BUSY" not in Measured([played()], [played()], 1.0, 1.0, cores=2).notes()


def test_the_notes_give_the_ratio_of_cpu_that_other_programs_do_not_change() -> None:
    assert "CPU ours/stock: 1.00 a message, 1.00 to start" in Measured([played()], [played()], 1.0, 1.0).notes()


def test_missing_replies_are_reported_with_the_bot_that_kept_silent() -> None:
    silent = played()
    silent.errors.append("'hello' got 200 b'[]'")
    assert Measured([played()], [silent], 1.0, 1.0).errors() == ["stock: 'hello' got 200 b'[]'"]


@pytest.mark.parametrize(
    ("body", "shows"),
    [
        (b'[{"recipient_id": "a", "text": "Hello"}]', True),
        (b'[{"recipient_id": "a", "image": "x.jpg"}]', True),
        (b"[]", False),
        (b'[{"recipient_id": "a", "text": ""}]', False),
        (b'[{"recipient_id": "a", "text": "Slower, please", "refused": "too_fast"}]', False),
        (b'{"error": {"code": "failed"}}', False),
    ],
)
def test_only_a_line_to_read_or_see_counts_as_a_reply(body: bytes, shows: bool) -> None:
    assert shows_something(body) is shows


def test_the_memory_of_this_process_is_read_and_shared_pages_count_in_part() -> None:
    used = processes.memory([os.getpid()])
    assert 5 < used.pss_mb <= used.rss_mb


def test_a_process_that_has_gone_weighs_nothing() -> None:
    assert processes.memory([2**22 + 1]) == processes.Memory(0, 0)
    assert processes.cpu_seconds([2**22 + 1]) == 0
