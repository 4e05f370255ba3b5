"""Who comes on the simulated day, in which language, how patient, and who is at the desk when. Pure, seeded."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

HOUR_S = 3600.0
LANGUAGES, SHARES = ("en", "pl", "cs", "ru"), (0.3, 0.4, 0.2, 0.1)
ASKS = {
    "en": "can I talk to a human",
    "pl": "chcę rozmawiać z człowiekiem",
    "cs": "chci mluvit s člověkem",
    "ru": "позовите человека",
}
HOW_LONG = {
    "en": "how long do I have to wait?",
    "pl": "jak długo mam czekać?",
    "cs": "jak dlouho budu čekat?",
    "ru": "сколько ждать оператора?",
}
NEVER_MIND = {
    "en": "never mind, forget it",
    "pl": "nieważne, już nie trzeba",
    "cs": "už nepotřebuju operátora",
    "ru": "не надо оператора",
}
ARRIVALS = ((8, 9, 0.6), (9, 11, 1.75), (11, 12, 1.1), (12, 13.5, 0.95), (13.5, 17, 0.75), (17, 18, 0.4))
"""From, to (hours), customers relative to the day's mean: a morning peak, a quiet evening."""
STAFF = (
    ("Agnieszka", 8.0, 17.0, 12.0, 13.0),
    ("Bogumil", 8.0, 17.0, 12.0, 13.5),
    ("Celestyna", 8.0, 16.5, 12.25, 13.5),
    ("Dobromir", 8.5, 18.5, 12.0, 13.25),
    ("Eulalia", 9.0, 19.0, 14.0, 14.25),
    ("Fryderyk", 9.0, 19.0, 15.0, 15.5),
    ("Gryzelda", 9.0, 19.0, 15.5, 16.0),
)
"""Name, comes, goes, lunch from, lunch to (hours): at noon most of them are away."""
OUTAGE = (10.5, 10.5 + 1 / 3)
"""In the busiest hour: no look of the clock and nothing from the desk, while customers go on writing."""
HANDLE_MEDIAN_S, HANDLE_SPREAD = 1080.0, 0.6
STAFFED_FOR = 300  # customers; for fewer of them fewer people come
PATIENCE_S = 2400.0
LEAVES, ASKS_HOW_LONG, COMES_BACK = 0.12, 0.25, 0.08


@dataclass(frozen=True, slots=True)
class Visit:
    """Seconds: `at` after midnight, the others after asking or, `back_after_s`, after the case is closed."""

    name: str
    at: float
    language: str
    handle_s: float
    asks_after_s: float | None
    leaves_after_s: float | None
    back_after_s: float | None


@dataclass(frozen=True, slots=True)
class Shift:
    """Hours after midnight."""

    agent: str
    comes: float
    goes: float
    lunch_from: float
    lunch_to: float

    def on_duty(self, at_s: float) -> bool:
        hour = at_s / HOUR_S
        return self.comes <= hour < self.goes and not self.lunch_from <= hour < self.lunch_to

    @property
    def returns_s(self) -> tuple[float, float]:
        return self.comes * HOUR_S, self.lunch_to * HOUR_S


def visits(customers: int, seed: int) -> list[Visit]:
    """In order of arrival."""
    random = np.random.default_rng(seed)
    return [_visit(f"{n:03d}", at, random) for n, at in enumerate(_arrivals(customers, random))]


def shifts(customers: int) -> Sequence[Shift]:
    """As many people as a day of so many customers needs, spread over the early and the late ones."""
    people = max(2, round(len(STAFF) * customers / STAFFED_FOR))
    places = np.linspace(0, len(STAFF) - 1, people).round().astype(int)
    return [Shift(*STAFF[place]) for place in places]


def in_outage(at_s: float) -> bool:
    return OUTAGE[0] <= at_s / HOUR_S < OUTAGE[1]


def _arrivals(customers: int, random: np.random.Generator) -> list[float]:
    weights = np.array([(to - since) * rate for since, to, rate in ARRIVALS])
    periods = random.choice(len(ARRIVALS), customers, p=weights / weights.sum())
    hours = [random.uniform(ARRIVALS[period][0], ARRIVALS[period][1]) for period in periods]
    return sorted(round(hour * HOUR_S, 3) for hour in hours)


def _visit(name: str, at: float, random: np.random.Generator) -> Visit:
    def sometimes(share: float, mean_s: float) -> float | None:
        after = random.exponential(mean_s)
        return round(float(after) + 20, 3) if random.random() < share else None

    language = str(random.choice(LANGUAGES, p=SHARES))
    handle_s = round(float(random.lognormal(np.log(HANDLE_MEDIAN_S), HANDLE_SPREAD)), 3)
    waits = sometimes(ASKS_HOW_LONG, 300), sometimes(LEAVES, PATIENCE_S / 4), sometimes(COMES_BACK, 1200)
    return Visit(name, at, language, handle_s, *waits)
