"""What every test of this room shares: the shipped words, rules and examples, loaded once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.lean_imports import without_tensorflow
from bot.settings import ROOT
from bot.understanding.entities import EntityFinder
from bot.understanding.language import LanguageModel, learn
from bot.understanding.lexicon import Lexicon, load_lexicons
from bot.vocabulary import LANGUAGES

without_tensorflow()

DATA = ROOT / "data"


@pytest.fixture(scope="session")
def lexicons() -> list[Lexicon]:
    return load_lexicons(DATA / "feelings", DATA / "severity")


@pytest.fixture(scope="session")
def finder() -> EntityFinder:
    return EntityFinder.load(DATA / "entities")


@pytest.fixture(scope="session")
def language_model() -> LanguageModel:
    files: list[Path] = sorted((DATA / "languages").glob("*.txt"))
    return learn({file.stem: file.read_text(encoding="utf-8").splitlines() for file in files}, LANGUAGES)


@pytest.fixture
def build(tmp_path: Path) -> Callable[..., Any]:
    """Builds a Rasa component as the graph does: build(Class), or build(Class, trained=True) after its train()."""
    from rasa.engine.graph import ExecutionContext, GraphSchema
    from rasa.engine.storage.local_model_storage import LocalModelStorage
    from rasa.engine.storage.resource import Resource

    storage = LocalModelStorage(tmp_path)

    def build(component: Any, *, trained: bool = False, **config: Any) -> Any:
        context = ExecutionContext(GraphSchema({}), "model", node_name=component.__name__)
        make = component.load if trained else component.create
        resource = Resource(component.__name__)
        return make({**component.get_default_config(), **config}, storage, resource, context)

    return build
