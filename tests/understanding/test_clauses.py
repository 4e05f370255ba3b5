from pathlib import Path

import pytest

from bot.settings import ROOT
from bot.understanding.clauses import MOST, Clauses

CLAUSES = Clauses.load(Path(ROOT) / "data" / "languages" / "clauses.yml")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("where is my parcel", ["where is my parcel"]),
        ("where is my parcel? and how do I pay", ["where is my parcel?", "and how do I pay"]),
        ("cancel my order and tell me if it costs anything", ["cancel my order", "and tell me if it costs anything"]),
        ("sorry, where is it", ["sorry, where is it"]),
        ("order nr. 10023 is late", ["order nr. 10023 is late"]),
        ("I paid 49.99 for it", ["I paid 49.99 for it"]),
        ("zamknijcie konto, a przy okazji gdzie jest paczka", ["zamknijcie konto", "a przy okazji gdzie jest paczka"]),
        ("kde je balík a kdy dostanu peníze", ["kde je balík", "a kdy dostanu peníze"]),
        ("почта пишет, что потеряла мой заказ", ["почта пишет, что потеряла мой заказ"]),
        ("верните деньги и ещё удалите мой аккаунт", ["верните деньги", "и ещё удалите мой аккаунт"]),
        ("My e-mail: anna@example.com", ["My e-mail, anna@example.com"]),
        ("write to anna@example.com please", ["write to anna@example.com please"]),
        ("I want a refund.Where is my parcel", ["I want a refund.", "Where is my parcel"]),
        ("first line here\nsecond line there", ["first line here", "second line there"]),
        ("", []),
        ("👍", []),
    ],
)
def test_parts_that_may_hold_a_wish(text: str, parts: list[str]) -> None:
    assert CLAUSES.split(text) == parts


def test_of_a_long_letter_the_first_parts_and_the_last_are_read() -> None:
    parts = CLAUSES.split(" ".join(f"This is sentence number {n}." for n in range(20)))
    assert len(parts) == MOST
    assert parts[-1] == "This is sentence number 19."


@pytest.mark.parametrize("text", ["a, " * 5000, "? " * 5000, "\u200b" * 9000, "х" * 10_000, "(((((" * 500])
def test_odd_input_is_split_without_an_error(text: str) -> None:
    assert len(CLAUSES.split(text)) <= MOST
