"""Trains the model when what it is made of changed, and says so."""

import contextlib
import hashlib
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bot.settings import ROOT

SOURCES = ("domain.yml", "config.yml", "data", "bot/understanding", "bot/policy", "bot/responses")
KEPT_MODELS = 3


def ensure_model(var: Path) -> Path:
    """The model for the present data; trains it when there is none. Needs a minute at most."""
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
        yield from (
            sorted(p for p in path.rglob("*") if p.suffix in (".yml", ".py", ".txt")) if path.is_dir() else [path]
        )


def _train(model: Path) -> None:
    from rasa.api import train

    started = time.monotonic()
    print("Training the model ...", flush=True)
    files = [str(ROOT / name) for name in ("domain.yml", "config.yml", "data")]
    name = model.name.removesuffix(".tar.gz")
    result = train(*files, output=str(model.parent), fixed_model_name=name, force_training=True)
    if result.code != 0 or not model.exists():
        raise RuntimeError("training failed; the reason is above")
    print(f"Trained in {time.monotonic() - started:.0f} s.", flush=True)


def _forget_old(folder: Path) -> None:
    models = sorted(folder.glob("firstline-*.tar.gz"), key=lambda p: p.stat().st_mtime)
    for old in models[:-KEPT_MODELS]:
        old.unlink()
