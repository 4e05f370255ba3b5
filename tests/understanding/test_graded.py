from collections import Counter
from pathlib import Path

import pytest

from bot.settings import ROOT
from bot.understanding.graded import Graded, read_file, read_graded
from bot.understanding.lexicon import Lexicon
from bot.vocabulary import SPOKEN

EXAMPLES = ROOT / "data" / "feelings" / "examples"


def test_lines_are_read_and_remarks_skipped(tmp_path: Path) -> None:
    (tmp_path / "en.txt").write_text("# remark\n3 1 0 never again\n\n2 0 1 dumb bot\n")
    assert read_graded(tmp_path) == [
        Graded(3, 1, 0, "never again", language="en"),
        Graded(2, 0, 1, "dumb bot", language="en"),
    ]


def test_a_kind_holds_until_the_next_remark(tmp_path: Path) -> None:
    (tmp_path / "en.txt").write_text("# kind: electric shock\n0 4 0 it bit me\n# else\n0 0 0 hi\n")
    assert [g.kind for g in read_graded(tmp_path)] == ["electric shock", None]


def test_what_the_cues_were_written_from_is_marked(tmp_path: Path) -> None:
    (tmp_path / "en-cues.txt").write_text("0 0 0 hi\n")
    (tmp_path / "en.txt").write_text("0 0 0 hello\n")
    assert [g.known_to_cues for g in read_graded(tmp_path)] == [True, False]


def test_a_line_that_is_none_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "en.txt").write_text("hello there\n")
    with pytest.raises(ValueError, match=r"not enough values|invalid literal"):
        read_graded(tmp_path)


def test_every_grade_is_on_its_scale() -> None:
    graded = read_graded(EXAMPLES)
    assert all(0 <= g.frustration <= 3 and 0 <= g.severity <= 4 and g.abuse in (0, 1) for g in graded)


def test_no_sentence_is_graded_twice() -> None:
    times = Counter(g.text.lower() for g in read_graded(EXAMPLES))
    assert [text for text, n in times.items() if n > 1] == []


def test_every_language_has_serious_abusive_and_harmless_sentences() -> None:
    for language in SPOKEN:
        graded = [g for stem in (language, f"{language}-cues") for g in read_file(EXAMPLES / f"{stem}.txt")]
        assert min(sum(g.severity >= 3 for g in graded), sum(g.severity == 0 for g in graded)) >= 100
        assert sum(g.abuse for g in graded) >= 80


def test_kinds_are_named_as_the_cues_are(lexicons: list[Lexicon]) -> None:
    says = {cue.says for lexicon in lexicons for cue in lexicon.cues if cue.severity >= 3}
    assert {g.kind for g in read_graded(EXAMPLES)} - {None} <= says
