"""Turns what an action wants to say into lines that say nothing twice: sentences heard before are left out, and where
nothing is left another response stands in for it, or a person takes over (bot/responses/used_up.py)."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from rasa.core.actions.action import Action, create_bot_utterance
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.policy.triggers import NOTHING_NEW
from bot.responses.generator import Polyglot
from bot.responses.sentences import spoken, unsaid
from bot.responses.used_up import left_out, stand_in

Message = Mapping[str, Any]
Draft = dict[str, Any]
"""One response, filled: text, variant, buttons perhaps."""

_PROMISED = ("due", "kind", "about")
"""What actions/saying.py says of a promise, for the ledger."""
_ALWAYS_SET = ("text", "buttons", "elements", "custom", "template", "image", "attachment")
"""Keys the dispatcher puts into every message, mostly empty."""


class Speaking:
    """One action's lines, in order. `heard` grows with each."""

    def __init__(self, nlg: Polyglot, tracker: DialogueStateTracker, channel: OutputChannel) -> None:
        self._nlg = nlg
        self._tracker = tracker
        self._channel = channel.name()
        self._heard = nlg.heard_by(tracker)

    async def all(self, messages: Sequence[Message]) -> list[Event]:
        return [event for message in messages if (event := await self._one(message)) is not None]

    async def _one(self, message: Message) -> Event | None:
        """The line; or the slot that calls a person; None for an apology already made."""
        values = {key: value for key, value in message.items() if key not in _ALWAYS_SET or value}
        names = [values.pop("response"), *values.pop("then", ())]
        drafts = [await self._draft(name, values) for name in names]
        left = [self._unsaid(draft, values) for draft in drafts]
        if not left[0]:
            return await self._instead(names[0], drafts)
        said = [{**draft, "text": text} for draft, text in zip(drafts, left, strict=True)]
        return self._line(said, {key: values[key] for key in _PROMISED if key in values})

    def _unsaid(self, draft: Draft, values: Message) -> str:
        """What is promised is said whole, or not at all."""
        left = unsaid(draft["text"], self._heard)
        return str(draft["text"]) if left and "due" in values else left

    async def _instead(self, name: str, drafts: Sequence[Draft]) -> Event | None:
        """The buttons stay: what they offered is still open."""
        if left_out(name):
            return None
        other = stand_in(name)
        draft = await self._draft(other, {}) if other else None
        if draft is None or not unsaid(draft["text"], self._heard):
            return SlotSet("needs_person", {"kind": NOTHING_NEW.kind.value, "explanation": NOTHING_NEW.explanation})
        before = _buttons(drafts)
        known = {button["payload"] for button in before}
        more = [button for button in _buttons([draft]) if button["payload"] not in known]
        return self._line([{**draft, "buttons": [*before, *more]}], {})

    def _line(self, drafts: Sequence[Draft], promised: Message) -> BotUttered:
        said = [draft for draft in drafts if draft["text"]]
        text = " ".join(draft["text"] for draft in said)
        self._heard |= spoken(text)
        joined = {
            **said[0],
            "text": text,
            "buttons": _buttons(drafts),
            "utter_action": said[0]["utter_action"],
            "variants": [[draft["utter_action"], draft["variant"]] for draft in said],
        }
        return create_bot_utterance({**joined, **promised})

    async def _draft(self, name: str, values: Message) -> Draft:
        draft: Draft | None = await self._nlg.generate(name, self._tracker, self._channel, **values)
        if draft is None:
            raise KeyError(f"no response {name}")
        return {**draft, "utter_action": name}


def _buttons(drafts: Sequence[Draft]) -> list[dict[str, str]]:
    return [button for draft in drafts for button in draft.get("buttons") or []]


class Say(Action):
    """A plain response (utter_...), said like an action's."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def name(self) -> str:
        return self._name

    async def run(
        self,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        tracker: DialogueStateTracker,
        domain: Domain,
    ) -> list[Event]:
        return await Speaking(cast(Polyglot, nlg), tracker, output_channel).all([{"response": self._name}])
