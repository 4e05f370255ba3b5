"""The estimator's cost; the limits leave room for a busy machine, `make bench` has the real ones."""

from scripts.bench.waiting import estimate_seconds, full_desk, long_queues, tick_seconds


def test_the_desk_of_the_bench_is_full_and_everybody_waits() -> None:
    desk, now = full_desk(100)
    state = desk.floor.state("normal", now)
    assert (len(state.ahead), len(state.chats), state.free_slots) == (100, 36, 0)


def test_twenty_thousand_waiting_cost_little_more_than_a_thousand() -> None:
    assert min(estimate_seconds(1_000)) < 0.01
    assert min(estimate_seconds(20_000)) < 0.02


def test_one_look_at_a_thousand_stated_waits_is_quick() -> None:
    assert tick_seconds(1_000) < 0.1


def test_the_bench_names_the_figures_of_long_queues() -> None:
    assert [row.unit for row in long_queues(50, 20)] == ["ms", "ms"]
