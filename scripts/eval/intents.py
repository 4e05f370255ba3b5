"""How many wishes are understood, per language and per slice. The fallback is wrong wherever there was a wish."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from bot.understanding.confidence import OUT_OF_SCOPE
from bot.vocabulary import SPOKEN
from scripts.eval.figures import Row, share
from scripts.eval.hearing import Heard
from scripts.eval.heldback import Wish, without_diacritics

Ears = Mapping[str, Heard]
NEEDED = {"en": 0.92, "pl": 0.92, "cs": 0.90, "ru": 0.92}
MAY_BE_LOST = 0.02
MULTI = "multi"
WORST = 20


class Answer(NamedTuple):
    """What was wished, and what was heard."""

    wish: Wish
    heard: Heard

    @property
    def right(self) -> bool:
        return self.heard.intent == self.wish.intent

    @property
    def in_scope(self) -> bool:
        return self.wish.intent != OUT_OF_SCOPE


def plain_text(wish: Wish) -> str:
    return without_diacritics(wish.text, wish.language)


def answers(wishes: Iterable[Wish], ears: Ears) -> list[Answer]:
    return [Answer(wish, ears[wish.text]) for wish in wishes]


def typed_plainly(wishes: Iterable[Wish], ears: Ears) -> list[Answer]:
    """The same messages without diacritics."""
    return [Answer(wish, ears[plain_text(wish)]) for wish in wishes]


def accuracy(given: Iterable[Answer]) -> float:
    return share(given, lambda answer: answer.right)


def wrongly_refused(given: Iterable[Answer]) -> float:
    return share((a for a in given if a.in_scope), lambda answer: answer.heard.refused)


def rightly_refused(given: Iterable[Answer]) -> float:
    return share((a for a in given if not a.in_scope), lambda answer: answer.heard.refused)


def second_found(given: Iterable[Answer]) -> float:
    return share((a for a in given if a.wish.second), lambda answer: answer.heard.second == answer.wish.second)


def both_found(given: Iterable[Answer]) -> float:
    """In either order."""
    several = [a for a in given if a.wish.second]
    return share(several, lambda a: {a.heard.intent, a.heard.second} == {a.wish.intent, a.wish.second})


def of(given: Iterable[Answer], language: str) -> list[Answer]:
    return [answer for answer in given if answer.wish.language == language]


def slices(given: Iterable[Answer]) -> list[str]:
    return list(dict.fromkeys(answer.wish.slice for answer in given))


def worst(given: Iterable[Answer]) -> list[Answer]:
    """Those answered with most confidence among the wrong ones; "I did not understand" is no such answer."""
    wrong = [a for a in given if not a.right and not (a.heard.refused and a.heard.best != a.heard.intent)]
    return sorted(wrong, key=lambda a: -a.heard.confidence)[:WORST]


def sureness(given: Iterable[Answer]) -> list[tuple[float, bool]]:
    """Confidence of the best learned intent, and whether it is the right one."""
    return [(a.heard.sure, a.heard.best == a.wish.intent) for a in given if a.heard.best]


def verdict(given: Sequence[Answer], plainly: Sequence[Answer]) -> list[Row]:
    rows = [Row(f"intents, {language}", accuracy(of(given, language)), NEEDED[language]) for language in SPOKEN]
    lost = {lang: accuracy(of(given, lang)) - accuracy(of(plainly, lang)) for lang in SPOKEN}
    rows += [
        Row(f"lost without diacritics, {lang} (points)", lost[lang], MAY_BE_LOST, at_least=False) for lang in SPOKEN
    ]
    return [*rows, Row("own messages wrongly refused", wrongly_refused(given), 0.05, at_least=False)]
