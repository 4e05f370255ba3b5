"""The regular expressions of data/entities/identifiers.yml and how a match becomes a value."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.understanding.typed import Typed, bare, without_marks

_GAP = re.compile(r"\{([a-z]+)\}")
_LATIN = str.maketrans("хслм×*,", "xslmxx.")
_THOUSANDS = 1000
Value = Callable[[re.Match[str]], str]


@dataclass(frozen=True)
class Rule:
    """What to look for, in the text as typed (`case`) or without case and diacritics."""

    label: str
    pattern: re.Pattern[str]
    value: Value
    case: bool

    def find(self, text: Typed) -> Iterator[tuple[str, str, int, int]]:
        """(label, value, start, end) in the seen text."""
        for match in self.pattern.finditer(text.seen if self.case else text.folded):
            yield self.label, self.value(match), *match.span("span" if "span" in match.re.groupindex else "id")


@dataclass(frozen=True)
class Sums:
    """How money is written: the ISO code of each name of a currency, and the numbers said in words."""

    codes: Mapping[str, str]
    amounts: Mapping[str, int]

    def value(self, match: re.Match[str], currency: str | None) -> str:
        """ "1 299,50 zł" becomes "1299.50 PLN": a last part of one or two digits is the fraction."""
        written = _folded(match["amount"])
        amount = _amount(written) if written[0].isdecimal() else float(self._said(written))
        if match.re.groupindex.get("times") and match["times"]:
            amount *= _THOUSANDS
        return f"{amount:.2f} {currency or self._code(match['currency'])}"

    def _said(self, written: str) -> int:
        """ "sto padesát" is 150; the longest names are looked for first."""
        return sum(self.amounts[part] for part in re.findall(_any_of(self.amounts), written))

    def _code(self, written: str) -> str:
        name = _folded(written)
        endings = (name[:end] + "*" for end in range(len(name), 0, -1))
        return next((self.codes[form] for form in (name, *endings) if form in self.codes), name.upper())


def load_rules(file: Path) -> list[Rule]:
    """data/entities/identifiers.yml, top to bottom."""
    written = YAML(typ="safe").load(file)
    codes = {_folded(name): code for code, names in written["currencies"].items() for name in names}
    amounts = {_folded(word): number for spoken in written["amounts"].values() for word, number in spoken.items()}
    sums = Sums(codes, amounts)
    words = {**written["words"], "currencies": _any_of(codes), "amounts": _any_of(amounts)}
    return [_rule(entry, words, sums, written["sizes"]) for entry in written["entities"]]


def _any_of(names: Mapping[str, Any]) -> str:
    longest_first = sorted(names, key=len, reverse=True)
    return "|".join(
        re.escape(name.removesuffix("*")) + (r"\w*" if name.endswith("*") else "") for name in longest_first
    )


def _rule(entry: Mapping[str, Any], words: Mapping[str, str], sums: Sums, sizes: Mapping[str, str]) -> Rule:
    case = bool(entry.get("case"))
    written = _GAP.sub(lambda gap: words.get(gap[1], gap[0]), entry["pattern"])
    pattern = re.compile(written if case else without_marks(written), 0 if case else re.IGNORECASE)
    return Rule(entry["label"], pattern, _value(entry, sums, sizes), case)


def _value(entry: Mapping[str, Any], sums: Sums, sizes: Mapping[str, str]) -> Value:
    how = entry["value"]
    kinds: dict[str, Value] = {
        "lower": lambda match: _plain(match).lower(),
        "upper": lambda match: _plain(match).upper(),
        "compact": lambda match: _plain(match).replace(" ", "").upper(),
        "phone": lambda match: _phone(_plain(match), entry.get("country"), entry.get("trunk", "")),
        "money": lambda match: sums.value(match, entry.get("currency")),
        "size": lambda match: _size(_plain(match), sizes),
    }
    return kinds.get(how, lambda match: how.format(id=_plain(match)))


def _plain(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match["id"])


def _folded(text: str) -> str:
    return "".join(map(bare, text))


def _phone(written: str, country: str | None, trunk: str) -> str:
    """E.164 where the country is clear, else the digits."""
    digits = re.sub(r"\D", "", written)
    if country:
        return f"+{country}{digits.removeprefix(trunk)}"
    if written.startswith("00"):
        return f"+{digits[2:]}"
    return f"+{digits}" if written.startswith("+") else digits


def _amount(written: str) -> float:
    parts = re.split(r"[ .,]", written)
    fraction = parts.pop() if len(parts) > 1 and len(parts[-1]) < 3 else "0"
    return float(f"{''.join(parts)}.{fraction}")


def _size(written: str, sizes: Mapping[str, str]) -> str:
    latin = written.lower().translate(_LATIN).upper()
    return sizes.get(latin, latin.replace(" ", ""))
