import pytest

from bot.settings import ROOT
from bot.understanding.common_words import common_words
from bot.vocabulary import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_of_ours_has_some(language: str) -> None:
    assert len(common_words(language)) > 100


def test_a_language_unknown_to_spacy_has_none() -> None:
    assert common_words("be") == []
    assert common_words("no") == common_words("nb") != []


def test_most_languages_we_must_tell_apart_have_some() -> None:
    files = sorted((ROOT / "data/languages").glob("*.txt"))
    assert sum(bool(common_words(file.stem)) for file in files) > 0.8 * len(files)
