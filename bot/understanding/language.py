"""Which language a message is in: how each word is spelled, and which letters give it away.

Adding a language is data: a file in data/languages/, or examples in data/nlu whose block names the language.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from bot.understanding.folding import fold, visible, words
from bot.understanding.letters import TellingLetters, learn_letters
from bot.understanding.slips import slips
from bot.understanding.spelling import SpellingModel, learn_spelling
from bot.understanding.transliteration import in_latin

OTHER = "other"
_TRANSLITERATED = "-latin"
_CHARACTERS_MAX, _WORDS_MAX, _LETTERS_MAX = 2000, 60, 24
"""Of a message that are read, and of a word."""
_FEW = 3
"""Who writes a third of a message in Cyrillic letters speaks that language; the rest are names and borrowed words."""
_CACHE_MAX = 20_000
_STRAY = 0.02
"""Chance that a word is in none of the languages, or in another than its message: a brand, a slip, a borrowed word."""
_SHORT, _SURE_OF_SHORT, _SURE = 2, 0.8, 0.3
"""Chance needed to name the language of a message of up to two words, and of a longer one."""
_SURE_OF_OTHER, _SURE_OF_OTHER_SHORT = 0.6, 0.95
"""Telling a customer "I do not speak your language" in error is worse than answering in one close to it."""
_CLEAR = 0.75
"""Chance from which a word by itself tells its language."""
_SHARED = {("sk", "cs"): 0.08, ("uk", "ru"): 0.05, ("be", "ru"): 0.02, ("bg", "ru"): 0.02}
"""Chance that a word of the first is one of the second too, which has more examples to know it by."""
_BORROWED = 0.03
"""Chance that a word in any language is an English one ("refund poproszę"): English lends more than it takes."""
_WITH_DIGITS_OR_ADDRESS = re.compile(r"\S*(?:\d|@|://)\S*")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_READABLE = re.compile(r"[a-z\u00df-\u024f\u1e00-\u1eff\u0400-\u04ff]")
_TYPICAL, _UNTYPICAL = 0.21, 0.1
"""Chance of each spoken language before a message is read, and the least that is left for all others."""
_ALSO_LATIN, _RARE = frozenset({"ru", "uk"}), 0.1
"""Languages that are typed on Latin keyboards too, and how much rarer."""


@dataclass(frozen=True)
class Reading:
    """What a message tells. `language`: a spoken one, "other", or None where the words could be any ("ok", a number).

    `clear_words`: how many of its words tell that language by themselves; `chance`: 0-1, of the language.
    """

    language: str | None
    chance: float = 0.0
    clear_words: int = 0


@dataclass(frozen=True)
class Word:
    """What one word tells: log of how it changes the odds of each language, never without limit, and the group that
    it tells by itself."""

    likely: np.ndarray
    tells: int | None


@dataclass(frozen=True)
class LanguageModel:
    """Reads messages in the languages it has examples of, those the assistant does not speak included."""

    spoken: frozenset[str]
    spelling: SpellingModel
    letters: TellingLetters
    _known: dict[str, Word] = field(default_factory=dict, compare=False)

    def __getstate__(self) -> dict[str, object]:
        return {"spoken": self.spoken, "spelling": self.spelling, "letters": self.letters, "_known": {}}

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The names a message can get."""
        return (*sorted(self.spoken), OTHER)

    @cached_property
    def _group_of(self) -> np.ndarray:
        names = [column.removesuffix(_TRANSLITERATED) for column in self.spelling.languages]
        return np.array([self.groups.index(name if name in self.spoken else OTHER) for name in names])

    @cached_property
    def _prior(self) -> np.ndarray:
        """Log chance of each column before anything is read."""
        rare = np.array([_RARE if name.endswith(_TRANSLITERATED) else 1.0 for name in self.spelling.languages])
        within = np.bincount(self._group_of, rare, len(self.groups))[self._group_of]
        others = max(1.0 - _TYPICAL * len(self.spoken), _UNTYPICAL)
        return np.log(rare / within * np.where(self._group_of == len(self.spoken), others, _TYPICAL))

    @cached_property
    def _lent(self) -> np.ndarray:
        """[from, to]: the chance that a word of the second language is one of the first."""
        names = self.spelling.languages
        return np.array([[_chance_lent(lends, takes) for takes in names] for lends in names])

    def detect(self, text: str) -> str | None:
        """A spoken language, "other", or None when the text does not tell ("ok", an order number)."""
        return self.read(text).language

    def read(self, text: str) -> Reading:
        """Never raises, whatever was typed."""
        found = _words_of(text)
        readable = [word for word in found if _READABLE.search(word)]
        if len(readable) * 2 < len(found):
            return Reading(OTHER, 1.0, len(found)) if sum(map(len, found)) > 1 else Reading(None)
        cyrillic = [word for word in readable if _CYRILLIC.search(word)]
        said = cyrillic if len(cyrillic) * _FEW >= len(readable) else readable
        return self._decide([self._word(word) for word in said]) if said else Reading(None)

    def _decide(self, judged: Sequence[Word]) -> Reading:
        chances = self._by_group(np.sum([word.likely for word in judged], axis=0) + self._prior)
        short = len(judged) <= _SHORT
        other = chances[-1] >= (_SURE_OF_OTHER_SHORT if short else _SURE_OF_OTHER)
        best = int(np.argmax(chances if other else chances[:-1]))
        needed = _SURE_OF_SHORT if short else _SURE
        if chances[best] < needed:
            return Reading(None, float(chances[best]))
        return Reading(self.groups[best], float(chances[best]), sum(word.tells == best for word in judged))

    def _by_group(self, log_chances: np.ndarray) -> np.ndarray:
        chances = np.exp(log_chances - log_chances.max())
        return np.bincount(self._group_of, chances / chances.sum(), len(self.groups))

    def _word(self, word: str) -> Word:
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= _CACHE_MAX:
                self._known.clear()
            known = self._known[word] = self._judge(word)
        return known

    def _judge(self, word: str) -> Word:
        likely = self.spelling.judge(fold(word)) + self.letters.judge(word)
        relative = np.exp(likely - likely.max())
        likely = np.log(relative @ self._lent + _STRAY * relative.mean())
        chances = self._by_group(likely + self._prior)
        best = int(np.argmax(chances))
        return Word(likely, best if chances[best] >= _CLEAR else None)


def learn(examples: Mapping[str, Iterable[str]], spoken: Iterable[str]) -> LanguageModel:
    """examples: language -> texts; spoken: the languages to name, every other one is "other"."""
    named = frozenset(spoken)
    typed = {name: [word for text in texts for word in _words_of(text)] for name, texts in examples.items()}
    for name in _ALSO_LATIN & typed.keys():
        typed[name] = [word for word in typed[name] if _CYRILLIC.search(word)]
        typed[name + _TRANSLITERATED] = in_latin(typed[name])
    plain = {word: fold(word) for known in typed.values() for word in set(known)}
    folded = {name: [plain[word] for word in known] for name, known in typed.items()}
    for name in folded.keys() & named:
        folded[name] = [*folded[name], *slips(folded[name])]
    return LanguageModel(named, learn_spelling(folded), learn_letters(typed))


def _words_of(text: str) -> list[str]:
    """Lower-case words as typed, without numbers and addresses."""
    found = words(_WITH_DIGITS_OR_ADDRESS.sub(" ", visible(text[:_CHARACTERS_MAX])).lower())
    return [word[:_LETTERS_MAX] for word in found[:_WORDS_MAX]]


def _chance_lent(lends: str, takes: str) -> float:
    if lends == takes:
        return 1.0
    return _SHARED.get((takes, lends), _BORROWED if lends == "en" else 0.0)
