from datetime import date
from time import perf_counter

import pytest

from bot.understanding.entities import Entity, EntityFinder

TODAY = date(2026, 11, 21)  # a Saturday


def values(finder: EntityFinder, text: str, label: str) -> list[str]:
    return [e.value for e in finder.find(text, TODAY) if e.label == label]


def labels(finder: EntityFinder, text: str) -> set[str]:
    return {e.label for e in finder.find(text, TODAY)}


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
        "objednávka č. 10023",
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
        "zip code 10023",
    ],
)
def test_part_of_another_number_is_no_order_number(finder: EntityFinder, text: str) -> None:
    assert values(finder, text, "order_number") == []


def test_two_order_numbers_in_one_message_are_both_found(finder: EntityFinder) -> None:
    assert values(finder, "FL-10023 i 10024", "order_number") == ["FL-10023", "FL-10024"]


@pytest.mark.parametrize(
    "text",
    [
        "1st time",
        "24/7",
        "3 times",
        "since 2019",
        "I'm 38 years old",
        "for my 5 year old son",
        "may I ask",
        "I sat down",
    ],
)
def test_not_every_number_means_something(finder: EntityFinder, text: str) -> None:
    assert labels(finder, text) == set()


def test_an_earlier_rule_wins(finder: EntityFinder) -> None:
    assert labels(finder, "order 600700800") == set()
    assert values(finder, "objednávka 5. 11. 2026", "date") == ["2026-11-05"]
    assert values(finder, "paid 12.50 € on 12.11.", "money") == ["12.50 EUR"]


def test_all_kinds_in_one_message(finder: EntityFinder) -> None:
    text = "Wczoraj zamówiłam buty 38 za 249,99 zł, FL-10023, ania@example.com, tel. +48 600 700 800, 00-950 Warszawa"
    found = [(e.label, e.value) for e in finder.find(text, TODAY, "pl")]
    assert found == [
        ("date", "2026-11-20"),
        ("product", "shoes"),
        ("size", "38"),
        ("money", "249.99 PLN"),
        ("order_number", "FL-10023"),
        ("email", "ania@example.com"),
        ("phone", "+48600700800"),
        ("postcode", "00-950"),
    ]


def test_a_word_is_read_in_the_language_of_the_message(finder: EntityFinder) -> None:
    assert [e.value for e in finder.find("přišlo mi kolo", TODAY, "cs")] == ["bicycle"]
    assert finder.find("zostawcie koło drzwi", TODAY, "pl") == []


def test_an_entity_stands_where_the_customer_typed_it(finder: EntityFinder) -> None:
    assert finder.find("\u200bmy fl\u200b10023!", TODAY) == [Entity("order_number", "FL-10023", 4, 12)]
    text = "přišla předevčírem 😀 čepice"
    assert [text[e.start : e.end] for e in finder.find(text, TODAY)] == ["předevčírem", "čepice"]


@pytest.mark.parametrize(
    "text", ["1" * 10_000, "1 " * 5_000, "a@" * 5_000, "+1-" * 3_000, "size " * 2_000, "in 3 " * 2_000, "\ud83d", ""]
)
def test_hostile_input_costs_little_and_breaks_nothing(finder: EntityFinder, text: str) -> None:
    begun = perf_counter()
    finder.find(text, TODAY)
    assert perf_counter() - begun < 0.5
