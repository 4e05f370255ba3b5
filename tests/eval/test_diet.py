"""The pure parts of the comparison with DIET; what it measured is in docs/eval.md."""

from typing import Any

import pytest

from scripts.eval import diet
from scripts.eval.contest import Told, Trained
from scripts.eval.heldback import Wish


def block(intent: str, count: int) -> dict[str, Any]:
    lines = "".join(f"- {intent} number {n}\n" for n in range(count))
    return {"intent": intent, "metadata": {"language": "cs"}, "examples": lines}


def test_a_share_is_drawn_from_every_block_and_always_the_same() -> None:
    blocks = [block("track_order", 10), block("complaint", 6), block("thanks", 1)]
    first, again = list(diet.drawn(blocks, 0.5)), list(diet.drawn(blocks, 0.5))
    assert first == again
    assert [len(b["examples"].splitlines()) for b in first] == [5, 3, 1]
    assert all(b["metadata"] == {"language": "cs"} for b in first)
    assert set(first[0]["examples"].splitlines()) < set(blocks[0]["examples"].splitlines())


def test_the_whole_is_every_example_that_has_words() -> None:
    [whole] = diet.drawn([{"intent": "thanks", "examples": "- thx\n- 👍\n- dík\n- FL-10001\n"}], 1.0)
    assert sorted(whole["examples"].splitlines()) == ["- dík", "- thx"]


def test_our_pipeline_is_that_of_the_configuration_up_to_the_intent() -> None:
    names = [entry["name"].rpartition(".")[2] for entry in diet.ours()]
    assert names == ["LanguageDetector", "SentenceFeatures", "MeaningClassifier"]


def test_both_diets_are_the_same_but_for_the_sentence_vector() -> None:
    _, sparse, dense = (list(contestant.pipeline) for contestant in diet.contestants(epochs=3))
    assert [entry for entry in dense if entry not in sparse] == [diet.SENTENCE]
    assert [entry for entry in dense if entry != diet.SENTENCE] == sparse
    assert sparse[-1]["epochs"] == 3


def test_a_line_of_the_table_has_a_cell_for_each_heading() -> None:
    wishes = [Wish("a", "thanks", "en", "plain"), Wish("b", "complaint", "en", "plain"), Wish("c", "thanks", "ru", "x")]
    told = Told([("thanks", 0.9), ("thanks", 0.9), (None, 0.0)], [0.001, 0.002, 0.009], 240.4, 480.6)
    cells = diet.cells("x", wishes, Trained(61.6, 70.2, 9.0), told)
    assert len(cells) == len(diet.HEADINGS)
    assert [cells[n] for n in (0, 1, 4, 5)] == ["x", "50.0 %", "0.0 %", "33.3 %"]
    assert float(cells[6]) == pytest.approx((2 * 0.4 + 0) / 3, abs=0.001)
    assert cells[7:] == ["62 (70)", "2.0 / 9.0", "240 (481)", "9"]
