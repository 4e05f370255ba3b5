"""That the bench measures what it says; `make bench` has the figures."""

from bot.settings import Settings
from bot.training import ensure_model
from scripts.bench.understanding import Cost, cost

SAID = ["where is my parcel", "gdzie jest moja paczka?", "kde je můj balík", "где посылка, и сколько стоит доставка?"]


def test_the_figures_are_percentiles_in_milliseconds() -> None:
    rows = Cost([0.001 * n for n in range(1, 101)], 123.0).rows()
    assert [round(row.ours) for row in rows] == [50, 99, 123]


def test_every_message_is_timed_and_the_model_weighs_something() -> None:
    measured = cost(ensure_model(Settings.from_env().var), SAID)
    assert len(measured.seconds) == len(SAID)
    assert 0 < min(measured.seconds) < 1
    assert 50 < measured.memory_mb < 600
