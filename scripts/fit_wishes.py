"""Fits the weights of bot/understanding/wishes.py: `python -m scripts.fit_wishes`. A few minutes; prints them.

Cases: messages of two wishes (data/wishes) and the learned messages of several parts, each judged by a model that has
not seen it. Where the first part and the whole disagree and one of them is right, a logistic regression learns which.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import yaml
from sklearn.linear_model import LogisticRegression

from bot.settings import ROOT
from bot.understanding.clauses import Clauses
from bot.understanding.identifiers import with_like_identifiers
from bot.understanding.intents import Example, IntentModel, Ranked, learn
from bot.understanding.meaning import meanings
from bot.understanding.sentence_features import CLAUSES
from bot.understanding.wishes import disagreement

FOLDS = 3
_WEIGHT_OF_ONE_WISH = 0.4
"""Of a message of one wish: there are many more of them than customers write."""


class Case(NamedTuple):
    evidence: dict[str, float]
    part_is_right: bool
    weight: float


def main() -> None:
    cases = [case for language, examples in _examples().items() for case in _cases(language, examples)]
    names = list(cases[0].evidence)
    rows = np.array([[case.evidence[name] for name in names] for case in cases])
    right = np.array([case.part_is_right for case in cases])
    fitted = LogisticRegression(max_iter=1000).fit(rows, right, sample_weight=[case.weight for case in cases])
    print(f"{len(cases)} cases, the part is right in {right.sum()}")
    print({**dict(zip(names, np.round(fitted.coef_[0], 2), strict=True)), "constant": round(fitted.intercept_[0], 2)})


def _examples() -> dict[str, list[Example]]:
    by_language: dict[str, list[Example]] = defaultdict(list)
    for file in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for block in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            language = block["metadata"]["language"]
            lines = [line.removeprefix("- ") for line in block["examples"].strip().split("\n")]
            by_language[language] += [Example(line, block["intent"], language) for line in lines]
    return by_language


def _cases(language: str, examples: Sequence[Example]) -> Iterator[Case]:
    vectors = _vectors([e.text for e in examples])
    for fold in range(FOLDS):
        seen = np.arange(len(examples)) % FOLDS != fold
        model = _model([e for e, s in zip(examples, seen, strict=True) if s], vectors[seen])
        yield from _judged(model, [e for e, s in zip(examples, seen, strict=True) if not s], _WEIGHT_OF_ONE_WISH)
    with (ROOT / "data" / "wishes" / f"{language}.csv").open(encoding="utf-8") as file:
        double = [Example(row["text"], row["intent"], language) for row in csv.DictReader(file)]
    yield from _judged(_model(examples, vectors), double, 1.0)


def _model(examples: Sequence[Example], vectors: np.ndarray) -> IntentModel:
    return learn([e._replace(text=with_like_identifiers(e.text)) for e in examples], vectors)


def _judged(model: IntentModel, examples: Sequence[Example], weight: float) -> Iterator[Case]:
    clauses = Clauses.load(CLAUSES)
    for example in examples:
        parts = clauses.split(example.text)
        if len(parts) < 2:
            continue
        whole, *rankings = _rankings(model, [example.text, *parts], example.language)
        found = disagreement(whole, rankings)
        if found and example.intent in (found.part[0].intent, whole[0].intent):
            yield Case(found.evidence, found.part[0].intent == example.intent, weight)


def _rankings(model: IntentModel, texts: Sequence[str], language: str | None) -> list[list[Ranked]]:
    plain = [with_like_identifiers(text) for text in texts]
    return model.rank_all(plain, meanings(plain), language)


def _vectors(texts: Sequence[str]) -> np.ndarray:
    return meanings([with_like_identifiers(text) for text in texts])


if __name__ == "__main__":
    main()
