import pytest
from ruamel.yaml import YAML

from bot.settings import ROOT
from bot.understanding.products import Products
from bot.understanding.typed import typed
from bot.vocabulary import LANGUAGES

FILE = ROOT / "data/entities/products.yml"


@pytest.fixture(scope="module")
def products() -> Products:
    return Products.load(FILE)


def found(products: Products, text: str, language: str | None = None) -> list[str]:
    return [value for label, value, _, _ in products.find(typed(text).folded, language) if label == "product"]


@pytest.mark.parametrize(
    ("text", "language", "product"),
    [
        ("the kettle leaks", "en", "kettle"),
        ("dwie pary butów", "pl", "shoes"),
        ("reklamacja słuchawek", "pl", "headphones"),
        ("s tou pračkou", "cs", "washing machine"),
        ("svetru se páře rukáv", "cs", "jumper"),
        ("размер кроссовок", "ru", "sneakers"),
        ("к холодильнику", "ru", "fridge"),
        ("vernite dengi za chajnik", "ru", "kettle"),
        ("zwrot headphones", "pl", "headphones"),
        ("etui na telefon", "pl", "phone case"),
        ("my phone case", "en", "phone case"),
        ("the headphnes are broken", "en", "headphones"),
    ],
)
def test_a_product_in_any_case_and_number(products: Products, text: str, language: str, product: str) -> None:
    assert found(products, text, language) == [product]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("my phone number", "en"),
        ("book a call", "en"),
        ("vaše objednávka", "cs"),
        ("jste bot", "cs"),
        ("stan zamówienia", "en"),
        ("you charge too much, I was charged twice", "en"),
        ("it freezes", "en"),
        ("masakra", "pl"),
    ],
)
def test_a_word_that_only_looks_like_one(products: Products, text: str, language: str) -> None:
    assert found(products, text, language) == []


def test_a_number_after_shoes_is_a_size(products: Products) -> None:
    assert [item[:2] for item in products.find("buty 42 za 100 zl", "pl")] == [("product", "shoes"), ("size", "42")]
    assert [item[:2] for item in products.find("boots 40 eur", "en")] == [("product", "boots")]
    assert [item[:2] for item in products.find("sofa 42", "en")] == [("product", "sofa")]


def test_every_product_has_a_name_in_every_language() -> None:
    written = YAML(typ="safe").load(FILE)
    for product, names in {**written["sized"], **written["products"]}.items():
        assert set(names) == set(LANGUAGES), product
        assert all(names.values()), product
