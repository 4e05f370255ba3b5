import shutil
from pathlib import Path

import pytest

from bot.errors import Misconfigured
from bot.vocabulary import LANGUAGES
from bot.waits.phrases_file import load_phrases

FOLDER = Path(__file__).parents[2] / "data" / "waits"


def test_every_language_is_complete() -> None:
    assert tuple(load_phrases(FOLDER)) == LANGUAGES


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("tomorrow: ", "tomorow: ", "tomorow: unknown here"),
        ('date: "d MMMM"', "", "date: is missing"),
        ('  opens: "at {time}"\n', "", "clock: opens: is missing"),
        ("by {time}", "by {tiem}", "clock: latest: 'by {tiem}' is not a text with the gaps {time}"),
        ("by {time}", "by noon", "clock: latest: 'by noon' lacks a gap of {time}"),
        ("by {time}", "by {time", "clock: latest: 'by {time' is not a text"),
        ("locale: en_GB", "locale: tlh", "locale: 'tlh' is not a language of CLDR"),
        ("locale: en_GB", "locale: pl", "genitive: one: unknown here|genitive: few: is missing"),
        ("[on Monday, ", "[", "weekdays: .* is not a list of 7 days"),
        ("midnight:", "midnight: 12 #", "midnight: 12 is not a mapping|line "),
    ],
)
def test_a_mistake_is_named_by_file_and_key(tmp_path: Path, old: str, new: str, said: str) -> None:
    folder = tmp_path / "waits"
    shutil.copytree(FOLDER, folder)
    english = (FOLDER / "en.yml").read_text("utf-8")
    assert old in english
    (folder / "en.yml").write_text(english.replace(old, new, 1), "utf-8")
    with pytest.raises(Misconfigured, match=f"waits/en.yml.*({said})"):
        load_phrases(folder)
