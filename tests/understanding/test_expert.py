import numpy as np
import pytest

from bot.understanding.directions import unit
from bot.understanding.expert import Expert, Trial, learn_expert
from bot.understanding.ngrams import NGrams, count

TEXTS = ["where is my parcel", "track the parcel", "parcel status", "money back", "refund the money", "give money back"]
TARGET = np.array([0, 0, 0, 1, 1, 1])


@pytest.fixture(scope="module")
def learned() -> tuple[Expert, Trial, np.ndarray, NGrams]:
    rng = np.random.default_rng(1)
    examples = unit(rng.normal(size=(6, 16)) + 3 * np.eye(2, 16)[TARGET]).astype(np.float32)
    ngrams = NGrams.learn(count(TEXTS))
    return *learn_expert(examples, ngrams.rows(count(TEXTS)), TARGET, 2), examples, ngrams


def test_what_was_learned_is_known(learned: tuple[Expert, Trial, np.ndarray, NGrams]) -> None:
    expert, _, examples, ngrams = learned
    for example, text, intent in zip(examples, TEXTS, TARGET, strict=True):
        scores, likeness = expert.hear(example[None, :], [ngrams.row(text)])
        assert scores.argmax() == intent
        assert likeness[0] == pytest.approx(1, abs=1e-4)


def test_the_closed_form_says_what_an_expert_without_the_example_would(
    learned: tuple[Expert, Trial, np.ndarray, NGrams],
) -> None:
    _, trial, examples, ngrams = learned
    rest = np.arange(6) != 2
    texts = [text for text, kept in zip(TEXTS, rest, strict=True) if kept]
    without, _ = learn_expert(examples[rest], ngrams.rows(count(texts)), TARGET[rest], 2)
    scores, likeness = without.hear(examples[[2]], [ngrams.row(TEXTS[2])])
    assert np.allclose(trial.without_example[2], scores, atol=1e-3)
    assert trial.nearest_example[2] == pytest.approx(likeness[0], abs=1e-4)


def test_the_closed_form_says_what_an_expert_without_the_intent_would(
    learned: tuple[Expert, Trial, np.ndarray, NGrams],
) -> None:
    _, trial, examples, ngrams = learned
    others = TARGET == 1
    texts = [text for text, kept in zip(TEXTS, others, strict=True) if kept]
    without, _ = learn_expert(examples[others], ngrams.rows(count(texts)), TARGET[others], 2)
    scores, _ = without.hear(examples[[0]], [ngrams.row(TEXTS[0])])
    assert np.allclose(trial.without_intent[0], scores, atol=1e-3)


def test_where_there_is_plenty_only_some_intents_are_tried_and_with_the_same_result(
    learned: tuple[Expert, Trial, np.ndarray, NGrams], monkeypatch: pytest.MonkeyPatch
) -> None:
    expert, whole, examples, ngrams = learned
    monkeypatch.setattr("bot.understanding.expert._TRIED", 2)
    some, trial = learn_expert(examples, ngrams.rows(count(TEXTS)), TARGET, 2)
    assert len(trial.right) == 3
    tried = some.examples[-3:] @ examples.T > 0.999
    assert np.allclose(trial.without_example, tried @ whole.without_example, atol=1e-3)
    assert np.allclose(trial.without_intent, tried @ whole.without_intent, atol=1e-3)
    assert np.allclose(trial.nearest_of_others, tried @ whole.nearest_of_others, atol=1e-4)
    scores, _ = some.hear(examples, [ngrams.row(text) for text in TEXTS])
    assert np.allclose(scores, expert.hear(examples, [ngrams.row(text) for text in TEXTS])[0], atol=1e-2)
