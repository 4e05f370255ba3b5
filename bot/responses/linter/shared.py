"""A sentence of one response in another: who hears both in one conversation hears it twice (EMPATHY section 3)."""

from collections.abc import Iterator

from bot.responses.linter.finding import Finding
from bot.responses.linter.texts import UI, Texts, Variant, variants
from bot.responses.sentences import normal, sentences
from bot.responses.wording import GAP

UNIQUE = {"{reference}", "{code}"}
"""Gaps that name another thing each time, so their sentence is a new one."""


def shared(texts: Texts) -> Iterator[Finding]:
    seen: dict[tuple[str, str], Variant] = {}
    for variant in (v for v in variants(texts) if not v.response.startswith(UI)):
        for sentence in sentences(variant.text):
            before = seen.setdefault((variant.language, _compared(sentence)), variant)
            if before is not variant and _has_words(sentence) and UNIQUE.isdisjoint(GAP.findall(sentence)):
                rule = f"shares a sentence with {before.response} (line {before.line})"
                better = "Say this one in other words: whoever hears both hears it twice."
                yield variant.finding(rule, better, sentence)


def _compared(sentence: str) -> str:
    """Two gaps may be filled with the same day."""
    return normal(GAP.sub(" gap ", sentence))


def _has_words(sentence: str) -> bool:
    """A single word ("Gladly.") is no sentence."""
    return len(normal(GAP.sub("", sentence)).split()) > 1
