"""Trains the model when what it is made of changed, and says so."""

import contextlib
import gc
import hashlib
import importlib
import os
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bot.settings import ROOT

SOURCES = ("domain.yml", "config.yml", "data", "bot/understanding", "bot/policy", "bot/responses")
NO_PART_OF_IT = ("data/tone", "bot/responses/linter")
"""What sentences are checked by before they are published; the model says the same whatever stands there."""
UNKNOWN_TO_RASA = ("data/entities", "data/feelings", "data/languages", "data/severity", "bot/understanding")
KEPT_MODELS = 3
_KINDS = (".yml", ".py", ".txt")


def ensure_model(var: Path) -> Path:
    """The model for the present data; trains it when there is none. Needs a minute and a half on two cores."""
    model = var / "models" / f"firstline-{fingerprint()[:16]}.tar.gz"
    if not model.exists():
        with contextlib.redirect_stdout(sys.stderr):  # stdout is for answers (`firstline understand`)
            _train(model)
        _forget_old(model.parent)
    return model


def fingerprint() -> str:
    """Of every file that can change the model, by content."""
    digest = hashlib.sha256()
    for path in _files():
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _files() -> Iterator[Path]:
    for source in SOURCES:
        path = ROOT / source
        found = sorted(p for p in path.rglob("*") if p.suffix in _KINDS) if path.is_dir() else [path]
        yield from (p for p in found if not p.relative_to(ROOT).as_posix().startswith(NO_PART_OF_IT))


def _train(model: Path) -> None:
    """With Rasa's cache: what only answers or dialogue changed need not learn 40,000 examples again."""
    from rasa.api import train

    started = time.monotonic()
    os.environ.setdefault("RASA_CACHE_DIRECTORY", str(_cache(model.parent)))
    print("Training the model ...", flush=True)
    files = [str(ROOT / name) for name in ("domain.yml", "config.yml", "data")]
    name = model.name.removesuffix(".tar.gz")
    with _no_garbage_collection(), _all_cores():
        result = train(*files, output=str(model.parent), fixed_model_name=name)
    if result.code != 0 or not model.exists():
        raise RuntimeError("training failed; the reason is above")
    print(f"Trained in {time.monotonic() - started:.0f} s.", flush=True)


@contextlib.contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Rasa copies 40,000 messages several times; looking for garbage among them took a tenth of the training."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextlib.contextmanager
def _all_cores() -> Iterator[None]:
    """For the linear algebra, which has one thread where messages are answered (cli.py)."""
    from threadpoolctl import threadpool_limits

    importlib.import_module("scipy.linalg")  # brings a library of its own, and only what is loaded can be told
    with threadpool_limits(os.cpu_count()):
        yield


def _cache(models: Path) -> Path:
    """Rasa knows what it trained from by itself, but neither our code nor the files that only our components read."""
    ours = sorted(p for source in UNKNOWN_TO_RASA for p in (ROOT / source).rglob("*") if p.suffix in _KINDS)
    digest = hashlib.sha256(b"\0".join(p.read_bytes() for p in ours)).hexdigest()
    return models / f"learned-{digest[:16]}"


def _forget_old(folder: Path) -> None:
    models = sorted(folder.glob("firstline-*.tar.gz"), key=lambda p: p.stat().st_mtime)
    for old in models[:-KEPT_MODELS]:
        old.unlink()
    for old in sorted(folder.glob("learned-*"), key=lambda p: p.stat().st_mtime)[:-1]:
        shutil.rmtree(old)
