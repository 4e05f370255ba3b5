from datetime import date
from time import perf_counter

import pytest

from bot.understanding.entities import Entity, EntityFinder

TODAY = date(2026, 11, 21)


def values(finder: EntityFinder, text: str, label: str) -> list[str]:
    return [e.value for e in finder.find(text, TODAY) if e.label == label]


@pytest.mark.parametrize(
    "text",
    [
        "FL-10023",
        "fl10023",
        "FL 10023",
        "#10023",
        "nr 10023",
        "order 10023",
        "10023",
        "where is 10023?",
        "Fl–10023.",
        "(FL10023)",
        "numer zamówienia: 10023",
        "заказ №10023",
        "F\u200bL-10\u200b023",
        "１００２３",
    ],
)
def test_an_order_number_in_any_spelling_has_one_form(finder: EntityFinder, text: str) -> None:
    assert values(finder, text, "order_number") == ["FL-10023"]


@pytest.mark.parametrize(
    "text",
    [
        "+48 10023 10024",
        "600 10023 12",
        "10023456789",
        "FL-100234",
        "10,023 people",
        "10023 zł",
        "10023-10024",
        "PL10023",
        "10023th",
        "90023",
    ],
)
def test_part_of_another_number_is_no_order_number(finder: EntityFinder, text: str) -> None:
    assert values(finder, text, "order_number") == []


def test_two_order_numbers_in_one_message_are_both_found(finder: EntityFinder) -> None:
    assert values(finder, "FL-10023 i 10024", "order_number") == ["FL-10023", "FL-10024"]


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        ("write to Anna.Kowalska@Example.COM.", "email", "anna.kowalska@example.com"),
        ("(jan@example.com)", "email", "jan@example.com"),
        ("call +48 600 700 800", "phone", "+48600700800"),
        ("0048600700800", "phone", "+48600700800"),
        ("tel. 600-700-800", "phone", "600700800"),
        ("00-950 Warszawa", "postcode", "00-950"),
        ("1 299,50 zł", "money", "1299.50 PLN"),
        ("I paid €12.5", "money", "12.50 EUR"),
        ("$1,299", "money", "1299.00 USD"),
        ("1Z999AA10123456784", "tracking_number", "1Z999AA10123456784"),
        ("numer przesyłki: 520000011111", "tracking_number", "520000011111"),
        ("yesterday", "date", "2026-11-20"),
        ("two weeks ago", "date", "2026-11-07"),
        ("3 dni temu", "date", "2026-11-18"),
        ("za tydzień", "date", "2026-11-28"),
    ],
)
def test_a_value_has_its_normal_form(finder: EntityFinder, text: str, label: str, value: str) -> None:
    assert values(finder, text, label) == [value]


def test_an_entity_stands_where_the_customer_typed_it(finder: EntityFinder) -> None:
    assert finder.find("\u200bmy fl\u200b10023!", TODAY) == [Entity("order_number", "FL-10023", 4, 12)]


@pytest.mark.parametrize("text", ["1" * 10_000, "1 " * 5_000, "a@" * 5_000, "+1-" * 3_000, "\ud83d", ""])
def test_hostile_input_costs_little_and_breaks_nothing(finder: EntityFinder, text: str) -> None:
    begun = perf_counter()
    finder.find(text, TODAY)
    assert perf_counter() - begun < 0.5
