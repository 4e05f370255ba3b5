"""Rasa's natural language generator for several languages: never the same sentence twice while another is left."""

from collections.abc import Mapping
from typing import Any

from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.responses import wording
from bot.responses.sentences import heard_in, spoken


class Polyglot(TemplatedNaturalLanguageGenerator):
    """A subclass of the templated one: only those get `.responses` renewed after a model load (agent.py:364-367)."""

    def __init__(self, endpoint_config: EndpointConfig | None = None, domain: Domain | None = None) -> None:
        super().__init__(domain.responses if domain else {})
        self.before: dict[str, frozenset[str]] = {}
        """By conversation, while it has its turn: sentences the tracker does not know of."""

    def heard_by(self, tracker: DialogueStateTracker) -> frozenset[str]:
        """The sentences of everything the customer was told."""
        said = heard_in(e.text or "" for e in tracker.events if isinstance(e, BotUttered))
        return said | self.before.get(tracker.sender_id, frozenset())

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> dict[str, Any] | None:
        """The chosen variant, filled; `variant` tells the tracker which one was said."""
        language = tracker.get_slot("language") or "en"
        variants, values = self.responses.get(utter_action, []), {**tracker.current_slot_values(), **kwargs}
        order = wording.ranked(self.responses, utter_action, language, said_in(tracker))
        texts = {i: wording.fill(variants[i].get("text", ""), values) for i in order}
        variant = freshest(texts, self.heard_by(tracker))
        if variant is None:
            return None
        response = {k: v for k, v in variants[variant].items() if k != "condition"}
        return {**response, "text": texts[variant], "variant": variant}


def freshest(texts: Mapping[int, str], heard: frozenset[str]) -> int | None:
    """The first whose sentences are all new here, else the one that repeats least but not everything."""
    repeated = {i: (spoken(text) <= heard, len(spoken(text) & heard)) for i, text in texts.items()}
    return min(repeated, key=lambda i: repeated[i], default=None)


def said_in(tracker: DialogueStateTracker) -> list[tuple[str, int]]:
    """Every response of every message, oldest first: several may be joined in one (action_runner.py)."""
    spoken = [e.metadata for e in tracker.events if isinstance(e, BotUttered)]
    return [(name, variant) for metadata in spoken for name, variant in _variants(metadata)]


def _variants(metadata: dict[str, Any]) -> list[list[Any]]:
    if "variants" in metadata:
        return list(metadata["variants"])
    known = "variant" in metadata and "utter_action" in metadata
    return [[metadata["utter_action"], metadata["variant"]]] if known else []
