from pathlib import Path

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.graph_components.providers.domain_provider import DomainProvider
from rasa.shared.core.domain import Domain

from bot.conversation.trained_domain import TrainedDomain

DOMAIN = """
version: "3.1"
intents: [greet, {inform: {use_entities: []}}]
entities: [order_number]
slots:
  language: {type: text, mappings: [{type: custom}]}
responses:
  utter_hello:
    - text: "Dzień dobry: 1 {name} 🙂"
      condition: [{type: slot, name: language, value: pl}]
    - text: "yes"
"""


@pytest.fixture
def kept(tmp_path: Path) -> tuple[LocalModelStorage, Resource]:
    """A domain as training leaves it in the model."""
    storage, resource = LocalModelStorage(tmp_path), Resource("domain_provider")
    DomainProvider(storage, resource)._persist(Domain.from_yaml(DOMAIN))
    return storage, resource


def test_it_is_the_domain_that_rasa_would_read(kept: tuple[LocalModelStorage, Resource]) -> None:
    context = ExecutionContext(GraphSchema({}), "model")
    ours = TrainedDomain.load({}, *kept, context).provide_inference()
    theirs = DomainProvider.load({}, *kept, context).provide_inference()
    assert ours.as_dict() == theirs.as_dict()
    assert ours.fingerprint() == theirs.fingerprint()
    assert ours.responses["utter_hello"][1]["text"] == "yes"
