"""The report in Markdown: the verdict first, then every figure per language and slice, then the worst errors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.vocabulary import SPOKEN
from scripts.eval import intents, languages, moods
from scripts.eval.figures import Found, Row, bins, calibration_error
from scripts.eval.hearing import Heard
from scripts.eval.heldback import Feeling, Spoken
from scripts.eval.intents import Answer
from scripts.eval.tables import percent, table

HEADINGS = ("figure", "measured", "target", "verdict")


@dataclass(frozen=True)
class Measured:
    """plainly: the same wishes typed without diacritics; public: rows of the public sets, none where not at hand."""

    given: Sequence[Answer]
    plainly: Sequence[Answer]
    feelings: Sequence[Feeling]
    spoken: Sequence[Spoken]
    ears: Mapping[str, Heard]
    public: Sequence[Row] = ()

    def rows(self) -> list[Row]:
        own = [*intents.verdict(self.given, self.plainly), *languages.verdict(self.spoken, self.ears)]
        ece = Row("calibration error", calibration_error(intents.sureness(self.given)), at_least=False)
        alarms = moods.plain_alarms([answer.wish for answer in self.given], self.ears)
        return [*self.public, *own, *moods.verdict(self.feelings, self.ears), alarms, ece]


def markdown(measured: Measured, picture: str) -> str:
    """picture: its path as seen from the report."""
    sections = [
        "# How well Firstline understands",
        about(measured),
        table(HEADINGS, [row.cells() for row in measured.rows()]),
        "## Intents: share right\n\nThe fallback counts as wrong. In brackets: messages.",
        _by_slice(measured),
        "## Several wishes, refusals\n\nRefused: out_of_scope or nlu_fallback.",
        _wishes(measured.given),
        "## Language of 3-6 words",
        _languages(measured),
        "## Feelings",
        _moods(measured),
        "## Confidence",
        _confidence(measured.given),
        "## What is taken for what\n\nThe best learned intent, before any fallback.",
        f"![the commonest confusions]({picture})",
        f"## The {intents.WORST} worst errors: wrong and most sure of it",
        _worst(measured.given),
    ]
    return "\n\n".join(sections) + "\n"


def about(measured: Measured) -> str:
    public = "and the public sets" if measured.public else "without the public sets"
    messages = len(measured.given) + len(measured.feelings) + len(measured.spoken)
    return f"`make eval`: {messages} held-back messages in four languages, which nothing was trained on, {public}."


def _by_slice(measured: Measured) -> str:
    names = intents.slices(measured.given)
    lines = [[language, *_shares(measured, language, names)] for language in SPOKEN]
    return table(["", "all", "no diacritics", *names], lines)


def _shares(measured: Measured, language: str, names: Sequence[str]) -> list[str]:
    own, plainly = intents.of(measured.given, language), intents.of(measured.plainly, language)
    parts = [own, plainly, *([a for a in own if a.wish.slice == name] for name in names)]
    return [f"{percent(intents.accuracy(part))} ({len(part)})" for part in parts]


def _wishes(given: Sequence[Answer]) -> str:
    figures = (intents.second_found, intents.both_found, intents.wrongly_refused, intents.rightly_refused)
    header = ["", "second wish found", "both, in any order", "own messages refused", "out of scope refused"]
    parts = {language: intents.of(given, language) for language in SPOKEN} | {"all": list(given)}
    return table(header, [[name, *(percent(figure(part)) for figure in figures)] for name, part in parts.items()])


def _languages(measured: Measured) -> str:
    figures = (languages.told, languages.told_plainly)
    parts = {language: languages.of(measured.spoken, language) for language in languages.TOLD}
    lines = [
        [f"{language} ({len(part)})", *(percent(figure(part, measured.ears)) for figure in figures)]
        for language, part in parts.items()
    ]
    return table(["", "as typed", "no diacritics"], lines)


def _moods(measured: Measured) -> str:
    header = [
        "",
        "frustration >= 2 (AUC)",
        "abuse (AUC)",
        "severity >= 3",
        "look-alikes taken for serious",
        "wants a person",
    ]
    parts = {language: moods.of(measured.feelings, language) for language in SPOKEN} | {"all": measured.feelings}
    return table(header, [[f"{name} ({len(part)})", *_mood(part, measured.ears)] for name, part in parts.items()])


def _mood(part: Sequence[Feeling], ears: Mapping[str, Heard]) -> list[str]:
    return [
        f"{moods.anger(part, ears):.3f}",
        f"{moods.abuse(part, ears):.3f}",
        _found(moods.serious(part, ears)),
        percent(moods.false_alarms(part, ears)),
        _found(moods.wants_human(part, ears)),
    ]


def _confidence(given: Sequence[Answer]) -> str:
    lines = [[f"{bin.confidence:.2f}", percent(bin.right), str(bin.messages)] for bin in bins(intents.sureness(given))]
    return table(["mean confidence", "right", "messages"], lines)


def _worst(given: Sequence[Answer]) -> str:
    lines = [
        [f"{a.heard.confidence:.2f}", a.wish.intent, a.heard.intent, f"{a.wish.language}, {a.wish.slice}", a.wish.text]
        for a in intents.worst(given)
    ]
    return table(["sure", "meant", "heard", "where", "message"], lines)


def _found(figures: Found) -> str:
    return f"recall {percent(figures.recall)}, precision {percent(figures.precision)}"
