"""What is taken for granted until the desk has shown otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from bot.vocabulary import Lane

PRIOR_HANDLE_S: Mapping[str, float] = MappingProxyType({Lane.CRISIS: 900.0, Lane.PRIORITY: 600.0, Lane.NORMAL: 480.0})


@dataclass(frozen=True, slots=True)
class Assumptions:
    """Durations in seconds. Every default errs towards the longer wait."""

    prior_handle_s: Mapping[str, float] = field(default_factory=lambda: PRIOR_HANDLE_S)  # a team lead's guess
    seen_within_s: float = 60.0  # the desk page reports every few seconds; a minute of silence is an absence
    pickup_s: float = 120.0  # a free person still has to see the hand-over and take it
    opening_agents: int = 1  # who is sure to be there when the desk opens
    opening_slots: int = 3  # chats each of them holds
    earliest_answer_s: float = 1800.0  # nobody answers the moment the desk opens
    learned_for_s: float = 30.0  # what was learned changes slowly; it is read again after so long
