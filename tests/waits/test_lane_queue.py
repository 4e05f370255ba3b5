import pytest

from bot.waits.lane_queue import LaneQueue


def queue(*keys: str) -> LaneQueue:
    lane = LaneQueue()
    for second, key in enumerate(keys):
        lane.join(key, category=second % 3, since=float(second), stays=False)
    return lane


def test_everybody_waits_in_order_of_arrival() -> None:
    waiting = queue("a", "b", "c").waiting(now=10.0)
    assert (waiting.category.tolist(), waiting.waited_s.tolist()) == ([0, 1, 2], [10, 9, 8])


def test_who_leaves_from_the_middle_is_no_longer_ahead_of_anybody() -> None:
    lane = queue("a", "b", "c", "d")
    lane.leave("b")
    assert lane.ahead_of(["a", "c", "d"]).tolist() == [0, 1, 2]
    assert lane.waiting(10.0).category.tolist() == [0, 2, 0]
    assert "b" not in lane and len(lane) == 3


def test_leaving_says_since_when_they_waited_and_only_once() -> None:
    lane = queue("a", "b")
    assert lane.leave("b") == (1.0, False)
    with pytest.raises(KeyError):
        lane.leave("b")


def test_closing_turns_those_who_wait_into_callbacks_but_not_those_who_come_later() -> None:
    lane = queue("a", "b")
    lane.keep_all()
    lane.join("c", 0, 5.0, stays=False)
    assert lane.waiting(9.0).stays.tolist() == [True, True, False]


def test_a_queue_that_many_have_passed_through_keeps_its_order() -> None:
    lane = LaneQueue()
    for n in range(1000):
        lane.join(str(n), 0, float(n), stays=False)
        if n >= 5 and n % 3:
            lane.leave(str(n - 5))
    waited = lane.waiting(1000.0).waited_s
    assert len(waited) == len(lane)
    assert (waited[:-1] > waited[1:]).all()
    assert lane.ahead_of(["999"]).tolist() == [len(lane) - 1]
