from decimal import Decimal

import pytest

from actions.shop.interface import Money
from bot.recovery.fair import Fair, fair_words


def read(text: str, *entities: str) -> Fair:
    return fair_words().read(text, [{"entity": "money", "value": value} for value in entities])


def wishes(text: str) -> set[str]:
    return {str(remedy) for remedy in read(text).wishes}


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("I just want my money back", "refund"),
        ("a full refund please", "refund"),
        ("could you reimburse me", "refund"),
        ("part of the money back would be fair", "partial_refund"),
        ("a discount would do", "partial_refund"),
        ("send me a new one", "replacement"),
        ("I'd like it replaced", "replacement"),
        ("please ship it again", "resend"),
        ("a gift card would be nice", "voucher"),
        ("a discount code", "voucher"),
        ("can it be repaired?", "repair"),
        ("an apology is all I want", "apology"),
        ("just be quicker next time, I need it sooner", "speed"),
        ("please cancel the order then", "cancel"),
        ("ok, I'll wait for it", "wait"),
        ("just the second charge back", "surplus"),
        ("anulujcie to zamówienie", "cancel"),
        ("to ja poczekam", "wait"),
        ("zwróćcie nadpłatę", "surplus"),
        ("zrušte tu objednávku", "cancel"),
        ("tak já počkám", "wait"),
        ("chci zpět tu druhou platbu", "surplus"),
        ("отмените заказ", "cancel"),
        ("ладно, подожду", "wait"),
        ("верните лишнее списание", "surplus"),
        ("chcę zwrot pieniędzy", "refund"),
        ("oddajcie mi kasę", "refund"),
        ("zwroccie mi pieniadze", "refund"),
        ("zwrot części kwoty", "partial_refund"),
        ("obniżcie mi cenę", "partial_refund"),
        ("wolę wymianę na nową", "replacement"),
        ("prosze wymienic na nowy egzemplarz", "replacement"),
        ("wyślijcie mi to ponownie", "resend"),
        ("może jakiś bon", "voucher"),
        ("kod rabatowy wystarczy", "voucher"),
        ("da się to naprawić?", "repair"),
        ("oczekuję przeprosin", "apology"),
        ("chcę tylko, żeby było szybciej", "speed"),
        ("vraťte mi peníze", "refund"),
        ("chci penize zpatky", "refund"),
        ("vrácení části peněz", "partial_refund"),
        ("stačila by sleva", "partial_refund"),
        ("raději bych novou lampu", "replacement"),
        ("prosim o vymenu", "replacement"),
        ("pošlete mi to znovu prosím", "resend"),
        ("třeba nějaký poukaz", "voucher"),
        ("slevový kód na příště", "voucher"),
        ("chtěl bych to opravit", "repair"),
        ("stačí mi omluva", "apology"),
        ("hlavně ať je to rychleji", "speed"),
        ("верните деньги", "refund"),
        ("оформите возврат, пожалуйста", "refund"),
        ("верните часть денег", "partial_refund"),
        ("достаточно скидки", "partial_refund"),
        ("хочу замену", "replacement"),
        ("поменяйте на новую", "replacement"),
        ("отправьте ещё раз", "resend"),
        ("пришлите новую посылку", "resend"),
        ("подойдёт промокод", "voucher"),
        ("почините её", "repair"),
        ("просто извинитесь", "apology"),
        ("главное, чтобы побыстрее", "speed"),
        ("back to my card please", "refund"),
        ("just pay it back", "refund"),
        ("na konto poproszę", "refund"),
        ("zpátky na účet", "refund"),
        ("на карту, пожалуйста", "refund"),
    ],
)
def test_what_people_would_consider_fair(text: str, wish: str) -> None:
    assert wishes(text) == {wish}


@pytest.mark.parametrize(
    ("text", "wanted", "rejected"),
    [
        ("I don't want a voucher, give me a refund", {"refund"}, {"voucher"}),
        ("a refund, not a voucher", {"refund"}, {"voucher"}),
        ("a refund instead of a replacement", {"refund"}, {"replacement"}),
        ("nie chcę bonu, chcę wymianę", {"replacement"}, {"voucher"}),
        ("wymiana zamiast zwrotu", {"replacement"}, {"refund"}),
        ("nechci poukaz, chci peníze", {"refund"}, {"voucher"}),
        ("poukaz nechci vraťte mi peníze", {"refund"}, {"voucher"}),
        ("ваучер мне не нужен, верните деньги", {"refund"}, {"voucher"}),
        ("вместо замены верните часть денег", {"partial_refund"}, {"replacement"}),
        ("no replacement", set(), {"replacement"}),
    ],
)
def test_a_not_takes_the_wish_back(text: str, wanted: set[str], rejected: set[str]) -> None:
    fair = read(text)
    assert ({str(w) for w in fair.wishes}, {str(r) for r in fair.rejected}) == (wanted, rejected)


def test_either_of_two_is_both() -> None:
    assert wishes("a refund or a new one, I don't mind") == {"refund", "replacement"}


@pytest.mark.parametrize(
    "text",
    [
        "naprawdę mam dość",
        "opravdu mě to štve",
        "sorry",
        "przepraszam, nie rozumiem",
        "omlouvám se, nerozumím",
        "извините, я не понял",
        "no",
        "hmm, let me think",
        "",
    ],
)
def test_nothing_is_named(text: str) -> None:
    assert not read(text).names_something


ORDER = Money(Decimal("129.00"), "PLN")


def test_a_sum_is_taken_from_the_entities() -> None:
    assert read("about 40 zł back", "40.00 PLN").sum_of(ORDER) == Money(Decimal("40.00"), "PLN")
    assert read("I paid 20 zł for delivery and 129 zł in all", "20.00 PLN", "129.00 PLN").sum_of(ORDER) == ORDER


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("20 % off would be fair", "25.80"),
        ("20% zniżki", "25.80"),
        ("sleva 10 procent", "12.90"),
        ("скидка 50 процентов", "64.50"),
        ("half the price back", "64.50"),
        ("połowa ceny", "64.50"),
        ("vraťte mi polovinu", "64.50"),
        ("верните половину", "64.50"),
    ],
)
def test_a_share_is_a_part_of_what_was_paid(text: str, amount: str) -> None:
    fair = read(text)
    assert fair.wishes == {"partial_refund"}
    assert fair.sum_of(ORDER) == Money(Decimal(amount), "PLN")


def test_no_sum_is_no_sum() -> None:
    assert read("a refund").sum_of(ORDER) is None


@pytest.mark.parametrize(
    "text",
    [
        "it was a birthday gift",
        "to był prezent na urodziny",
        "byl to dárek k narozeninám",
        "это был подарок на день рождения",
    ],
)
def test_a_spoilt_occasion_is_heard(text: str) -> None:
    assert read(text).occasion


@pytest.mark.parametrize(
    "text",
    ["you should have checked that", "można było tego uniknąć", "dalo se tomu předejít", "вы могли это предотвратить"],
)
def test_a_failure_we_could_have_prevented_is_heard(text: str) -> None:
    fair = read(text)
    assert fair.preventable
    assert not fair.names_something


@pytest.mark.parametrize(
    "text",
    [
        "send me the invoice again",
        "please resend the confirmation",
        "wyślijcie mi fakturę jeszcze raz",
        "pošlete mi znovu doklad",
        "отправьте счёт ещё раз",
        "пришлите ссылку ещё раз",
    ],
)
def test_a_document_again_is_no_second_parcel(text: str) -> None:
    assert "resend" not in wishes(text)
