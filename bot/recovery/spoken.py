"""What customers say about ways out: phrases of every language in one file of data/recovery, found clause by clause."""

import re

from bot.section import Section
from bot.understanding.folding import fold, words
from bot.vocabulary import LANGUAGES

CLAUSE = re.compile(r"[,.;:!?()\n]+(?=\s|$)|\s[-–—]+\s")


def clauses(text: str) -> list[list[str]]:
    """The folded words of each clause."""
    return [words(part) for part in CLAUSE.split(fold(text))]


def phrases_in(section: Section) -> list[str]:
    """Those of every language; the section has nothing else. Raises Misconfigured."""
    phrases = [phrase for language in LANGUAGES for phrase in section.texts(language)]
    section.done()
    return phrases
