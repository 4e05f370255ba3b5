"""What a customer's answer to "did it work, 1 to 5?" means. Pure; the words are in data/follow-ups.yml."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.section import Section
from bot.understanding.folding import fold, words

UNHAPPY_SCORE = 2
ONE_WORD_SAYS_IT = 6  # words in all: in a longer text a "no" at the start is the start of a sentence
OPT_OUT_AROUND = 3  # words beside the phrase: "please, stop writing to me"
NUMBER_DIGITS = 4  # an order number, not a score
OF_FIVE = r"(?:\s*/\s*5|\s+(?:out of|of|na|z|ze|из)\s+5)"
SCORE_FIRST = re.compile(rf"\W*([1-5]){OF_FIVE}?(?![\w/])(?![.,]\d)(.*)", re.DOTALL)
SCORE_OF_FIVE = re.compile(rf"(?<![\w/.,-])([1-5]){OF_FIVE}(?![\w/])")
FIRST_WORD = re.compile(r"\W*(\w+)\s*(?:$|[^\w\s])")
THUMBS = {"\N{THUMBS UP SIGN}": True, "\N{THUMBS DOWN SIGN}": False}
SCORES = range(1, 6)
PHRASES = ("yes", "no", "works", "broken", "opt_out")

Phrases = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Words:
    """One block `answers` of data/follow-ups.yml. Phrases are folded words; `numbers` maps a word to 1-5."""

    yes: Phrases
    no: Phrases
    works: Phrases
    broken: Phrases
    opt_out: Phrases
    numbers: Mapping[str, int]
    after_number: frozenset[str]
    before_number: frozenset[str]


@dataclass(frozen=True, slots=True)
class Answer:
    """`score` 1-5 and `worked` where the customer said so, `line` what was written besides the score.

    `asks_more`: there is a question in it, or an order number: somebody has to answer that too.
    """

    score: int | None = None
    worked: bool | None = None
    line: str = ""
    opt_out: bool = False
    asks_more: bool = False

    @property
    def unhappy(self) -> bool:
        """1, 2, or a "no" that no good score takes back."""
        if self.score is not None and self.score != UNHAPPY_SCORE + 1:
            return self.score <= UNHAPPY_SCORE
        return self.worked is False


def parse_words(section: Section) -> Words:
    """Raises Misconfigured for what cannot be read, and for a missing or unknown key."""
    yes, no, works, broken, opt_out = (tuple(map(_folded, section.texts(name))) for name in PHRASES)
    numbers = _numbers(section.section("numbers"))
    after, before = (frozenset(map(fold, section.texts(name))) for name in ("after_number", "before_number"))
    section.done()
    return Words(yes, no, works, broken, opt_out, numbers, after, before)


def read(text: str, known: Words) -> Answer | None:
    """None for a text that is no answer as far as plain words tell."""
    folded = fold(text)
    spoken = words(folded)
    if _opts_out(spoken, known.opt_out):
        return Answer(opt_out=True)
    score, worked = _score(folded, spoken, known), _worked(folded, spoken, known)
    if score is None and worked is None:
        return None
    asks_more = "?" in text or any(w.isdigit() and len(w) >= NUMBER_DIGITS for w in spoken)
    return Answer(score, worked, _line(text, score), asks_more=asks_more)


def _numbers(section: Section) -> Mapping[str, int]:
    section.only(SCORES)
    return {fold(word): score for score in SCORES for word in section.texts(score)}


def _folded(phrase: str) -> tuple[str, ...]:
    return tuple(words(fold(phrase)))


def _opts_out(spoken: Sequence[str], phrases: Phrases) -> bool:
    return any(_is_opt_out(spoken, phrase) for phrase in phrases)


def _is_opt_out(spoken: Sequence[str], phrase: Sequence[str]) -> bool:
    """A single word has to come first: "it does not stop" asks for nothing."""
    short = len(spoken) <= len(phrase) + OPT_OUT_AROUND
    return short and (_starts(spoken, phrase) or (len(phrase) > 1 and _contains(spoken, (tuple(phrase),))))


def _score(folded: str, spoken: Sequence[str], known: Words) -> int | None:
    first = SCORE_FIRST.match(folded)
    if first and _is_a_score(int(first[1]), first[2], known):
        return int(first[1])
    if of_five := SCORE_OF_FIVE.search(folded):
        return int(of_five[1])
    named = FIRST_WORD.match(folded)
    if named and named[1] in known.numbers:
        return known.numbers[named[1]]
    return _score_last(spoken, known)


def _is_a_score(score: int, rest: str, known: Words) -> bool:
    """ "5, thanks" and "1 it does not work" are scores, "2 lamps", "3 days later" and "1-5" are not."""
    following = words(rest)
    if not following:
        return True
    if following[0][0].isdigit():
        return False
    said = any(_starts(following, phrase) for phrase in (*known.yes, *known.no, *known.works))
    fits = score <= UNHAPPY_SCORE and _contains(following, known.broken)
    return said or fits or following[0] in known.after_number or not rest.lstrip()[0].isalnum()


def _score_last(spoken: Sequence[str], known: Words) -> int | None:
    numbers = [w for w in spoken if w[0].isdigit()]
    alone = len(numbers) == 1 and spoken[-1] == numbers[0] and numbers[0] in ("1", "2", "3", "4", "5")
    return int(numbers[0]) if alone and not known.before_number.isdisjoint(spoken) else None


def _worked(folded: str, spoken: Sequence[str], known: Words) -> bool | None:
    if not spoken:
        return next((worked for thumb, worked in THUMBS.items() if thumb in folded), None)
    if _contains(spoken, known.broken):
        return False
    yes, no = (max((p for p in ps if _starts(spoken, p)), key=len, default=()) for ps in (known.yes, known.no))
    said = max(yes, no, key=len)
    if len(said) > 1 or (said and (len(spoken) <= ONE_WORD_SAYS_IT or FIRST_WORD.match(folded))):
        return said is yes
    return True if _contains(spoken, known.works) else None


def _starts(spoken: Sequence[str], phrase: Sequence[str]) -> bool:
    return tuple(spoken[: len(phrase)]) == tuple(phrase)


def _contains(spoken: Sequence[str], phrases: Phrases) -> bool:
    return any(_starts(spoken[at:], phrase) for phrase in phrases for at in range(len(spoken)))


def _line(text: str, score: int | None) -> str:
    """As it was written; without the score where that comes first."""
    without = re.sub(rf"^\W*[1-5]{OF_FIVE}?\b[\W_]*", "", text) if score is not None else text
    return without.strip()
