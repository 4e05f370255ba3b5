"""Shop articles by their names in four languages, in any case and number: "butów" and "кроссовки" are "shoes"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

from bot.understanding.date_words import folded

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ENDING_MAX = 5
_STEM_MIN = 3
_PHRASE_MAX = 3
_TYPO_MIN = 8
_SIZE_AFTER = re.compile(
    r"\s(?:(?:size|in|w|v|nr|rozmiar\w*|velikost\w*|размер\w*|eu|uk)\.?\s)?(\d{2}(?:[.,]5)?)"
    r"(?!\w|[.,]\d|\s?(?:[%€$£₽x]|zl|pln|eur|usd|gbp|czk|kc|rub|руб|szt|ks|шт|pcs|lat|let|years?|dni|dny|days?|дней|pairs?))"
)
_SIZES = range(16, 61)


@dataclass(frozen=True)
class Names:
    """Of one language: folded names, beginnings of names (any ending), and names with one letter left out."""

    whole: Mapping[str, str]
    stems: Mapping[str, str]
    gaps: Mapping[str, str]

    def product(self, word: str) -> str | None:
        known = self.whole.get(word)
        if known is None:
            lengths = range(len(word), max(_STEM_MIN, len(word) - _ENDING_MAX) - 1, -1)
            known = next((self.stems[word[:n]] for n in lengths if word[:n] in self.stems), None)
        return known or self._mistyped(word)

    def _mistyped(self, word: str) -> str | None:
        if len(word) < _TYPO_MIN:
            return None
        return next((self.gaps[form] for form in (word, *_without_a_letter(word)) if form in self.gaps), None)


class Products:
    """data/entities/products.yml; read-only."""

    def __init__(self, names: Mapping[str, Names], sized: frozenset[str], not_meant: frozenset[str]) -> None:
        self._names = names
        self._sized = sized
        self._not_meant = not_meant

    @classmethod
    def load(cls, file: Path) -> "Products":
        written = YAML(typ="safe").load(file)
        not_meant = frozenset(folded(word) for word in written["not_meant"])
        products = {**written["sized"], **written["products"]}
        languages = {language for names in products.values() for language in names}
        names = {language: _names(language, products, not_meant) for language in sorted(languages)}
        return cls(names, frozenset(written["sized"]), not_meant)

    def find(self, text: str, language: str | None = None) -> Iterator[tuple[str, str, int, int]]:
        """(label, value, start, end) in the folded text: products, and the size that follows shoes or clothes."""
        tables = self._tables(language)
        words = list(_WORD.finditer(text))
        at = 0
        while at < len(words):
            product, length = self._at(words[at : at + _PHRASE_MAX], tables)
            if product:
                end = words[at + length - 1].end()
                yield "product", product, words[at].start(), end
                yield from self._size_after(text, product, end)
            at += length

    def _tables(self, language: str | None) -> list[Names]:
        if language is None or language not in self._names:
            return list(self._names.values())
        return [self._names[name] for name in dict.fromkeys((language, "en"))]

    def _at(self, words: Sequence[re.Match[str]], tables: Sequence[Names]) -> tuple[str | None, int]:
        for length in range(len(words), 0, -1):
            name = " ".join(word[0] for word in words[:length])
            if name in self._not_meant:
                return None, length
            known = (table.whole.get(name) if length > 1 else table.product(name) for table in tables)
            product = next((found for found in known if found), None)
            if product:
                return product, length
        return None, 1

    def _size_after(self, text: str, product: str, end: int) -> Iterator[tuple[str, str, int, int]]:
        size = _SIZE_AFTER.match(text, end) if product in self._sized else None
        if size and int(float(size[1].replace(",", "."))) in _SIZES:
            yield "size", size[1].replace(",", "."), *size.span(1)


def _names(language: str, products: Mapping[str, Mapping[str, Sequence[str]]], not_meant: frozenset[str]) -> Names:
    written = {folded(name): product for product, names in products.items() for name in names.get(language, ())}
    whole = {name: product for name, product in written.items() if not name.endswith("*")}
    stems = {name.removesuffix("*"): product for name, product in written.items() if name.endswith("*")}
    long_names = {n: p for n, p in whole.items() if len(n) >= _TYPO_MIN and " " not in n}
    gaps = {form: product for name, product in long_names.items() for form in (name, *_without_a_letter(name))}
    return Names(whole, stems, {form: product for form, product in gaps.items() if form not in not_meant})


def _without_a_letter(word: str) -> list[str]:
    """Every spelling with one letter left out but the first: two words an error apart share one (SymSpell)."""
    return [word[:at] + word[at + 1 :] for at in range(1, len(word))]
