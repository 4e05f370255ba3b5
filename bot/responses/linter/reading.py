"""How long a text is and how hard it reads, by a measure made for its language; the floors are in data/tone.

All four weigh the length of sentences against that of words, and each was fitted to its language:
en: Reading Ease, R. Flesch, "A new readability yardstick", Journal of Applied Psychology 32, 1948.
cs: the same refitted, K. Bendová, S. Cinková, "Adaptation of Classic Readability Metrics to Czech", TSD 2021.
ru: the same refitted, I. V. Oborneva, "Avtomatizirovannaya otsenka slozhnosti uchebnykh tekstov", Moscow 2006.
pl: FOG-PL, 0.4 * (words a sentence + per cent of words of four syllables and more), in B. Broda et al., "Measuring
    Readability of Polish Texts", LREC 2014; years of school, so it is given as 100 - 5 * years to make more easier.
    Words count as they stand there, not by their base form: a little too strict, which the floor allows for.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from bot.responses.linter.finding import Finding
from bot.responses.linter.texts import UI, Texts, Variant, variants
from bot.responses.linter.tone import Limits, Tone
from bot.responses.wording import GAP

MIN_WORDS = 20  # below, one long word decides, and a short text is easy anyway
HARD_SYLLABLES = 4
WORD = re.compile(r"[^\W\d_]+")
SYLLABLE = {
    "en": re.compile(r"[aeiouy]+(?!\b)|[aiouy]+\b|(?<=l)e\b|\b[^aeiouy]*e\b", re.IGNORECASE),  # a last e is silent
    "pl": re.compile(r"i?[aąeęoóuy]|i(?![aąeęoóuy])", re.IGNORECASE),
    "cs": re.compile(r"[oae]u|[aáeéěiíoóuúůyý]|(?<=[^\Waáeéěiíoóuúůyý])[rl](?![aáeéěiíoóuúůyý])(?=\w)", re.IGNORECASE),
    "ru": re.compile(r"[аеёиоуыэюя]", re.IGNORECASE),
}


def too_long_or_hard(texts: Texts, tones: Mapping[str, Tone]) -> Iterator[Finding]:
    for variant in variants(texts):
        if not variant.response.startswith(UI):
            limits = tones[variant.language].limits
            yield from _length(variant, limits)
            yield from _ease(variant, limits)


def ease(sentences: Sequence[str], language: str) -> float:
    """About 0 (a statute) to 100 (a children's book), more is easier; gaps of a response do not count."""
    words = [word for sentence in sentences for word in WORD.findall(GAP.sub("", sentence))]
    counts = [max(1, len(SYLLABLE[language].findall(word))) for word in words]
    hard = sum(count >= HARD_SYLLABLES for count in counts)
    return MEASURES[language](len(words) / len(sentences), sum(counts) / len(words), 100 * hard / len(words))


MEASURES: dict[str, Callable[[float, float, float], float]] = {
    "en": lambda per_sentence, syllables, hard: 206.835 - 1.015 * per_sentence - 84.6 * syllables,
    "cs": lambda per_sentence, syllables, hard: 206.935 - 1.672 * per_sentence - 62.18 * syllables,
    "ru": lambda per_sentence, syllables, hard: 206.835 - 1.3 * per_sentence - 60.1 * syllables,
    "pl": lambda per_sentence, syllables, hard: 100 - 5 * 0.4 * (per_sentence + hard),
}
"""Of words a sentence, syllables a word, and the share of hard words in per cent."""


def _length(variant: Variant, limits: Limits) -> Iterator[Finding]:
    counts = [len(sentence.split()) for sentence in variant.sentences]
    if sum(counts) > limits.words or len(counts) > limits.sentences:
        rule = f"too long: {sum(counts)} words, {len(counts)} sentences (at most {limits.words} and {limits.sentences})"
        yield variant.finding(rule, "Say what matters now; the rest when it is asked for.")
    if max(counts) > limits.sentence_words:
        longest = variant.sentences[counts.index(max(counts))]
        rule = f"a sentence of {max(counts)} words (at most {limits.sentence_words})"
        yield variant.finding(rule, "Make two sentences of it.", longest)


def _ease(variant: Variant, limits: Limits) -> Iterator[Finding]:
    if len(WORD.findall(variant.text)) >= MIN_WORDS:
        found = ease(variant.sentences, variant.language)
        if found < limits.ease:
            rule = f"hard to read: {found:.0f} (at least {limits.ease:.0f})"
            yield variant.finding(rule, "Shorter sentences and everyday words; verbs instead of nouns.")
