from pathlib import Path

import pytest

from bot.settings import ROOT
from bot.understanding.lexicon import NOT_MEANT, Lexicon, find_cues, load_lexicons


@pytest.fixture
def small(tmp_path: Path) -> list[Lexicon]:
    (tmp_path / "en.yml").write_text(
        "negation: [not, no]\nnot_meant: [killer deal]\ncues:\n"
        "  angry: {says: angry, frustration: 0.6, deniable: true, phrases: [angry]}\n"
        "  killer: {says: a killer, severity: 4, phrases: [killer]}\n"
    )
    (tmp_path / "pl.yml").write_text("cues:\n  killer: {says: morderca, severity: 4, phrases: [killer*]}\n")
    return load_lexicons(tmp_path)


def cues(text: str, lexicons: list[Lexicon]) -> list[str]:
    return [found.cue.says for found in find_cues(text, lexicons) if found.cue.name != NOT_MEANT]


def test_a_cue_is_found_in_every_language(small: list[Lexicon]) -> None:
    assert cues("a killer", small) == ["a killer", "morderca"]


def test_a_look_alike_silences_every_language(small: list[Lexicon]) -> None:
    assert cues("what a killer deal", small) == []


def test_a_denied_feeling_is_none(small: list[Lexicon]) -> None:
    assert cues("I am not very angry", small) == []
    assert cues("not here, and I am getting angry", small) == ["angry"]


def test_a_quotation_is_somebody_elses(small: list[Lexicon]) -> None:
    assert cues("he said “I am angry” and left", small) == []
    assert cues('"I am angry"', small) == ["angry"]


def test_a_misspelt_field_is_refused(tmp_path: Path) -> None:
    (tmp_path / "en.yml").write_text("cues: {angry: {says: angry, frustation: 0.6, phrases: [angry]}}")
    with pytest.raises(TypeError, match="frustation"):
        load_lexicons(tmp_path)


@pytest.mark.parametrize("folder", ["feelings", "severity"])
def test_every_language_with_words_has_the_same_cues(folder: str) -> None:
    from ruamel.yaml import YAML

    files = sorted((ROOT / "data" / folder).glob("*.yml"))
    names = {file.stem: set(YAML(typ="safe").load(file)["cues"]) for file in files}
    assert len({frozenset(cues) for cues in names.values()}) == 1, names
