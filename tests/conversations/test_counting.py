from bot.vocabulary import LANGUAGES
from tests.conversations.counting import dialogues_by_language

LEAST_IN_A_LANGUAGE, LEAST_OF_ALL = 20, 80


def test_there_are_enough_dialogues_in_every_language() -> None:
    counted = dialogues_by_language()
    assert set(counted) == set(LANGUAGES)
    assert min(counted.values()) >= LEAST_IN_A_LANGUAGE and counted.total() >= LEAST_OF_ALL, counted
