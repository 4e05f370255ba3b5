"""The public sets, where they are at hand. They measure; nothing is learned from them that ships."""

import os
import random
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory

from bot.errors import BadFile
from bot.settings import ROOT
from bot.understanding.labelled import Labelled, read_labelled
from bot.understanding.nlu_bench import IntentPipeline
from scripts.eval.figures import Row, auc, share
from scripts.eval.hearing import Heard

VARIABLE = "FIRSTLINE_PUBLIC_DATA"
SEEDS = range(5)
SHOTS = 10
_OUR_NAME = {"check_invoice": "check_invoices"}
_HEARD = ("bitext-validation", "clinc150-oos", "convabuse-dev")


def folder(asked: Path | None) -> Path | None:
    """Where the sets are: as asked, by the environment, or beside the project. None: nowhere."""
    named = asked or os.environ.get(VARIABLE)
    place = Path(named) if named else ROOT.parent / "shared" / "data"
    if named and not place.is_dir():
        raise BadFile(f"no folder {place} with public sets")
    return place if place.is_dir() else None


def texts(place: Path) -> list[str]:
    return [row.text for name in _HEARD for row in read_labelled(place / f"{name}.csv")]


def verdict(place: Path, ears: Mapping[str, Heard]) -> list[Row]:
    bitext, strange, rude = (read_labelled(place / f"{name}.csv") for name in _HEARD)
    known, asked = (read_labelled(place / f"banking77-{part}.csv") for part in ("train", "test"))
    few = [banking(few_each(known, seed), asked) for seed in SEEDS]
    clear = [row for row in rude if row.label != "disputed"]  # its annotators disagree
    abusive = [row.label == "abusive" for row in clear]
    return [
        Row("Banking77, full", banking(known, asked), 0.935),
        Row(f"Banking77, {SHOTS} per intent, mean of {len(few)} ({min(few):.3f} to {max(few):.3f})", mean(few), 0.84),
        Row("Bitext validation", share(bitext, lambda row: ears[row.text].intent == our_name(row.label)), 0.88),
        Row("CLINC150 out of scope, refused", share(strange, lambda row: ears[row.text].refused), 0.90),
        Row("ConvAbuse (AUC)", auc(abusive, [ears[row.text].abuse for row in clear]), 0.93, percent=False),
    ]


def our_name(label: str) -> str:
    return _OUR_NAME.get(label, label)


def few_each(rows: Iterable[Labelled], seed: int) -> list[Labelled]:
    """SHOTS rows of each label, drawn without replacement."""
    by_label: dict[str, list[Labelled]] = {}
    for row in rows:
        by_label.setdefault(row.label, []).append(row)
    draw = random.Random(seed)
    return [row for label in sorted(by_label) for row in draw.sample(by_label[label], SHOTS)]


def banking(known: Sequence[Labelled], asked: Sequence[Labelled]) -> float:
    with TemporaryDirectory() as folder:
        pipeline = IntentPipeline.learn(known, Path(folder))
        return share(asked, lambda row: pipeline.predict(row.text).label == row.label)
