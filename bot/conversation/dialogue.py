"""Rasa as a function: a tracker and a message in, events and lines out. It stores and sends nothing itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rasa.core.actions.action import Action
from rasa.core.channels.channel import CollectingOutputChannel, OutputChannel, UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.engine import loader
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.storage import ModelMetadata
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME, SlotMappingType
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    ConversationPaused,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.common import TempDirectoryPath, get_temp_dir_name

from bot.conversation.action_runner import ActionFailed, InProcessAction, Run
from bot.conversation.context import in_conversation
from bot.conversation.graph_runner import OrderedGraphRunner
from bot.conversation.messages import Outgoing
from bot.conversation.speaking import Say
from bot.conversation.text import plain
from bot.policy.decision import turn_is_over
from bot.policy.empathy import DECISION
from bot.policy.state import actions_done, settled
from bot.policy.trace import Trace, as_trace
from bot.responses.generator import Polyglot
from bot.responses.sentences import heard_in
from bot.understanding.classifier import SECOND_INTENT
from bot.vocabulary import SPOKEN, PromiseKind

LATER = "later"  # slot: the text of a wish that waits for its turn


@dataclass(frozen=True)
class Turn:
    """What one message led to. `parsed` is Rasa's parse data, `events` are new and in order, `trace` says why."""

    events: list[Event]
    lines: list[Outgoing]
    parsed: dict[str, Any]
    trace: Trace = field(default_factory=dict)

    @property
    def hands_over(self) -> bool:
        return any(isinstance(event, ConversationPaused) for event in self.events)

    @property
    def new_session(self) -> bool:
        return any(isinstance(event, SessionStarted) for event in self.events)


class Dialogue(MessageProcessor):
    """Loaded once a process; a model's components keep no state of a conversation."""

    def __init__(self, model: Path, actions: dict[str, Run], session_turns_max: int) -> None:
        nowhere = InMemoryTrackerStore(Domain.empty())
        super().__init__(str(model), nowhere, InMemoryLockStore(), Polyglot())
        self.nlg.responses = self.domain.responses
        self._actions = {name: InProcessAction(name, run) for name, run in actions.items()}
        self._session_turns_max = session_turns_max
        self._deciding: dict[str, list[dict[str, Any]]] = {}
        listen = PolicyPrediction.for_action_name(self.domain, ACTION_LISTEN_NAME)
        self._listen = (self._get_action(ACTION_LISTEN_NAME), listen)
        self._slots_from_entities_only = _from_entities_only(self.domain)

    @staticmethod
    def _load_model(model_path: str | Path) -> tuple[str, ModelMetadata, GraphRunner]:
        with TempDirectoryPath(get_temp_dir_name()) as folder:
            metadata, runner = loader.load_predict_graph_runner(
                Path(folder), Path(model_path), LocalModelStorage, OrderedGraphRunner
            )
        return Path(model_path).name, metadata, runner

    def _get_action(self, action_name: str) -> Action:
        found = self._actions.get(action_name)
        return found or (Say(action_name) if action_name in self.domain.responses else super()._get_action(action_name))

    def predict_next_with_tracker_if_should(self, tracker: DialogueStateTracker) -> tuple[Action, PolicyPrediction]:
        """The policy says "listen" after every answer; that is known here without asking the whole model again."""
        if turn_is_over(actions_done(tracker.events), tracker.current_slot_values()):
            return self._listen
        action, prediction = super().predict_next_with_tracker_if_should(tracker)
        self._explained(tracker, action, prediction)
        return self._get_action(action.name()), prediction

    def _explained(self, tracker: DialogueStateTracker, action: Action, prediction: PolicyPrediction) -> None:
        steps, why = self._deciding.get(tracker.sender_id), prediction.diagnostic_data.get(DECISION)
        if steps is not None and why is not None:
            steps.append({**why, "action": action.name()})

    def _check_for_unseen_features(self, parse_data: dict[str, Any]) -> None:
        """Rasa would build an empty domain for every message to warn of what `rasa data validate` finds."""

    async def _run_action(
        self,
        action: Action,
        tracker: DialogueStateTracker,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        prediction: PolicyPrediction,
    ) -> bool:
        if action.name() != ACTION_LISTEN_NAME:
            return await super()._run_action(action, tracker, output_channel, nlg, prediction)
        listened = ActionExecuted(ACTION_LISTEN_NAME)  # no need of a copy of the tracker
        tracker.update_with_events([*prediction.events, listened], self.domain)
        return False

    def tracker(self, conversation_id: str, events: list[dict[str, Any]]) -> DialogueStateTracker:
        return DialogueStateTracker.from_dict(conversation_id, events, self.domain.slots)

    async def understand(self, text: str, conversation_id: str = "") -> dict[str, Any]:
        """Parse data of one message (DESIGN section 4); the text is any customer's, slashes included."""
        return await self.parse_message(UserMessage(plain(text), sender_id=conversation_id))

    async def turn(
        self,
        tracker: DialogueStateTracker,
        message: dict[str, Any],
        channel: str,
        language: str = "en",
        parsed: Mapping[str, Any] | None = None,
        heard: Iterable[str] = (),
    ) -> Turn:
        """One message of the record through understanding, policy and actions. Changes `tracker`.

        `language` of the conversation, until a message tells another; `parsed`: where the message was read before;
        `heard`: what the customer was told, where the tracker does not have it all.
        Raises what an action raised.
        """
        before, out = len(tracker.events), CollectingOutputChannel()
        self._deciding[tracker.sender_id] = []
        self.nlg.before[tracker.sender_id] = heard_in(heard)
        try:
            await self._begin_session(tracker, out)
            if tracker.get_slot("language") is None and language in SPOKEN:
                tracker.update(SlotSet("language", language), self.domain)
            read = parsed or await self.read(message)
            return await self._turn(tracker, message, in_conversation(read, tracker), channel, before)
        except ActionFailed as failed:
            raise failed.error from failed
        finally:
            self._deciding.pop(tracker.sender_id, None)
            self.nlg.before.pop(tracker.sender_id, None)

    async def _turn(
        self,
        tracker: DialogueStateTracker,
        message: dict[str, Any],
        parsed: dict[str, Any],
        channel: str,
        before: int,
    ) -> Turn:
        out = CollectingOutputChannel()
        tracker.update(_uttered(message, parsed, channel), self.domain)
        if parsed["entities"] or not self._slots_from_entities_only:
            tracker = await self.run_action_extract_slots(out, tracker)
        await self._run_prediction_loop(out, tracker)
        await self._take_up_later(tracker, parsed, channel)
        events = list(tracker.events)[before:]
        trace = as_trace(self._deciding[tracker.sender_id])
        return Turn(events, [_line(e) for e in events if isinstance(e, BotUttered)], parsed, trace)

    async def _take_up_later(self, tracker: DialogueStateTracker, parsed: dict[str, Any], channel: str) -> None:
        """What a message asked besides its first matter, as soon as that is settled: in this turn or a later one."""
        if parsed.get(SECOND_INTENT):
            tracker.update(SlotSet(LATER, parsed[SECOND_INTENT]["text"]), self.domain)
        text = tracker.get_slot(LATER)
        if not text or not settled(tracker):
            return
        tracker.update(SlotSet(LATER, None), self.domain)
        besides, out = await self.understand(text), CollectingOutputChannel()
        tracker.update(UserUttered(text, besides["intent"], besides["entities"], besides, input_channel=channel))
        tracker = await self.run_action_extract_slots(out, tracker)
        await self._run_prediction_loop(out, tracker)
        await self._take_up_later(tracker, besides, channel)

    async def _begin_session(self, tracker: DialogueStateTracker, out: CollectingOutputChannel) -> None:
        turns = sum(isinstance(event, UserUttered) for event in tracker.events)
        if turns < self._session_turns_max:
            return await self._update_tracker_session(tracker, out)
        start = PolicyPrediction.for_action_name(self.domain, ACTION_SESSION_START_NAME)
        action = self._get_action(ACTION_SESSION_START_NAME)
        await self._run_action(action, tracker, out, self.nlg, start)
        return None

    async def read(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """Parse data of a message of the record; a button is its payload and reads as its title."""
        if not message.get("payload"):
            return await self.understand(message["text"], message["conversation_id"])
        pressed = await self.parse_message(UserMessage(message["payload"]))
        return {**pressed, "text": message["text"]}


def _from_entities_only(domain: Domain) -> bool:
    """Whether a message without entities can fill no slot."""
    kinds = {mapping["type"] for slot in domain.slots for mapping in slot.mappings}
    return kinds <= {str(SlotMappingType.FROM_ENTITY), str(SlotMappingType.CUSTOM)}


def _uttered(message: dict[str, Any], parsed: dict[str, Any], channel: str) -> UserUttered:
    return UserUttered(
        message["text"],
        parsed["intent"],
        parsed["entities"],
        parsed,
        input_channel=channel,
        message_id=message["id"],
        metadata={"message_ids": message["ids"]} if len(message.get("ids", ())) > 1 else None,
    )


def _line(event: BotUttered) -> Outgoing:
    buttons = [{"title": b["title"], "payload": b["payload"]} for b in event.data.get("buttons") or []]
    told = event.metadata
    kind = PromiseKind(told.get("kind", PromiseKind.START))
    return Outgoing(event.text or "", buttons=buttons, due=told.get("due"), kind=kind, about=told.get("about"))
