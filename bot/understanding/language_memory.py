"""The language of a conversation, message by message: it changes when the customer changes it, not by a stray word."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.understanding.language import OTHER

_SURE_WORDS = 2
"""Clear words of another language that change the conversation's."""
_ANY = ""


@dataclass(frozen=True)
class Heard:
    """What one message tells of its language. `wish`: the language the customer asks for in it.

    `clear_words`: words that tell `language` by themselves.
    """

    language: str | None = None
    clear_words: int = 0
    wish: str | None = None


def heard_in(parsed: Mapping[str, Any]) -> Heard:
    """From Rasa's parse data, as LanguageDetector leaves it; a pressed button tells nothing."""
    clear = parsed.get("language_clear_words")
    language = parsed.get("language")
    return Heard(language, _SURE_WORDS if clear is None and language else clear or 0, parsed.get("language_wish"))


def follow(current: str, heard: Heard, before: Heard | None = None) -> str:
    """The conversation's language after a message.

    current: before it. before: the customer's last message that told a language; None when none has, so that
    `current` is but the page's language and one word in another that we speak is enough. Two single words in a row are
    enough too.
    """
    if heard.wish:
        return heard.wish
    if heard.language is None or heard.language == current:
        return current
    only_the_page = before is None and heard.language != OTHER
    again = before is not None and before.language == heard.language
    needed = 1 if only_the_page or again else _SURE_WORDS
    return heard.language if heard.clear_words >= needed else current


def language_after(parses: Iterable[Mapping[str, Any]]) -> str | None:
    """The language of a conversation after these messages, oldest first; None when none of them told it."""
    current, before = _ANY, None
    for parsed in parses:
        heard = heard_in(parsed)
        current = heard.language or _ANY if current == _ANY and not heard.wish else follow(current, heard, before)
        before = heard if heard.language else before
    return current or None
