import pytest
from ruamel.yaml import YAML

from bot.settings import ROOT
from bot.understanding.date_words import CORE, DateWords, folded


@pytest.fixture(scope="module")
def words() -> DateWords:
    return DateWords.of(YAML(typ="safe").load(ROOT / "data/entities/dates.yml"))


def test_what_a_phrase_names(words: DateWords) -> None:
    said = words.read(["12", "maja", "2025"])
    assert (said.number, said.named["MONTH"], said.year) == (12, 5, 2025)
    assert words.read(["dva", "tydny"]).number == 2


def test_the_nearest_telling_word_before_a_day_decides(words: DateWords) -> None:
    said = ["i", "ordered", "shoes", "will", "they", "come", "friday"]
    assert words.lies_behind(said, 6) is False
    assert words.lies_behind(said, 2) is True
    assert words.lies_behind(["friday"], 0) is None


def test_every_set_that_phrases_are_told_by_exists(words: DateWords) -> None:
    assert set(CORE) <= set(words.sets)
    assert words.sets["WEEKDAY"][folded("úterý")] == 1
