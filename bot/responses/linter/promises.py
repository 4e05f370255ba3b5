"""No promise without a day, no day without a row in the ledger. Vague words ("soon") are on the never-list.

Gaps are named by what they mean, so this can be read off: a day by which we do something is `by`, `expected`, `upper`;
a day that is past, or the customer's own deadline, has another name (`day`, `delivered`, `until`).
"""

from collections.abc import Iterator

from bot.responses.linter.finding import Finding
from bot.responses.linter.texts import Texts, Variant, variants
from bot.responses.linter.usage import uses

OURS = {"by", "expected", "due", "point", "upper", "answer_by", "news_by"}
"""Gaps filled with a moment we name for ourselves."""
WAITS = "utter_wait_"
"""Said by bot/handoff and bot/promises with the quote's `due_at`; the name is found by bot/waits/wording.py."""


def unkept(texts: Texts) -> Iterator[Finding]:
    promised = {use.name for use in uses() if use.promised}
    prefixes = {name for name in promised if name.endswith("_")}
    named = {use.name for use in uses() if use.direct}
    for variant in variants(texts):
        kept = variant.response in promised or variant.response.startswith((WAITS, *prefixes))
        if variant.gaps & OURS and not kept:
            yield variant.finding(
                f"names a day ({_gaps(variant)}) that gets no row in the promise ledger",
                "Say it with promise(...) of actions/saying.py, or name no day.",
            )
        if variant.response in named and not variant.gaps & OURS:
            yield variant.finding("goes to the promise ledger and names no day", "... {by}")


def _gaps(variant: Variant) -> str:
    return ", ".join(f"{{{gap}}}" for gap in sorted(variant.gaps & OURS))
