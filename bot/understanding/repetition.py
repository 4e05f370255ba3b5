"""Whether a customer asks the same again in other words: by the meaning of what they wrote before."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.understanding.meaning import meaning
from bot.understanding.severity import intent_of

_SAME = 0.7
_SAME_OF_ONE_INTENT = 0.5
"""Likeness (cosine) of two messages that mean the same. Of the examples, 1 in 500 pairs of different intents reach the
first even in Czech, which the sentence vectors know least; 1 in 20 pairs of one intent reach the second."""
_REMEMBERED = 10
"""Messages looked back at: what was asked longer ago was asked about something else."""
NO_WISH = frozenset({"greet", "goodbye", "thank", "affirm", "deny", "bot_challenge", "cancel_handoff", "out_of_scope"})
_WISH_LETTERS = 6


def times_asked(parse: Mapping[str, Any], earlier: Sequence[Mapping[str, Any]]) -> int:
    """How many of the earlier messages asked for the same as this one. Both: Rasa's parse data, oldest first."""
    if not _is_wish(parse):
        return 0
    return sum(_same(parse, before) for before in earlier[-_REMEMBERED:] if _is_wish(before))


def _is_wish(parse: Mapping[str, Any]) -> bool:
    """Words, and more than a yes or thanks: an order number or a button is the answer to a question."""
    told = str(parse.get("text") or "")
    for entity in sorted(parse.get("entities") or [], key=lambda e: -e.get("start", 0)):
        told = told[: entity.get("start", 0)] + told[entity.get("end", 0) :]
    letters = sum(c.isalpha() for c in told)
    return letters >= _WISH_LETTERS and not told.startswith("/") and intent_of(parse).name not in NO_WISH


def _same(parse: Mapping[str, Any], before: Mapping[str, Any]) -> bool:
    likeness = float(meaning(str(parse["text"])) @ meaning(str(before["text"])))
    one_intent = intent_of(parse).name == intent_of(before).name
    return likeness >= (_SAME_OF_ONE_INTENT if one_intent else _SAME)
