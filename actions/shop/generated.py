"""200 more demo orders, FL-11000 to FL-11199: the same everywhere, only the days move with `today`."""

from collections.abc import Callable
from datetime import date
from random import Random

from actions.shop.catalogue import (
    CARRIERS,
    COUNTRIES,
    FIRST_NAMES,
    LAST_NAMES,
    PLACES,
    PRODUCTS,
    RETURN_REASONS,
    STREETS,
    Buyer,
    item,
)
from actions.shop.interface import Address, Item, Order
from actions.shop.people import delivered_once
from actions.shop.rules import refund_by
from actions.shop.scenes import (
    cancelled,
    days,
    delivered,
    lost,
    placed,
    preparing,
    processing,
    repaid,
    sent_back,
    shipped,
)

FIRST_NUMBER = 11000
COUNT = 200
TRANSLITERATION = str.maketrans("ąćęłńóśźżŁ", "acelnoszzL")

Life = Callable[[Random, str, date], Order]


def generated(today: date) -> list[Order]:
    return [_generate(f"FL-{FIRST_NUMBER + index}", today) for index in range(COUNT)]


def _generate(number: str, today: date) -> Order:
    random = Random(number)  # its own dice: an order does not change when another gets one more throw
    lives, weights = zip(*LIVES, strict=True)
    life: Life = random.choices(lives, weights)[0]
    return life(random, number, today)


def _bought(random: Random, number: str, on: date, promised: date) -> Order:
    language = random.choice(("pl", "en"))
    buyer = _buyer(random, language, number)
    return placed(number, buyer, _items(random, language), on, preparing(random.choice(CARRIERS), promised))


def _buyer(random: Random, language: str, number: str) -> Buyer:
    first, last = random.choice(FIRST_NAMES[language]), random.choice(LAST_NAMES[language])
    city, postcode = random.choice(PLACES[language])
    street = f"{random.choice(STREETS[language])} {random.randint(1, 90)}"
    email = f"{first}.{last}.{number[-3:]}@example.com".translate(TRANSLITERATION).lower()
    return Buyer(email, language, Address(f"{first} {last}", street, postcode, city, COUNTRIES.get(city, "PL")))


def _items(random: Random, language: str) -> tuple[Item, ...]:
    chosen = random.sample(range(len(PRODUCTS)), random.choice((1, 1, 1, 2, 3)))
    return tuple(item(index, language, random.choice((1, 1, 1, 2))) for index in chosen)


def _placed(random: Random, number: str, today: date) -> Order:
    return _bought(random, number, today, today + days(random.randint(3, 5)))


def _processing(random: Random, number: str, today: date) -> Order:
    on = today - days(random.randint(0, 1))
    return processing(_bought(random, number, on, today + days(random.randint(2, 4))))


def _on_time(random: Random, number: str, today: date) -> Order:
    promised = today + days(random.randint(0, 3))
    order = _bought(random, number, today - days(4), promised)
    return shipped(order, today - days(2), today - days(random.randint(0, 1)), promised)


def _late(random: Random, number: str, today: date) -> Order:
    order = _bought(random, number, today - days(12), today - days(random.randint(1, 6)))
    return shipped(order, today - days(9), today - days(random.randint(0, 2)), today + days(random.randint(1, 4)))


def _silent(random: Random, number: str, today: date) -> Order:
    order = _bought(random, number, today - days(18), today - days(random.randint(4, 9)))
    return shipped(order, today - days(15), today - days(random.randint(6, 12)), None)


def _lost(random: Random, number: str, today: date) -> Order:
    order = _bought(random, number, today - days(16), today - days(random.randint(5, 9)))
    return lost(shipped(order, today - days(14), today - days(12), None), today - days(random.randint(1, 3)))


def _delivered(random: Random, number: str, today: date) -> Order:
    """Up to 45 days ago, so that some can no longer be returned; some came a day or two after the promise."""
    arrived = today - days(random.randint(1, 45))
    order = _bought(random, number, arrived - days(5), arrived - days(random.choice((0, 0, 0, 1, 2))))
    return delivered(shipped(order, arrived - days(3), arrived - days(1), None), arrived)


def _cancelled(random: Random, number: str, today: date) -> Order:
    on = today - days(random.randint(0, 20))
    order = _bought(random, number, on - days(1), on + days(3))
    return cancelled(order, on, paid_on=refund_by(on) if refund_by(on) <= today else None)


def _returned(random: Random, number: str, today: date) -> Order:
    """Received by the shop up to two weeks ago and approved the day after; paid when the time has come."""
    received = today - days(random.randint(2, 14))
    order = delivered_once(_bought(random, number, received - days(18), received - days(14)))
    order = sent_back(order, random.choice(RETURN_REASONS), received - days(7), received)
    approved = received + days(1)
    due = refund_by(approved)
    return repaid(order, approved, due, due if due <= today else None)


LIVES: tuple[tuple[Life, int], ...] = (
    (_placed, 6),
    (_processing, 12),
    (_on_time, 22),
    (_late, 14),
    (_silent, 4),
    (_lost, 3),
    (_delivered, 25),
    (_cancelled, 6),
    (_returned, 8),
)
