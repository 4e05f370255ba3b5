"""data/gestures.yml: whose problem, once it ended well, is followed by a small thing that nobody announced."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bot.policy.topics import TOPICS
from bot.recovery.catalogue import Option
from bot.recovery.catalogue_file import MOST_SEVERE
from bot.section import Section, read_yaml
from bot.vocabulary import Cause, Remedy

PROBLEMS = [name for name, topic in TOPICS.items() if topic.problem]
LEAST_SCORE, BEST_SCORE = 1, 5


@dataclass(frozen=True)
class Ended:
    """A case whose customer said that the solution worked: `severity` 0-4, `frustration` 0-1, `score` 1-5 if given."""

    problem: str
    cause: str
    severity: int
    frustration: float
    score: int | None = None


@dataclass(frozen=True)
class GestureRule:
    name: str
    option: Option
    problems: tuple[str, ...]
    causes: tuple[str, ...]
    severities: range
    from_frustration: float
    least_score: int

    def fits(self, ended: Ended) -> bool:
        known = ended.problem in self.problems and ended.cause in self.causes
        felt = ended.severity in self.severities and ended.frustration >= self.from_frustration
        return known and felt and (ended.score is None or ended.score >= self.least_score)


@dataclass(frozen=True)
class GestureRules:
    """`after` and `drop_after` are reckoned from the customer's answer."""

    period: timedelta
    after: timedelta
    drop_after: timedelta
    rules: tuple[GestureRule, ...]

    def fitting(self, ended: Ended) -> GestureRule | None:
        """The first that fits."""
        return next((rule for rule in self.rules if rule.fits(ended)), None)


def load_gestures(path: Path, options: Mapping[str, Option]) -> GestureRules:
    """`options` of the catalogue. Raises Misconfigured with file, line, key and value for what cannot be used."""
    file = read_yaml(path)
    rules = GestureRules(
        period=file.duration("period_days"),
        after=file.duration("after_days"),
        drop_after=file.duration("drop_after_days"),
        rules=tuple(_rule(name, section, options) for name, section in _named(file).items()),
    )
    file.done()
    if rules.drop_after <= rules.after:
        raise file.wrong("drop_after_days", "is not later than after_days: nobody would ever get anything")
    return rules


def _named(file: Section) -> Mapping[str, Section]:
    """`gestures: []` is none of them. The key cannot be "rules": Rasa reads every file of data/ that has it."""
    if file.values.get("gestures") == []:
        file.list_of_sections("gestures", 0)
        return {}
    return file.sections("gestures")


def _rule(name: str, section: Section, options: Mapping[str, Option]) -> GestureRule:
    least, most = (section.number(f"{end}_severity", 0, MOST_SEVERE, at) for end, at in (("from", 0), ("to", 4)))
    rule = GestureRule(
        name=name,
        option=_option(section, options),
        problems=section.some_of("problems", PROBLEMS),
        causes=section.some_of("causes", list(Cause)),
        severities=range(least, most + 1),
        from_frustration=section.share("from_frustration", 0.0),
        least_score=section.number("least_score", LEAST_SCORE, BEST_SCORE, LEAST_SCORE),
    )
    section.done()
    return rule


def _option(section: Section, options: Mapping[str, Option]) -> Option:
    option = options[section.one_of("option", options)]
    if option.kind is not Remedy.VOUCHER or option.person:
        raise section.wrong("option", f"{option.name!r} is no voucher that the assistant may grant")
    return option
