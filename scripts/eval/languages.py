"""Whether the language of a message of three to six words is told, as typed and without diacritics."""

from collections.abc import Iterable, Mapping, Sequence

from bot.vocabulary import SPOKEN
from scripts.eval.figures import Row, share
from scripts.eval.hearing import Heard
from scripts.eval.heldback import Spoken, without_diacritics

OTHER = "other"
TOLD = (*SPOKEN, OTHER)


def plain_text(message: Spoken) -> str:
    return without_diacritics(message.text, message.language)


def told(messages: Iterable[Spoken], ears: Mapping[str, Heard]) -> float:
    return share(messages, lambda message: ears[message.text].language == message.language)


def told_plainly(messages: Iterable[Spoken], ears: Mapping[str, Heard]) -> float:
    return share(messages, lambda message: ears[plain_text(message)].language == message.language)


def of(messages: Iterable[Spoken], language: str) -> list[Spoken]:
    return [message for message in messages if message.language == language]


def verdict(messages: Sequence[Spoken], ears: Mapping[str, Heard]) -> list[Row]:
    return [
        Row("language of 3-6 words", told(messages, ears), 0.98),
        Row("language of 3-6 words, no diacritics", told_plainly(messages, ears), 0.95),
    ]
