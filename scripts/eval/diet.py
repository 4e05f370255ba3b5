"""Does Rasa's DIETClassifier earn its milliseconds? It and config.yml's pipeline, same examples, same messages.

`python -m scripts.eval.diet`: the table of docs/eval.md. TensorFlow is real here, in processes that need it.
"""

import argparse
import json
import os
import random
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from bot.settings import ROOT
from bot.understanding.identifiers import has_words
from bot.vocabulary import SPOKEN
from scripts.bench import machine
from scripts.bench.figures import percentile
from scripts.eval import heldback
from scripts.eval.contest import Contestant, Pipeline, Told, Trained, contest
from scripts.eval.figures import calibration_error, share
from scripts.eval.heldback import Wish
from scripts.eval.tables import line, percent, table

EXAMPLES = ROOT / "data" / "nlu"
NAMES_THE_INTENT = "MeaningClassifier"
EPOCHS, SEED = 30, 1
SENTENCE = {"name": "bot.understanding.sentence_features.SentenceFeatures"}
SPARSE: Pipeline = (
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
)
RESULT = ROOT / "var" / "eval" / "diet.json"
HEADINGS = (
    "pipeline",
    *SPOKEN,
    "all",
    "calibration error",
    "training, s (CPU s)",
    "a message, ms p50 / p99",
    "model, MB (process)",
    "archive, MB",
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m scripts.eval.diet", description=__doc__)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--share", type=float, default=1.0, help="of the examples, 0-1, for all contestants")
    parser.add_argument("--only", type=int, nargs="*", help="contestants by number, from 0")
    asked = parser.parse_args()
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as when serving; our learner runs two experts at once
    chosen = contestants(asked.epochs)
    chosen = [chosen[n] for n in asked.only] if asked.only else chosen
    with TemporaryDirectory() as folder:
        examples = Path(folder) / "nlu.yml"
        about = {**machine.describe(), "examples": write_examples(examples, asked.share), "epochs": asked.epochs}
        print(json.dumps(about), file=sys.stderr)
        compare(chosen, examples, about)


def compare(chosen: Iterable[Contestant], examples: Path, about: Mapping[str, Any]) -> None:
    """Prints the table line by line; what each of them said, and how fast, stays in RESULT."""
    wishes, results = heldback.wishes(), {}
    print(table(HEADINGS, []), flush=True)
    for contestant in chosen:
        trained, told = contest(contestant, examples, [wish.text for wish in wishes])
        print(line(cells(contestant.name, wishes, trained, told)), flush=True)
        results[contestant.name] = {**vars(trained), **vars(told)}
        RESULT.parent.mkdir(parents=True, exist_ok=True)
        RESULT.write_text(json.dumps({"about": about, "results": results}), encoding="utf-8")


def contestants(epochs: int) -> list[Contestant]:
    """Rasa's usual settings of DIET for intents alone: entities are found by rules here."""
    diet = {
        "name": "DIETClassifier",
        "epochs": epochs,
        "random_seed": SEED,
        "entity_recognition": False,
        "constrain_similarities": True,
    }
    return [
        Contestant("`config.yml`", ours()),
        Contestant("DIET, sparse features", (*SPARSE, diet)),
        Contestant("DIET, sparse features and our sentence vector", (*SPARSE, SENTENCE, diet)),
    ]


def ours() -> Pipeline:
    """config.yml's pipeline up to the component that names the intent; what follows reads other things."""
    pipeline = yaml.safe_load((ROOT / "config.yml").read_text("utf-8"))["pipeline"]
    names = [entry["name"].rpartition(".")[2] for entry in pipeline]
    return tuple(pipeline[: names.index(NAMES_THE_INTENT) + 1])


def write_examples(path: Path, part: float) -> int:
    """The share `part` of the examples as one file; how many there are in it."""
    files = [yaml.safe_load(file.read_text("utf-8")) for file in sorted(EXAMPLES.glob("*.yml"))]
    blocks = list(drawn((block for file in files for block in file["nlu"]), part))
    path.write_text(yaml.safe_dump({"version": "3.1", "nlu": blocks}, allow_unicode=True), encoding="utf-8")
    return sum(len(block["examples"].splitlines()) for block in blocks)


def drawn(blocks: Iterable[Mapping[str, Any]], part: float) -> Iterable[dict[str, Any]]:
    """Blocks of Rasa's NLU format with the share `part` (0-1) of the examples of each, seeded, at least one.

    Without examples that have no words: DIET cannot take a message that lacks the sentence vector, ours skips them.
    """
    draw = random.Random(SEED)
    for block in blocks:
        lines = [line for line in block["examples"].splitlines() if has_words(line)]
        kept = draw.sample(lines, max(1, round(part * len(lines))))
        yield {**block, "examples": "".join(f"{line}\n" for line in kept)}


def cells(name: str, wishes: Sequence[Wish], trained: Trained, told: Told) -> list[str]:
    """One line under HEADINGS."""
    right = [(w.language, best == w.intent) for w, (best, _) in zip(wishes, told.best, strict=True)]
    sure = [(confidence, hit) for (_, confidence), (_, hit) in zip(told.best, right, strict=True)]
    return [
        name,
        *(percent(share((hit for spoken, hit in right if spoken == language), bool)) for language in SPOKEN),
        percent(share((hit for _, hit in right), bool)),
        f"{calibration_error(sure):.3f}",
        f"{trained.seconds:.0f} ({trained.cpu_s:.0f})",
        f"{1000 * percentile(told.seconds, 0.5):.1f} / {1000 * percentile(told.seconds, 0.99):.1f}",
        f"{told.model_mb:.0f} ({told.process_mb:.0f})",
        f"{trained.archive_mb:.0f}",
    ]


if __name__ == "__main__":
    main()
