import os
import sys
from pathlib import Path

import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from bot import training
from bot.training import ensure_model, fingerprint

FILES = {
    "domain.yml": "intents: []",
    "config.yml": "pipeline: []",
    "data/nlu/orders.yml": "nlu: []",
    "data/languages/pl.txt": "dzień dobry",
    "bot/understanding/intents.py": "x = 1",
    "bot/policy/decision.py": "x = 1",
    "bot/responses/wording.py": "x = 1",
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project to be trained, away from the real one."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.setattr(training, "ROOT", tmp_path)
    return tmp_path


class Trainer:
    """Writes an empty model where a real training would write one, and says something."""

    def __init__(self) -> None:
        self.trained: list[Path] = []

    def __call__(self, model: Path) -> None:
        sys.stdout.write("Training ...\n")
        self.trained.append(model)
        model.parent.mkdir(parents=True, exist_ok=True)
        model.touch()


@pytest.fixture
def trainer(monkeypatch: pytest.MonkeyPatch) -> Trainer:
    trainer = Trainer()
    monkeypatch.setattr(training, "_train", trainer)
    return trainer


@pytest.mark.parametrize("name", FILES)
def test_every_source_of_the_model_counts(project: Path, name: str) -> None:
    before = fingerprint()
    (project / name).write_text("changed", "utf-8")
    assert fingerprint() != before
    (project / name).write_text(FILES[name], "utf-8")
    assert fingerprint() == before


def test_what_only_the_linter_reads_trains_nothing(project: Path) -> None:
    before = fingerprint()
    for folder in ("data/tone", "bot/responses/linter"):
        (project / folder).mkdir(parents=True)
        (project / folder / "pl.yml").write_text("new", "utf-8")
    assert fingerprint() == before


def test_a_new_or_renamed_file_counts(project: Path) -> None:
    before = fingerprint()
    (project / "data/nlu/orders.yml").rename(project / "data/nlu/parcels.yml")
    assert fingerprint() != before


@pytest.mark.parametrize("name", ["README.md", "bot/desk/pages.py", "data/nlu/.orders.yml.swp", "tests/test_x.py"])
def test_what_cannot_change_the_model_does_not_count(project: Path, name: str) -> None:
    before = fingerprint()
    (project / name).parent.mkdir(parents=True, exist_ok=True)
    (project / name).write_text("something", "utf-8")
    assert fingerprint() == before


def test_trained_once_and_again_when_something_changed(project: Path, trainer: Trainer) -> None:
    first = ensure_model(project / "var")
    assert ensure_model(project / "var") == first
    assert trainer.trained == [first]
    (project / "domain.yml").write_text("intents: [greet]", "utf-8")
    assert ensure_model(project / "var") != first
    assert len(trainer.trained) == 2


def test_only_the_newest_models_are_kept(project: Path, trainer: Trainer) -> None:
    made = []
    for n in range(5):
        (project / "domain.yml").write_text(f"intents: [i{n}]", "utf-8")
        made.append(ensure_model(project / "var"))
        os.utime(made[-1], (n, n))
    left = set((project / "var/models").iterdir())
    assert made[-1] in left
    assert len(left) == training.KEPT_MODELS


def test_progress_is_no_answer(project: Path, trainer: Trainer, capsys: pytest.CaptureFixture[str]) -> None:
    ensure_model(project / "var")
    assert capsys.readouterr().out == ""


def test_what_was_learned_is_kept_as_long_as_what_learns_is_the_same(project: Path) -> None:
    """New wording or dialogue takes seconds; new code or data that Rasa does not watch begins afresh."""
    models = project / "var/models"
    before = training._cache(models)
    (project / "data/nlu/orders.yml").write_text("changed", "utf-8")
    assert training._cache(models) == before
    (project / "data/languages/pl.txt").write_text("changed", "utf-8")
    assert training._cache(models) != before


def test_all_cores_learn_although_one_thread_answers() -> None:
    with threadpool_limits(1):
        with training._all_cores():
            assert _threads_of_linear_algebra() == {os.cpu_count()}
        assert _threads_of_linear_algebra() == {1}


def _threads_of_linear_algebra() -> set[int]:
    return {library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"}
