from collections.abc import Callable
from typing import Any

from rasa.shared.nlu.training_data.message import Message

from bot.understanding.entity_extractor import EntityRules


def test_entities_leave_in_rasas_shape(build: Callable[..., Any]) -> None:
    [message] = build(EntityRules).process([Message({"text": "cancel fl10023"})])
    assert message.as_dict(only_output_properties=True)["entities"] == [
        {"entity": "order_number", "value": "FL-10023", "start": 7, "end": 14, "extractor": "EntityRules"}
    ]


def test_entities_found_before_are_kept(build: Callable[..., Any]) -> None:
    before = {"entity": "colour", "value": "red", "start": 0, "end": 3}
    [message] = build(EntityRules).process([Message({"text": "red 10023", "entities": [before]})])
    assert [e["entity"] for e in message.get("entities")] == ["colour", "order_number"]
