import numpy as np
import pytest

from bot.waits.draws import Draws
from bot.waits.slots import Slots
from bot.waits.state import State, chats
from waits.queues import exact, queue


def test_of_somebody_with_more_chats_than_slots_only_the_youngest_free_one() -> None:
    times = exact(normal=1000.0)
    state = queue(0, [0.0], times=times)
    held = chats(times, [(0, "normal", 100.0, 1.0), (0, "normal", 900.0, 0.0)])
    crowded = State(state.ahead, held, np.array([1]), state.staffing, times)
    slots = Slots.now(crowded, Draws(crowded, 50, seed=1))
    assert slots.free.shape == (50, 1)
    assert np.median(slots.free) == pytest.approx(900, abs=5)
    assert crowded.free_slots == 0
