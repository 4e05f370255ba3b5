from pathlib import Path

import numpy as np
import pytest

from bot.settings import ROOT
from bot.understanding.meaning import meaning, meanings
from bot.understanding.tone import Graded, ToneModel, learn, read_graded


@pytest.fixture(scope="module")
def tone() -> ToneModel:
    graded = read_graded(ROOT / "data" / "feelings" / "examples")
    return learn(graded, meanings([g.text for g in graded]))


@pytest.mark.parametrize(
    ("calm", "bitter"),
    [
        ("could you tell me when it arrives", "how many more weeks of excuses do I have to listen to"),
        ("kiedy dojdzie przesyłka", "ile jeszcze tygodni mam słuchać wymówek"),
        ("когда придёт посылка", "сколько ещё недель слушать ваши отговорки"),
    ],
)
def test_bitter_sounds_worse_than_calm_in_every_language(tone: ToneModel, calm: str, bitter: str) -> None:
    assert tone.hear(meaning(bitter)) > tone.hear(meaning(calm)) + 0.1


def test_a_tone_lies_between_zero_and_one(tone: ToneModel) -> None:
    assert all(0 <= tone.hear(meaning(text)) <= 1 for text in ("spierdalaj", "hi", "x" * 900))


def test_graded_lines_are_read_and_remarks_skipped(tmp_path: Path) -> None:
    (tmp_path / "en.txt").write_text("# remark\n3 1 never again\n\n")
    assert read_graded(tmp_path) == [Graded(3, 1, "never again")]


def test_a_learned_sentence_is_heard_as_graded() -> None:
    graded = [Graded(0, 0, "a"), Graded(3, 0, "b")]
    model = learn(graded, np.eye(2, dtype=np.float32))
    assert model.hear(np.array([0, 1], dtype=np.float32)) > model.hear(np.array([1, 0], dtype=np.float32))
