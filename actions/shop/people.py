"""The named people of the demo, whom README, tests and browser tests meet. Days are relative to `today`."""

from datetime import date

from actions.shop.catalogue import CARRIERS, Buyer, item
from actions.shop.interface import Address, Order
from actions.shop.scenes import (
    cancelled,
    charged_again,
    days,
    delivered,
    lost,
    payment_failed,
    placed,
    preparing,
    processing,
    repaid,
    sent_back,
    shipped,
)
from actions.shop.workdays import add_workdays

ANNA = Buyer("anna@example.com", "pl", Address("Anna Nowak", "Lipowa 12/4", "00-950", "Warszawa", "PL"))
JAN = Buyer("jan@example.com", "pl", Address("Jan Kowalski", "Polna 7", "30-960", "Kraków", "PL"))
EWA = Buyer("ewa@example.com", "pl", Address("Ewa Mazur", "Leśna 3/15", "80-958", "Gdańsk", "PL"))
TOM = Buyer("tom@example.com", "en", Address("Tom Archer", "12 Mill Lane", "D02 XY00", "Dublin", "IE"))
OLA = Buyer("ola@example.com", "pl", Address("Ola Sikora", "Ogrodowa 21", "60-967", "Poznań", "PL"))
IDA = Buyer("ida@example.com", "pl", Address("Ida Wrona", "Słoneczna 9", "90-954", "Łódź", "PL"))


def people(today: date) -> list[Order]:
    """FL-10001 to FL-10010, FL-10012 and FL-10013."""
    return [*annas(today), *jans(today), *ewas(today), *toms(today), *olas(today), *idas(today)]


def annas(today: date) -> list[Order]:
    """On time, arriving tomorrow; and three days late with a new estimate."""
    tomorrow = today + days(1)
    on_time = bought("FL-10001", ANNA, 5, on=today - days(3), promised=tomorrow)
    late = bought("FL-10002", ANNA, 13, on=today - days(8), promised=today - days(3))
    return [
        shipped(on_time, today - days(2), today, tomorrow),
        shipped(late, today - days(6), today - days(1), today + days(2)),
    ]


def jans(today: date) -> list[Order]:
    """Delivered, says the carrier, and Jan has nothing; and a return, refund due in three working days."""
    yesterday = today - days(1)
    missing = bought("FL-10003", JAN, 6, on=today - days(5), promised=yesterday)
    returned = delivered_once(bought("FL-10004", JAN, 10, on=today - days(20), promised=today - days(16)))
    returned = sent_back(returned, "too small", today - days(9), today - days(3))
    return [
        delivered(shipped(missing, today - days(3), today - days(2), None), yesterday),
        repaid(returned, today - days(2), add_workdays(today, 3), None),
    ]


def ewas(today: date) -> list[Order]:
    """A return paid back a week ago; and an order of today that can still be changed."""
    returned = delivered_once(bought("FL-10005", EWA, 9, on=today - days(30), promised=today - days(26)))
    returned = sent_back(returned, "does not fit", today - days(18), today - days(12))
    return [
        repaid(returned, today - days(11), today - days(7), today - days(7)),
        processing(bought("FL-10006", EWA, 15, on=today, promised=today + days(3))),
    ]


def toms(today: date) -> list[Order]:
    """Delivered with an invoice; and cancelled."""
    received = bought("FL-10007", TOM, 2, on=today - days(9), promised=today - days(5))
    dropped = bought("FL-10008", TOM, 19, on=today - days(6), promised=today - days(2))
    return [
        delivered(shipped(received, today - days(8), today - days(6), None), today - days(5)),
        cancelled(dropped, today - days(5), paid_on=today - days(1)),
    ]


def olas(today: date) -> list[Order]:
    """Lost by the carrier; and delivered yesterday."""
    gone = bought("FL-10009", OLA, 17, on=today - days(10), promised=today - days(6))
    received = bought("FL-10010", OLA, 16, on=today - days(4), promised=today - days(1))
    return [
        lost(shipped(gone, today - days(9), today - days(8), None), today - days(3)),
        delivered(shipped(received, today - days(3), today - days(2), None), today - days(1)),
    ]


def idas(today: date) -> list[Order]:
    """Charged twice for what arrives tomorrow; and cancelled by a failed payment, the money taken all the same."""
    twice = bought("FL-10012", IDA, 7, on=today - days(2), promised=today + days(1))
    failed = bought("FL-10013", IDA, 3, on=today - days(3), promised=today)
    return [
        charged_again(shipped(twice, today - days(1), today - days(1), today + days(1)), today - days(2)),
        payment_failed(failed),
    ]


def bought(number: str, buyer: Buyer, product: int, on: date, promised: date) -> Order:
    carrier = CARRIERS[product % len(CARRIERS)]
    return placed(number, buyer, (item(product, buyer.language),), on, preparing(carrier, promised))


def delivered_once(order: Order) -> Order:
    promised = order.parcels[0].promised_on
    return delivered(shipped(order, promised - days(2), promised - days(1), None), promised)
