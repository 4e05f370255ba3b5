"""The only spelling of every state, lane, trigger and event. Values travel in JSON and in the database."""

from enum import StrEnum


class Owner(StrEnum):
    """Who may speak in a conversation: bot -> waiting -> human -> bot, or callback when nobody is there."""

    BOT = "bot"
    WAITING = "waiting"
    HUMAN = "human"
    CALLBACK = "callback"


class Author(StrEnum):
    """Who wrote a message. System lines are the product's own: status, wait updates, apologies for an outage."""

    CUSTOMER = "customer"
    BOT = "bot"
    HUMAN = "human"
    SYSTEM = "system"


class Delivery(StrEnum):
    """Where a message is: customer lines are accepted then handled, outgoing lines pending then delivered."""

    ACCEPTED = "accepted"
    HANDLED = "handled"
    PENDING = "pending"
    DELIVERED = "delivered"


class Lane(StrEnum):
    """Hand-over queues, most urgent first."""

    CRISIS = "crisis"
    PRIORITY = "priority"
    NORMAL = "normal"


class HandoffState(StrEnum):
    WAITING = "waiting"
    HUMAN = "human"
    CALLBACK = "callback"
    CLOSED = "closed"


class Trigger(StrEnum):
    """Why a person takes over (EMPATHY section 2)."""

    ASKED = "asked"
    SEVERITY = "severity"
    FRUSTRATION = "frustration"
    REPEAT_FAILURE = "repeat_failure"
    FAILED_TURNS = "failed_turns"
    AUTHORITY = "authority"
    COMPONENT_DOWN = "component_down"
    LANGUAGE = "language"
    DISSATISFIED = "dissatisfied"


class PromiseState(StrEnum):
    OPEN = "open"
    KEPT = "kept"
    UPDATED = "updated"
    BROKEN = "broken"


class Outcome(StrEnum):
    """How a stated wait turned out; left: the customer went before its time had come, pending: it has not come yet."""

    KEPT = "kept"
    BROKEN = "broken"
    LEFT = "left"
    PENDING = "pending"


class PromiseKind(StrEnum):
    """What keeps a promise: a person starts, somebody (the assistant too) writes again, a refund is booked or an order
    delivered in the shop, the next update about an incident is told."""

    START = "start"
    MESSAGE = "message"
    REFUND = "refund"
    DELIVERY = "delivery"
    INCIDENT = "incident"


class IncidentStep(StrEnum):
    """declared -> updated, late (by the clock: the next update did not come) ... -> closed."""

    DECLARED = "declared"
    UPDATED = "updated"
    LATE = "late"
    CLOSED = "closed"


class FollowUpState(StrEnum):
    """Asking after a settled problem: planned -> asked -> answered, or passed when the customer wrote of something
    else; dropped when there was no reason to ask any more."""

    PLANNED = "planned"
    ASKED = "asked"
    ANSWERED = "answered"
    PASSED = "passed"
    DROPPED = "dropped"


class Cause(StrEnum):
    """Root cause of a case, named by the person who closes it."""

    HUMAN_ERROR = "human_error"
    PROCESS = "process"
    COMMUNICATION = "communication"
    SUPPLIER = "supplier"
    PRODUCT = "product"
    UNKNOWN = "unknown"


class Remedy(StrEnum):
    """What puts a problem right, or what a customer would consider fair."""

    REFUND = "refund"
    PARTIAL_REFUND = "partial_refund"
    REPLACEMENT = "replacement"
    RESEND = "resend"
    VOUCHER = "voucher"
    REPAIR = "repair"
    APOLOGY = "apology"
    SPEED = "speed"
    CANCEL = "cancel"  # the order is called off, all of the money comes back
    SURPLUS = "surplus"  # what was taken too much comes back
    WAIT = "wait"  # for the new day, with nothing besides
    RETURN = "return"  # the goods go back, and all of the money after them


class Harm(StrEnum):
    """Emotional harm, which often weighs more than the money: a spoilt birthday, hours on the phone."""

    NONE = "none"
    FELT = "felt"
    GREAT = "great"


class GrantState(StrEnum):
    """Booked: the money is set aside and the shop is asked. Done: the shop did it. Refused: it did not, money back."""

    BOOKED = "booked"
    DONE = "done"
    REFUSED = "refused"


class GestureState(StrEnum):
    """Something given unasked: planned when a customer was content -> granted -> told; dropped where nothing is given
    or told."""

    PLANNED = "planned"
    GRANTED = "granted"
    TOLD = "told"
    DROPPED = "dropped"


class CaseOutcome(StrEnum):
    """How the case of a problem stands."""

    OPEN = "open"
    OFFERED = "offered"
    SETTLED = "settled"
    PERSON = "person"


class Channel(StrEnum):
    WEB = "web"
    REST = "rest"
    SOCKETIO = "socketio"


LANGUAGES = ("en", "pl", "cs", "ru")
SPOKEN = ("en", "pl", "cs", "ru")
"""Languages with examples and all responses; a customer in another one gets a person."""
