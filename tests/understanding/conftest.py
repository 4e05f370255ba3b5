"""What every test of this room shares: the shipped words, rules and examples, loaded once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.lean_imports import without_tensorflow
from bot.settings import ROOT
from bot.understanding.entities import EntityFinder
from bot.understanding.language import LanguageModel, learn
from bot.understanding.language_detector import examples_in, with_common_words
from bot.understanding.lexicon import Lexicon, load_lexicons
from bot.understanding.tones import Tones
from bot.vocabulary import LANGUAGES

without_tensorflow()

DATA = ROOT / "data"


@pytest.fixture(scope="session")
def lexicons() -> list[Lexicon]:
    return load_lexicons(DATA / "feelings", DATA / "severity")


@pytest.fixture(scope="session")
def tone(lexicons: list[Lexicon]) -> Tones:
    """Learned from all the graded sentences: 8 s."""
    from bot.understanding.feelings import EXAMPLES, learn_from

    return learn_from(lexicons, EXAMPLES)


@pytest.fixture(scope="session")
def finder() -> EntityFinder:
    return EntityFinder.load(DATA / "entities")


@pytest.fixture(scope="session")
def language_model() -> LanguageModel:
    """Learned from all that the product learns from."""
    examples = examples_in(DATA / "languages")
    for file in sorted((DATA / "nlu").glob("*.yml")):
        for block in YAML(typ="safe").load(file)["nlu"]:
            lines = [line.removeprefix("- ") for line in block["examples"].splitlines()]
            examples[block["metadata"]["language"]].extend(lines)
    return learn(with_common_words(examples), LANGUAGES)


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
