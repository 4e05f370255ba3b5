"""What the assistant can settle itself: one row per intent that needs more than a fixed answer.

`needs` are the facts asked for, in this order, one question at a time. A problem is acknowledged before anything else.
`offers` is what a plain yes to a fixed answer means (slot `offer`); actions set it themselves.
"""

from dataclasses import dataclass

ORDER = ("order_number", "email")


@dataclass(frozen=True)
class Topic:
    action: str
    needs: tuple[str, ...] = ()
    problem: bool = False
    offers: str | None = None


TOPICS: dict[str, Topic] = {
    "track_order": Topic("action_track_order", ORDER),
    "late_delivery": Topic("action_track_order", ORDER, problem=True),
    "missing_parcel": Topic("action_track_order", ORDER, problem=True),
    "damaged_item": Topic("action_offer_settlement", ORDER, problem=True),
    "wrong_item": Topic("action_offer_settlement", ORDER, problem=True),
    "get_refund": Topic("action_offer_settlement", ORDER, problem=True),
    "payment_issue": Topic("action_offer_settlement", ORDER, problem=True),
    "track_refund": Topic("action_refund_status", ORDER),
    "return_item": Topic("action_return_item", ORDER),
    "get_invoice": Topic("action_send_invoice", ORDER),
    "check_invoices": Topic("action_send_invoice", ORDER),
    "cancel_order": Topic("action_cancel_order", ORDER),
    "change_shipping_address": Topic("action_change_address", (*ORDER, "address")),
    "recover_password": Topic("action_send_password_link", ("email",)),
    "registration_problems": Topic("utter_registration_help", problem=True, offers="person"),
    "complaint": Topic("utter_ask_what_happened", problem=True),
}

CONFIRMED: dict[str, str] = {"cancel_order": "action_cancel_order", "return_item": "action_return_item"}
"""What a plain yes does after the assistant offered it (slot `offer`)."""

COMPENSATION, SOLUTION = "compensation", "solution"
"""Values of slot `offer`: ways out were offered, one to be chosen; one was granted, and is the customer content?"""
CHOOSE = "choose_remedy"
"""The intent of the buttons under the ways out, and of free words that name one of them."""
GRANT = "action_grant_remedy"

LOOK_UPS = frozenset({GRANT, *(topic.action for topic in TOPICS.values() if "order_number" in topic.needs)})
"""Actions that first look for the order; slot `lookups_failed` counts those that found none."""
SAME_PROBLEM = (frozenset({"late_delivery", "missing_parcel"}),)
"""Two names for one trouble: a parcel that does not come is late today and missing tomorrow."""
WISHES = frozenset({"get_refund"})
"""What somebody wants because of the problem under way: no second problem, and no second apology."""
UNDER_WAY = ("complaint",)
"""Topics whose next message is the answer to our open question, though no fact was asked for."""

FALLBACK = "nlu_fallback"
OTHER = "out_of_scope"
PARCEL = ("track_order", "late_delivery", "missing_parcel")
"""Topics in which "how long?" asks for the parcel, not for a person."""
SMALL_TALK = ("greet", "goodbye", "thank", "affirm", "deny", "cancel_handoff")
"""Believed even when the guess is weak: a wrong one does no harm."""
ENDINGS = ("goodbye", "cancel_handoff")
"""But for these: a weak guess at one would end what the customer is in the middle of."""

ACKNOWLEDGE = "action_acknowledge"
HAND_OVER = "action_hand_over"
LISTEN = "action_listen"
NOT_FOUND = "utter_order_not_found"
LANGUAGE_CHANGED = "utter_language_changed"
DROPPED = "utter_matter_dropped"
REPHRASE = "utter_rephrase"
"""Said when a message was not understood: a failed turn."""
