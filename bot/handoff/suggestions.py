"""What the person might do first. Read at the desk only, never by a customer."""

from collections.abc import Mapping

from bot.vocabulary import Trigger

LIFE_EVENT = "a life event is at stake"
"""The cue of data/severity for a day that does not come back."""
IN_TIME = "Ask nothing that is known. Find what still gets it there in time, and say by when you know."
BY_TRIGGER: Mapping[str, str] = {
    Trigger.SEVERITY: "Make sure that nobody is in danger and nothing more is lost, before anything else.",
    Trigger.FRUSTRATION: "Name what went wrong and apologise for it before you ask anything.",
    Trigger.REPEAT_FAILURE: "Say that you know it is the second time. Settle it yourself, to the end.",
    Trigger.DISSATISFIED: "Ask what is still not right, and settle it yourself: the solution did not hold.",
    Trigger.FAILED_TURNS: "Read the last two messages: the assistant did not understand them.",
    Trigger.COMPONENT_DOWN: "The assistant could not look things up: check the shop yourself.",
    Trigger.LANGUAGE: "The customer writes in a language the assistant does not speak.",
    Trigger.AUTHORITY: "Decide on the wish: it is above what the assistant may grant.",
}
BY_TOPIC: Mapping[str, str] = {
    "late_delivery": "Ask the carrier for a day that holds, or send the order again.",
    "missing_parcel": "Open a search with the carrier; offer a replacement or a refund by a date.",
    "damaged_item": "Offer replacement or refund; ask for a photo only if the supplier needs one.",
    "wrong_item": "Send the right item; arrange the pick-up of the wrong one.",
    "get_refund": "Say yes or no with the reason, the amount and the day.",
    "payment_issue": "Compare the payment with the order; name the day the money is back.",
    "track_refund": "Find the refund and name the day.",
    "cancel_order": "Stop the parcel or arrange the return.",
}


def suggest(trigger: str, topic: str | None, explanation: str = "") -> list[str]:
    first = IN_TIME if explanation.endswith(LIFE_EVENT) else BY_TRIGGER.get(trigger)
    found = (first, BY_TOPIC.get(topic or ""))
    return [text for text in found if text]
