"""One NLU pipeline trained by Rasa on some examples and asked about messages, each in a process of its own."""

import contextlib
import os
import resource
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import yaml

from bot.cli import lean
from bot.lean_imports import tensorflow_components
from scripts.bench import processes

Result = TypeVar("Result")
Pipeline = Sequence[Mapping[str, Any]]
NICENESS = 15
"""Training gives way to whatever else the machine does; answering does not."""
WARM = 50


@dataclass(frozen=True)
class Contestant:
    """pipeline: as in config.yml."""

    name: str
    pipeline: Pipeline


@dataclass(frozen=True)
class Trained:
    """cpu_s: of all threads, which does not count the time others had the cores."""

    seconds: float
    cpu_s: float
    archive_mb: float


@dataclass(frozen=True)
class Told:
    """best: the best intent of each message before any fallback, and its confidence 0-1; seconds: each message's.

    model_mb: what loading the model and answering added to the process; process_mb: all of it.
    """

    best: Sequence[tuple[str | None, float]]
    seconds: Sequence[float]
    model_mb: float
    process_mb: float


def contest(contestant: Contestant, examples: Path, texts: Sequence[str]) -> tuple[Trained, Told]:
    """examples: a file of Rasa's NLU format."""
    with TemporaryDirectory() as folder:
        config, model = Path(folder) / "config.yml", Path(folder) / "model.tar.gz"
        config.write_text(configuration(contestant.pipeline), encoding="utf-8")
        trained = _alone(contestant, _train, config, examples, model)
        return trained, _alone(contestant, _ask, model, texts)


def configuration(pipeline: Pipeline) -> str:
    """A whole config.yml of that pipeline."""
    return yaml.safe_dump({"recipe": "default.v1", "language": "xx", "pipeline": [dict(entry) for entry in pipeline]})


def needs_tensorflow(pipeline: Pipeline) -> bool:
    return bool(tensorflow_components(str(entry["name"]) for entry in pipeline))


def _alone(contestant: Contestant, work: Callable[..., Result], *given: Any) -> Result:
    """In a fresh process, as it would serve: with TensorFlow only where a component needs it."""
    start = None if needs_tensorflow(contestant.pipeline) else lean
    with ProcessPoolExecutor(1, get_context("spawn"), initializer=start) as pool:
        return pool.submit(work, *given).result()


def _train(config: Path, examples: Path, model: Path) -> Trained:
    os.nice(NICENESS)
    os.environ["RASA_CACHE_DIRECTORY"] = str(config.parent / "cache")  # nothing learned earlier counts
    from rasa.model_training import train_nlu

    started, used = time.perf_counter(), _cpu_s()
    with contextlib.redirect_stdout(sys.stderr):  # stdout is for the table
        train_nlu(str(config), str(examples), str(model.parent), model.name.removesuffix(".tar.gz"))
    return Trained(time.perf_counter() - started, _cpu_s() - used, model.stat().st_size / 1e6)


def _cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _ask(model: Path, texts: Sequence[str]) -> Told:
    from rasa.core.agent import Agent  # noqa: F401  what every server has in memory before there is a model

    before = processes.memory([os.getpid()]).rss_mb
    with TemporaryDirectory() as folder:
        parse = _loaded(model, Path(folder))
        for text in texts[:WARM]:
            parse(f"well, {text}")
        timed = [_timed(parse, text) for text in texts]
    after = processes.memory([os.getpid()]).rss_mb
    return Told([best for best, _ in timed], [seconds for _, seconds in timed], after - before, after)


def _loaded(model: Path, folder: Path) -> Callable[[str], tuple[str | None, float]]:
    """The trained pipeline as a function, run the way Firstline runs it when serving."""
    from rasa.core.channels.channel import UserMessage
    from rasa.engine import loader
    from rasa.engine.constants import PLACEHOLDER_MESSAGE
    from rasa.engine.storage.local_model_storage import LocalModelStorage

    from bot.conversation.graph_runner import OrderedGraphRunner

    metadata, runner = loader.load_predict_graph_runner(folder, model, LocalModelStorage, OrderedGraphRunner)

    def parse(text: str) -> tuple[str | None, float]:
        results = runner.run({PLACEHOLDER_MESSAGE: [UserMessage(text)]}, [metadata.nlu_target])
        return best(results[metadata.nlu_target][0].as_dict())

    return parse


def best(parsed: Mapping[str, Any]) -> tuple[str | None, float]:
    """Of parse data: the first intent of the ranking and its confidence, before any fallback."""
    ranking = parsed.get("intent_ranking") or [{"name": None, "confidence": 0.0}]
    return ranking[0]["name"], float(ranking[0]["confidence"])


def _timed(parse: Callable[[str], tuple[str | None, float]], text: str) -> tuple[tuple[str | None, float], float]:
    started = time.perf_counter()
    answer = parse(text)
    return answer, time.perf_counter() - started
