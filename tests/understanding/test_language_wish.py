import pytest

from bot.understanding.language_detector import WISHES
from bot.understanding.language_wish import LanguageWishes, WordSet


@pytest.fixture(scope="module")
def wishes() -> LanguageWishes:
    return LanguageWishes.load(WISHES)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("po polsku proszę", "pl"),
        ("can we speak English", "en"),
        ("по-русски пожалуйста", "ru"),
        ("česky prosím", "cs"),
        ("Czy możemy po angielsku?", "en"),
        ("Mluvíte anglicky?", "en"),
        ("можно на русском?", "ru"),
        ("English please, I don't speak Polish", "en"),
        ("Hi! Could you please write in Russian, my order is late", "ru"),
        ("English", "en"),
        ("Do you speak German?", "other"),
        ("українською будь ласка", "other"),
        ("můžete psát slovensky?", "other"),
    ],
)
def test_a_customer_asks_for_a_language(wishes: LanguageWishes, text: str, language: str) -> None:
    wish = wishes.find(text)
    assert wish is not None
    assert wish.language == language


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("can we speak English, please?", True),
        ("Dzień dobry, po polsku proszę!", True),
        ("давайте на русском", True),
        ("Hi! Could you please write in Russian, my order is late", False),
        ("mohli bychom mluvit anglicky? moje objednávka nepřišla", False),
    ],
)
def test_whether_the_message_says_more(wishes: LanguageWishes, text: str, alone: bool) -> None:
    wish = wishes.find(text)
    assert wish is not None
    assert wish.alone == alone


@pytest.mark.parametrize(
    "text",
    [
        "",
        "where is my order",
        "I don't speak English",
        "nie mówię po polsku",
        "nemluvím česky",
        "invoice in English please",
        "nail polish",
        "russian salad bowl",
        "I want an English dictionary",
        "sorry my english is bad",
        "czeski film",
        "x " * 5_000,
    ],
)
def test_the_name_of_a_language_is_no_wish(wishes: LanguageWishes, text: str) -> None:
    assert wishes.find(text) is None


def test_a_star_stands_for_any_ending() -> None:
    words = WordSet.of(["polsk*", "pisać"])
    assert ["polsku" in words, "pisac" in words, "pisaca" in words] == [True, True, False]
