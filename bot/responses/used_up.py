"""What is said once every variant of a response is used up in a conversation: never the same sentence again. Pure."""

SAME_ANSWER = "utter_same_answer"
"""The answer given before still holds, and a person can look at it."""
SMALL_TALK_AGAIN = "utter_small_talk_again"
SMALL_TALK = frozenset(
    {
        "utter_greet",
        "utter_goodbye",
        "utter_welcome",
        "utter_affirmed",
        "utter_denied",
        "utter_offer_declined",
        "utter_language_changed",
        "utter_no_handover_open",
        "utter_solution_accepted",
    }
)
ACKNOWLEDGE = "utter_acknowledge_"
TO_A_PERSON = (
    "utter_ask_",
    "utter_rephrase",
    "utter_order_not_found",
    "utter_remedy_which",
    SAME_ANSWER,
    SMALL_TALK_AGAIN,
)
"""The same question asked once more is a failed turn, and so is the same pointer (EMPATHY section 2)."""


def left_out(name: str) -> bool:
    """An apology made before is not made again; the next step speaks."""
    return name.startswith(ACKNOWLEDGE)


def stand_in(name: str) -> str | None:
    """The response said instead; None where a person has to take over."""
    if name.startswith(TO_A_PERSON):
        return None
    return SMALL_TALK_AGAIN if name in SMALL_TALK else SAME_ANSWER


COUNTED = {
    "utter_handover_crisis": "utter_handover_again_crisis",
    "utter_handover_fraud": "utter_handover_again_fraud",
    "utter_handover_closing": "utter_handover_again_closing",
    "utter_handover_closing_callback": "utter_handover_again_closing",
    "utter_handover_closing_unknown": "utter_handover_again_closing",
    "utter_handover_cancelled": "utter_handover_again_cancelled",
    "utter_wait_now": "utter_wait_again_within",
    "utter_wait_within": "utter_wait_again_within",
    "utter_wait_estimate": "utter_wait_again_estimate",
    "utter_wait_closed": "utter_wait_again_closed",
    "utter_wait_closing": "utter_wait_again_closed",
    "utter_wait_unknown": "utter_wait_again_unknown",
    "utter_wait_call_back": "utter_wait_again_call_back",
}
"""What must be said again and again, however often: the number of the customer's message makes it new each time."""
HANDOVER_AGAIN = "utter_handover_again"


def counted(name: str) -> str:
    """The response with a {count} for a line of a hand-over."""
    return COUNTED.get(name, HANDOVER_AGAIN)
