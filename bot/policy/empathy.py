"""The Rasa policy component around the pure decision (bot/policy/decision.py)."""

from __future__ import annotations

from typing import Any

from rasa.core.policies.policy import PolicyPrediction
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.events import Event, SlotSet, UserUttered
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

from bot.policy import decision
from bot.policy.decision import Decision, decide
from bot.policy.state import state_of
from bot.policy.trace import explain
from bot.policy.triggers import Thresholds
from bot.vocabulary import LANGUAGES, SPOKEN

DECISION = "decision"  # where a prediction carries why it was made (bot/policy/trace.py)
RULE_TURNS = 2  # messages a rule may look back; Rasa would rebuild the states of the whole conversation


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class EmpathyPolicy(RulePolicy):
    """Decides first; what it leaves open is Rasa's rules (data/rules), which it therefore also is.

    Thresholds are parameters in config.yml, see Thresholds for their units; the others are RulePolicy's own.
    """

    def __init__(self, config: dict[str, Any], *arguments: Any, **keywords: Any) -> None:
        super().__init__(config, *arguments, **keywords)
        self._limits = Thresholds(**{name: config[name] for name in Thresholds.__dataclass_fields__})

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {**RulePolicy.get_default_config(), **Thresholds().__dict__}

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        state = state_of(tracker)
        decided = decide(state, self._limits)
        if decided.action:
            probabilities = self._prediction_result(decided.action, tracker, domain)
            prediction = self._prediction(probabilities)
        else:
            prediction = super().predict_action_probabilities(tracker, domain, rule_only_data, **kwargs)
        prediction.events = _changed_slots(tracker, state, decided)
        prediction.diagnostic_data = {DECISION: explain(state, decided, self._limits)}
        return prediction

    def _find_action_from_rules(
        self, tracker: DialogueStateTracker, domain: Domain, use_text_for_last_user_input: bool
    ) -> tuple[str | None, str | None, bool]:
        if use_text_for_last_user_input:
            return None, None, False  # no rule here is written on a message's exact text
        return super()._find_action_from_rules(tracker, domain, use_text_for_last_user_input)

    def _prediction_states(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        use_text_for_last_user_input: bool = False,
        rule_only_data: dict[str, Any] | None = None,
    ) -> list[State]:
        learning = isinstance(tracker, TrackerWithCachedStates)
        seen = tracker if learning else _last_turns(tracker)
        return super()._prediction_states(seen, domain, use_text_for_last_user_input, rule_only_data)


def _last_turns(tracker: DialogueStateTracker) -> DialogueStateTracker:
    """A copy that holds the last messages only; slots do not matter to rules here (influence_conversation)."""
    kept: list[Event] = []
    messages = 0
    for event in reversed(tracker.events):
        messages += isinstance(event, UserUttered)
        if messages > RULE_TURNS:
            break
        kept.append(event)
    return DialogueStateTracker.from_events(tracker.sender_id, kept[::-1], slots=tracker.slots.values())


def _changed_slots(tracker: DialogueStateTracker, state: decision.State, decided: Decision) -> list[Event]:
    # Events are stored and copied on every prediction, so only what differs is written (rasa-facts a).
    wanted = dict(decided.slots)
    if not state.done:
        wanted["language"] = state.language if state.language in SPOKEN else LANGUAGES[0]
    return [SlotSet(name, value) for name, value in wanted.items() if tracker.get_slot(name) != value]
