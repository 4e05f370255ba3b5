"""How serious a message is, 0-4, with the cue that says so, and whether it asks for a person. Pure.

0 a question, 1 an inconvenience, 2 money or goods lost or blocked, 3 serious (a life event today, a large
sum, a vulnerable customer, repeated failure, threat of lawyer or press), 4 critical (danger, fraud, leak).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.understanding.lexicon import NOT_MEANT, Found

LARGE_SUM = {"PLN": 3000.0, "EUR": 700.0, "USD": 750.0, "GBP": 600.0, "CZK": 17000.0, "RUB": 60000.0}
"""From here on a sum in a complaint is serious in itself: about half a median monthly wage."""

OF_INTENT = {
    "safety_incident": 4,
    "fraud_report": 4,
    "legal_threat": 3,
    "damaged_item": 2,
    "missing_parcel": 2,
    "payment_issue": 2,
    "wrong_item": 2,
    "late_delivery": 1,
    "complaint": 1,
    "registration_problems": 1,
}
_SURE_ENOUGH = {4: 0.5, 3: 0.5, 2: 0.3, 1: 0.3}
"""Confidence an intent needs to decide a level by itself: a false alarm at the desk costs a colleague's minutes."""

HARMLESS_INTENTS = frozenset(
    {
        "product_question",
        "place_order",
        "delivery_options",
        "delivery_period",
        "check_payment_methods",
        "check_refund_policy",
        "newsletter_subscription",
        "create_account",
        "review",
        "greet",
        "goodbye",
        "thank",
        "affirm",
        "deny",
        "bot_challenge",
        "out_of_scope",
    }
)
"""Where one strong word is more likely a product or a joke than an accident."""
_SURE_OF_HARMLESS = 0.5
_A_LOSS = 2
_SERIOUS = 3


@dataclass(frozen=True)
class Severity:
    level: int
    cue: str | None


@dataclass(frozen=True)
class Intent:
    """The predicted intent and its confidence, 0-1."""

    name: str
    confidence: float


def judge(found: Iterable[Found], intent: Intent, sums: Iterable[str] = ()) -> Severity:
    """found: cues of the text; sums: money entities such as "3500.00 PLN"."""
    found = list(found)
    harmless = intent.name in HARMLESS_INTENTS and intent.confidence >= _SURE_OF_HARMLESS
    cues = [f.cue for f in found if f.cue.severity and not (harmless and f.cue.weak)]
    verdicts = [Severity(cue.severity, cue.says) for cue in cues]
    verdicts.append(_by_intent(intent, misleading=any(f.cue.name == NOT_MEANT for f in found)))
    worst = max(verdicts, key=lambda verdict: (verdict.level, verdict.cue is not None))
    if worst.level == _A_LOSS and (large := next(filter(_is_large, sums), None)):
        return Severity(3, f"large sum: {large}")
    return worst


_SURE_OF_CHALLENGE = 0.6


def wants_human(found: Iterable[Found], intent: Intent) -> bool:
    """Asked for in words, or the understood intent. "Are you a human?" asks what we are, not for a person."""
    if intent.name == "bot_challenge" and intent.confidence >= _SURE_OF_CHALLENGE:
        return False
    return intent.name == "contact_human_agent" or any(f.cue.wants_human for f in found)


def _by_intent(intent: Intent, *, misleading: bool) -> Severity:
    """misleading: the message holds a look-alike ("fire TV stick"), which fools the intent as it would a list."""
    level = OF_INTENT.get(intent.name, 0)
    if not level or intent.confidence < _SURE_ENOUGH[level] or (misleading and level >= _SERIOUS):
        return Severity(0, None)
    return Severity(level, intent.name.replace("_", " "))


def _is_large(money: str) -> bool:
    amount, _, currency = money.partition(" ")
    return float(amount) >= LARGE_SUM.get(currency, float("inf"))


def intent_of(parse: Mapping[str, object]) -> Intent:
    """The intent of Rasa's parse data; nothing understood is an intent without a name."""
    intent = parse.get("intent")
    if not isinstance(intent, Mapping):
        return Intent("", 0.0)
    return Intent(str(intent.get("name") or ""), float(intent.get("confidence") or 0.0))
