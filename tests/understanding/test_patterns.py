import pytest

from bot.settings import ROOT
from bot.understanding.patterns import Rule, load_rules
from bot.understanding.typed import typed


@pytest.fixture(scope="module")
def rules() -> list[Rule]:
    return load_rules(ROOT / "data/entities/identifiers.yml")


def first(rules: list[Rule], text: str) -> tuple[str, str] | None:
    """Label and value of what the earliest rule finds."""
    return next((found[:2] for rule in rules for found in rule.find(typed(text))), None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("write to Anna.Kowalska@Example.COM.", "anna.kowalska@example.com"),
        ("(jan@example.com)", "jan@example.com"),
    ],
)
def test_an_e_mail_is_lower_case(rules: list[Rule], text: str, value: str) -> None:
    assert first(rules, text) == ("email", value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("call +48 600 700 800", "+48600700800"),
        ("0048600700800", "+48600700800"),
        ("tel. 600-700-800", "600700800"),
        ("zavolejte mi na 777 123 456", "777123456"),
        ("8 (912) 345-67-89", "+79123456789"),
        ("07123 456 789", "+447123456789"),
        ("(555) 123-4567", "+15551234567"),
    ],
)
def test_a_phone_number_has_its_country_where_that_is_clear(rules: list[Rule], text: str, value: str) -> None:
    assert first(rules, text) == ("phone", value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 299,50 zł", "1299.50 PLN"),
        ("1.299,50 €", "1299.50 EUR"),
        ("1\u00a0299 Kč", "1299.00 CZK"),
        ("I paid €12.5", "12.50 EUR"),
        ("$1,299", "1299.00 USD"),
        ("£49.99", "49.99 GBP"),
        ("50 quid", "50.00 GBP"),
        ("twenty bucks", "20.00 USD"),
        ("2 tys. zł", "2000.00 PLN"),
        ("pięćdziesiąt złotych", "50.00 PLN"),
        ("dvě stě korun", "200.00 CZK"),
        ("sto padesát korun", "150.00 CZK"),
        ("three hundred and fifty pounds", "350.00 GBP"),
        ("499,-", "499.00 CZK"),
        ("5 тысяч рублей", "5000.00 RUB"),
        ("1500р.", "1500.00 RUB"),
        ("300 ₽", "300.00 RUB"),
        ("200 гривен", "200.00 UAH"),
    ],
)
def test_a_sum_has_two_decimals_and_its_currency(rules: list[Rule], text: str, value: str) -> None:
    assert first(rules, text) == ("money", value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("size 38", "38"),
        ("XL", "XL"),
        ("38", "38"),
        ("rozmiar 42", "42"),
        ("velikost m", "M"),
        ("размер М", "M"),
        ("size medium", "M"),
        ("42-й размер", "42"),
        ("140x200", "140X200"),
        ("koberec 160 × 230 cm", "160X230"),
        ("38 instead of 39", "38"),
        ("L zamiast M", "L"),
        ("z 42 na 43", "42"),
    ],
)
def test_a_size_is_upper_case(rules: list[Rule], text: str, value: str) -> None:
    assert first(rules, text) == ("size", value)


@pytest.mark.parametrize("text", ["what sizes do you have", "2x", "it's s too late", "from 9 to 17"])
def test_not_every_number_is_a_size(rules: list[Rule], text: str) -> None:
    assert first(rules, text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("00-950 Warszawa", "00-950"),
        ("SW1A 1AA", "SW1A 1AA"),
        ("PSČ 110 00", "110 00"),
        ("Vodičkova 12, 110 00 Praha", "110 00"),
        ("индекс 123456", "123456"),
        ("zip code 90210", "90210"),
        ("PLZ 10115", "10115"),
    ],
)
def test_a_postcode(rules: list[Rule], text: str, value: str) -> None:
    assert first(rules, text) == ("postcode", value)


@pytest.mark.parametrize("text", ["my galaxy s9 2nd one", "10115 Berlin lies", "wait 123 45 minutes", "l5 5gb"])
def test_not_every_number_is_a_postcode(rules: list[Rule], text: str) -> None:
    assert (first(rules, text) or ("",))[0] != "postcode"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1Z999AA10123456784", "1Z999AA10123456784"),
        ("RR 123456785 CZ", "RR123456785CZ"),
        ("numer przesyłki: 520000011111", "520000011111"),
        ("трек-номер 80099412345678", "80099412345678"),
    ],
)
def test_a_tracking_number(rules: list[Rule], text: str, value: str) -> None:
    assert first(rules, text) == ("tracking_number", value)


@pytest.mark.parametrize("text", ["order 600700800", "variabilní symbol 202410877", "účet 123456789/0800"])
def test_a_number_of_something_else_is_claimed_for_nothing(rules: list[Rule], text: str) -> None:
    assert (first(rules, text) or ("none",))[0] == "none"
