"""The Rasa policy component around the pure decision (bot/policy/decision.py)."""

from __future__ import annotations

from typing import Any

from rasa.core.policies.policy import Policy, PolicyPrediction
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SlotSet
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

from bot.policy.decision import Decision, State, decide
from bot.policy.state import state_of
from bot.policy.triggers import Thresholds
from bot.vocabulary import SPOKEN

PRIORITY = 6  # above RulePolicy, which also predicts with confidence 1.0 (core/constants.py:32-52)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class EmpathyPolicy(Policy):
    """Thresholds are its parameters in config.yml; see Thresholds for their units."""

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        context: ExecutionContext,
    ) -> None:
        super().__init__(config, model_storage, resource, context)
        self._limits = Thresholds(**{name: config[name] for name in Thresholds.__dataclass_fields__})

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"priority": PRIORITY, **Thresholds().__dict__}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> EmpathyPolicy:
        return cls(config, model_storage, resource, execution_context)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> EmpathyPolicy:
        return cls(config, model_storage, resource, execution_context)

    def train(self, training_trackers: list[TrackerWithCachedStates], domain: Domain, **kwargs: Any) -> Resource:
        """Nothing to learn: the policy is a rule that designers tune by its thresholds."""
        return self._resource

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        state = state_of(tracker)
        decision = decide(state, self._limits)
        events = _changed_slots(tracker, state, decision)
        probabilities = self._default_predictions(domain)
        if decision.action:
            probabilities[domain.index_for_action(decision.action)] = 1.0
        return self._prediction(probabilities, events=events)


def _changed_slots(tracker: DialogueStateTracker, state: State, decision: Decision) -> list[Event]:
    # Events are stored and copied on every prediction, so only what differs is written (rasa-facts a).
    wanted = dict(decision.slots)
    if not state.done and state.language in SPOKEN:
        wanted["language"] = state.language
    return [SlotSet(name, value) for name, value in wanted.items() if tracker.get_slot(name) != value]
