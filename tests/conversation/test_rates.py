import pytest

from bot.conversation import rates
from bot.conversation.rates import Rates
from bot.errors import Refused


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_burst_is_taken_and_the_next_line_refused(clock: Clock) -> None:
    limited = Rates(3, 1.0, unanswered_max=99, clock=clock)
    for _ in range(3):
        limited.take("anna")
    with pytest.raises(Refused, match="too_fast"):
        limited.take("anna")


def test_the_bucket_fills_with_time_and_never_over_the_brim(clock: Clock) -> None:
    limited = Rates(2, 1.0, unanswered_max=99, clock=clock)
    limited.take("anna")
    limited.take("anna")
    clock.now += 1.0
    limited.take("anna")
    clock.now += 1000.0
    limited.take("anna")
    limited.take("anna")
    with pytest.raises(Refused):
        limited.take("anna")


def test_a_refused_line_costs_nothing(clock: Clock) -> None:
    limited = Rates(1, 1.0, unanswered_max=99, clock=clock)
    limited.take("anna")
    for _ in range(5):
        with pytest.raises(Refused):
            limited.take("anna")
    clock.now += 1.0
    limited.take("anna")


def test_one_sender_does_not_slow_another(clock: Clock) -> None:
    limited = Rates(1, 1.0, unanswered_max=99, clock=clock)
    limited.take("anna")
    limited.take("jan")


def test_what_is_still_unanswered_counts_too(clock: Clock) -> None:
    limited = Rates(99, 1.0, unanswered_max=2, clock=clock)
    for _ in range(2):
        limited.take("anna")
        limited.started("anna")
    with pytest.raises(Refused):
        limited.take("anna")
    limited.finished("anna")
    limited.take("anna")


def test_the_memory_is_bounded(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rates, "SENDERS_MAX", 2)
    limited = Rates(1, 0.0, unanswered_max=99, clock=clock)
    for sender in ("anna", "jan", "ewa"):
        limited.take(sender)
    limited.take("anna")  # forgotten as the longest silent, so its bucket is full again
    with pytest.raises(Refused):
        limited.take("ewa")
