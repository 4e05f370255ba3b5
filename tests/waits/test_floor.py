import pytest

from bot.waits.floor import Floor


def floor(slots: int = 1) -> Floor:
    opened = Floor.opened(["crisis", "normal"], slots, {"crisis": 900.0, "billing": 300.0})
    opened.shift(["a1", "a2"])
    return opened


def test_who_is_taken_is_no_longer_in_the_queue_and_fills_a_slot() -> None:
    desk = floor()
    desk.enqueue("c1", "normal", "billing", 0.0)
    assert desk.waits("c1")
    desk.start("c1", "a1", 30.0)
    state = desk.state("normal", 50.0)
    assert (len(state.ahead), state.free_slots, state.chats.age_s.tolist()) == (0, 1, [20.0])
    assert not desk.waits("c1")


def test_a_chat_that_ends_teaches_its_handling_time_and_what_it_was_held_beside() -> None:
    desk = floor(slots=3)
    for n in range(40):
        desk.enqueue(f"c{n}", "normal", "billing", n * 1000.0)
        desk.start(f"c{n}", "a1", n * 1000.0)
        desk.end(f"c{n}", n * 1000.0 + 900.0)
    assert desk.learned.handling.mean_s("billing") > 600


def test_higher_lanes_are_ahead_and_keep_coming() -> None:
    desk = floor()
    desk.enqueue("c1", "normal", "billing", 0.0)
    desk.enqueue("c2", "crisis", "crisis", 10.0)
    normal, crisis = desk.state("normal", 20.0), desk.state("crisis", 20.0)
    assert (len(normal.ahead), len(crisis.ahead)) == (2, 1)
    assert [len(lane.categories) for lane in normal.overtaking] == [1]
    assert crisis.overtaking == ()


def test_chats_of_people_who_have_left_free_no_slot() -> None:
    desk = floor()
    desk.enqueue("c1", "normal", "billing", 0.0)
    desk.start("c1", "a1", 0.0)
    desk.shift(["a2"])
    assert len(desk.state("normal", 10.0).chats) == 0


def test_only_those_who_could_give_up_teach_patience() -> None:
    desk = floor()
    desk.enqueue("c1", "normal", "billing", 0.0)
    desk.shift([])
    desk.enqueue("c2", "normal", "billing", 5.0)
    assert desk.state("normal", 10.0).ahead.stays.tolist() == [True, True]
    desk.shift(["a1"])
    desk.enqueue("c3", "normal", "billing", 20.0)
    desk.abandon("c3", 80.0)
    desk.start("c1", "a1", 9000.0)
    assert desk.learned.patience.left == 1
    assert desk.learned.patience.cumulative(9000.0) < 3.0


def test_somebody_who_is_nowhere_cannot_be_taken() -> None:
    with pytest.raises(KeyError):
        floor().start("nobody", "a1", 0.0)
