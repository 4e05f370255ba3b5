"""Runs the project's rasa-sdk actions inside this process: no second server, no HTTP, no schema check per call."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from typing import Any, cast

from rasa.core.actions.action import Action
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker
from rasa_sdk import Action as SdkAction
from rasa_sdk import Tracker
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher

import actions
from bot.conversation.speaking import Speaking
from bot.errors import ComponentDown
from bot.responses.generator import Polyglot
from bot.store.postgres import OUTAGE

Run = Callable[[CollectingDispatcher, Tracker, dict[str, Any]], Any]


def load_actions() -> dict[str, Run]:
    """Every Action subclass in the package actions, by name.

    rasa-sdk's register_package also walks any other package called like one of ours, `shop` for example.
    """
    executor = ActionExecutor()
    for found in pkgutil.walk_packages(actions.__path__, f"{actions.__name__}."):
        for action in vars(importlib.import_module(found.name)).values():
            if _is_action(action) and action.__module__ == found.name:
                executor.register_action(action)
    return dict(executor.actions)


def _is_action(value: object) -> bool:
    return inspect.isclass(value) and issubclass(value, SdkAction) and not inspect.isabstract(value)


class ActionFailed(BaseException):
    """No Exception: Rasa catches those, logs them and goes on as if the action had nothing to say (processor.py:993).

    `error`: what the action raised.
    """

    def __init__(self, error: Exception) -> None:
        super().__init__(type(error).__name__)
        self.error = error


class InProcessAction(Action):
    """A Rasa action that calls the rasa-sdk one directly. Failures pass as ActionFailed; its error is ComponentDown
    when the action could not reach what it needs."""

    def __init__(self, name: str, run: Run) -> None:
        super().__init__()
        self._name = name
        self._run = run

    def name(self) -> str:
        return self._name

    async def run(
        self,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        tracker: DialogueStateTracker,
        domain: Domain,
    ) -> list[Event]:
        dispatcher = CollectingDispatcher()
        try:
            events = await self._run(dispatcher, _sdk_tracker(tracker), {})
            said = await Speaking(cast(Polyglot, nlg), tracker, output_channel).all(dispatcher.messages)
        except OUTAGE as error:
            raise ActionFailed(ComponentDown(f"{self._name} cannot reach what it needs")) from error
        except Exception as error:
            raise ActionFailed(error) from error
        return [*said, *deserialise_events(events)]


def _sdk_tracker(tracker: DialogueStateTracker) -> Tracker:
    """Like Tracker.from_dict on the tracker's state, without serialising every event: actions read slots only."""
    latest = tracker.latest_message.parse_data if tracker.latest_message else {}
    message = {**latest, "message_id": tracker.latest_message.message_id} if latest else {}
    return Tracker(
        tracker.sender_id,
        tracker.current_slot_values(),
        message,
        [],
        tracker.is_paused(),
        tracker.followup_action,
        {},
        tracker.latest_action_name,
    )
