"""Rasa's natural language generator for several languages: never the same sentence twice while another is left."""

from typing import Any

from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.responses import wording


class Polyglot(TemplatedNaturalLanguageGenerator):
    """A subclass of the templated one: only those get `.responses` renewed after a model load (agent.py:364-367)."""

    def __init__(self, endpoint_config: EndpointConfig | None = None, domain: Domain | None = None) -> None:
        super().__init__(domain.responses if domain else {})

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> dict[str, Any] | None:
        """The chosen variant, filled; `variant` tells the tracker which one was said."""
        language = tracker.get_slot("language") or "en"
        variant = wording.choose(self.responses, utter_action, language, said_in(tracker))
        if variant is None:
            return None
        response = {k: v for k, v in self.responses[utter_action][variant].items() if k != "condition"}
        values = {**tracker.current_slot_values(), **kwargs}
        response["text"] = wording.fill(response.get("text", ""), values)
        return {**response, "variant": variant}


def said_in(tracker: DialogueStateTracker) -> list[tuple[str, int]]:
    """Every response of every message, oldest first: several may be joined in one (action_runner.py)."""
    spoken = [e.metadata for e in tracker.events if isinstance(e, BotUttered)]
    return [(name, variant) for metadata in spoken for name, variant in _variants(metadata)]


def _variants(metadata: dict[str, Any]) -> list[list[Any]]:
    if "variants" in metadata:
        return list(metadata["variants"])
    known = "variant" in metadata and "utter_action" in metadata
    return [[metadata["utter_action"], metadata["variant"]]] if known else []
