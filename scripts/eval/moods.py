"""How the customer feels and how serious it is: per language, against people's judgement."""

from collections.abc import Iterable, Mapping, Sequence

from bot.understanding.severity import OF_INTENT
from bot.vocabulary import SPOKEN
from scripts.eval.figures import Found, Row, auc, found, share
from scripts.eval.hearing import Heard
from scripts.eval.heldback import Feeling, Wish

Ears = Mapping[str, Heard]
ANGRY = 2
SERIOUS = 3
LOOKALIKE = "lookalike"


def of(feelings: Iterable[Feeling], language: str) -> list[Feeling]:
    return [feeling for feeling in feelings if feeling.language == language]


def anger(feelings: Sequence[Feeling], ears: Ears) -> float:
    """ROC AUC of the frustration score for level 2 and 3 against 0 and 1."""
    return auc([f.frustration >= ANGRY for f in feelings], [ears[f.text].frustration for f in feelings])


def abuse(feelings: Iterable[Feeling], ears: Ears) -> float:
    judged = [f for f in feelings if f.abuse is not None]
    return auc([bool(f.abuse) for f in judged], [ears[f.text].abuse for f in judged])


def serious(feelings: Iterable[Feeling], ears: Ears) -> Found:
    return found((f.severity >= SERIOUS, ears[f.text].severity >= SERIOUS) for f in feelings)


def wants_human(feelings: Iterable[Feeling], ears: Ears) -> Found:
    return found((f.wants_human, ears[f.text].wants_human) for f in feelings)


def false_alarms(feelings: Iterable[Feeling], ears: Ears) -> float:
    """Share of the look-alikes that are taken for serious."""
    harmless = [f for f in feelings if f.kind == LOOKALIKE and f.severity < SERIOUS]
    return share(harmless, lambda f: ears[f.text].severity >= SERIOUS)


def plain_alarms(wishes: Iterable[Wish], ears: Ears) -> Row:
    """Share of the held-back wishes, none of them of a serious intent, that are taken for serious: each brings a person
    to somebody who asked something ordinary. A few are rightly so."""
    plain = [wish for wish in wishes if OF_INTENT.get(wish.intent, 0) < SERIOUS]
    return Row(
        "ordinary wishes taken for serious", share(plain, lambda w: ears[w.text].severity >= SERIOUS), None, False
    )


def verdict(feelings: Sequence[Feeling], ears: Ears) -> list[Row]:
    rows = [
        Row(f"frustration level >= 2, {language} (AUC)", anger(of(feelings, language), ears), 0.92, percent=False)
        for language in SPOKEN
    ]
    needed, asked = serious(feelings, ears), wants_human(feelings, ears)
    return [
        *rows,
        Row("severity >= 3, recall", needed.recall, 0.95),
        Row("severity >= 3, precision", needed.precision, 0.90),
        Row("wants a person, recall", asked.recall),
        Row("wants a person, precision", asked.precision),
        Row("abuse, held-back (AUC)", abuse(feelings, ears), percent=False),
    ]
