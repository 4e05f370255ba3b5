"""What a message means for the matter under way: an answer, a correction, more of the same, or something new. Pure."""

from typing import TYPE_CHECKING

from bot.policy.topics import COMPENSATION, ENDINGS, FALLBACK, OTHER, PARCEL, SMALL_TALK, TOPICS, UNDER_WAY
from bot.policy.triggers import A_LOSS, SERIOUS_INTENTS, Thresholds, brings_facts, complains_more
from bot.vocabulary import Remedy

if TYPE_CHECKING:
    from bot.policy.decision import State

GOODS = (*PARCEL, "damaged_item", "wrong_item")
SENT = ("get_invoice", "check_invoices", "recover_password")
"""What else we send, and a classifier takes "send it again" for."""


def meant(state: "State", limits: Thresholds) -> str:
    """The intent, unless it is a guess: bare facts have none, and in the middle of a matter a weak one is none."""
    weak = state.confidence < limits.other_matter
    if state.bare_facts or (weak and state.intent in (*SERIOUS_INTENTS, *ENDINGS)) or _corrects(state, weak):
        return FALLBACK
    if _wants_it_again(state):
        return str(state.topic)
    hides_a_loss = state.severity >= A_LOSS and state.intent in (*SMALL_TALK, OTHER, FALLBACK)
    if state.topic in UNDER_WAY or (state.topic and (state.asked or state.offer)):
        return FALLBACK if hides_a_loss else _meant_in_the_middle(state, weak)
    return "complaint" if hides_a_loss and not brings_facts(state) else state.intent


def _wants_it_again(state: "State") -> bool:
    """ "Send it again", while we speak of a parcel or of goods, is about those and no other thing we send."""
    under_way = bool(state.topic and (state.asked or state.offer)) and state.offer != COMPENSATION
    return under_way and state.topic in GOODS and state.intent in SENT and Remedy.RESEND in state.fair.wishes


def _corrects(state: "State", weak: bool) -> bool:
    """ "No, the other order, FL-10002": a number in a message that is about nothing else."""
    return bool(state.topic) and "order_number" in state.entities and (weak or state.intent == "deny")


def _meant_in_the_middle(state: "State", weak: bool) -> str:
    if state.intent == "ask_wait_time" and state.offer and state.topic in PARCEL and not state.wants_human:
        return "track_order"
    if comes_back(state):
        return "track_order"
    return FALLBACK if weak and state.intent not in SMALL_TALK else state.intent


def comes_back(state: "State") -> bool:
    """ "So what about my parcel": after another question, back to the ways out that are still on the table."""
    other_trouble = state.intent in PARCEL and state.intent != state.topic and state.severity < A_LOSS
    asks = state.intent == "track_order" or other_trouble  # asked impatiently it sounds like a loss
    on_the_table = state.offer == COMPENSATION and state.topic in PARCEL and not state.asked
    return on_the_table and asks and not brings_facts(state)


def current_topic(state: "State") -> str | None:
    """The message's own topic, or the one under way when the message answers our question or adds to it."""
    if comes_back(state):
        return state.topic
    no_other = state.asked and state.intent in (FALLBACK, "affirm", "deny", "track_order")
    if state.topic and (no_other or complains_more(state) or answers_question(state)):
        return state.topic
    return state.intent if state.intent in TOPICS else None


def answers_question(state: "State") -> bool:
    """With what we asked for or another fact the topic needs, and without a wish of another kind."""
    if not state.topic or not state.asked:
        return False
    other = state.intent in TOPICS and state.intent not in (state.topic, "track_order")
    given = not state.entities.isdisjoint(TOPICS[state.topic].needs)
    return (given and not other) or gives_address(state)


def gives_address(state: "State") -> bool:
    """An address is free text: the answer to the question is the address."""
    long_enough = len(state.text.strip()) >= 10 and any(c.isdigit() for c in state.text)
    return state.asked == "address" and long_enough


def known(state: "State", fact: str) -> bool:
    return bool(state.facts.get(fact)) or (fact == "address" and gives_address(state))


def failed_turns(state: "State") -> int:
    """Two in a row go to a person: not understood, or the same question would be asked twice."""
    unanswered = state.asked is not None and not answers_question(state) and current_topic(state) == state.topic
    lost = state.intent == FALLBACK and not brings_facts(state) and not gives_address(state)
    return state.failed_turns + 1 if unanswered or lost else 0
