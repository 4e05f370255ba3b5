""" "What would you consider fair?" - the answer in free words: which remedies, which not, and which sum.

The words are data/recovery/fair.yml. Nothing here knows what is allowed: that is authority.py.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from actions.shop.interface import Money
from bot.recovery.spoken import clauses, phrases_in
from bot.section import Section, read_yaml
from bot.settings import ROOT
from bot.understanding.folding import fold
from bot.understanding.phrases import Hit, PhraseBook
from bot.vocabulary import Remedy

NOT, NOT_AFTER, HALF, OCCASION, PREVENTABLE = "not", "not_after", "half", "occasion", "preventable"
DOCUMENTS = "documents"
REACH = 3  # words between a "not" and the wish that it takes back
PERCENT = re.compile(r"(?<![\d.,])(\d{1,2}(?:[.,]\d+)?|100)\s?(?:%|per ?cents?\b|procent\w*|процент\w*)")
FIFTY = Decimal(50)


@dataclass(frozen=True)
class Fair:
    """`share`: percent of the price, 0-100, instead of a sum. `rejected`: named with a "not"."""

    wishes: frozenset[Remedy] = frozenset()
    rejected: frozenset[Remedy] = frozenset()
    amount: Money | None = None
    share: Decimal | None = None
    occasion: bool = False
    preventable: bool = False

    @property
    def names_something(self) -> bool:
        return bool(self.wishes or self.amount or self.share)

    def sum_of(self, order_value: Money) -> Money | None:
        """The sum named, also where it was a share of what was paid."""
        if self.amount or self.share is None:
            return self.amount
        return Money((order_value.amount * self.share / 100).quantize(Decimal("0.01")), order_value.currency)


class FairWords:
    """Read-only after loading; all languages at once."""

    def __init__(self, file: Section) -> None:
        """Raises Misconfigured for what cannot be read."""
        wishes = file.section("wishes")
        wishes.only(Remedy)
        cues = {str(name): phrases_in(wishes.section(name)) for name in wishes.values}
        others = {name: phrases_in(file.section(name)) for name in (NOT, NOT_AFTER, OCCASION, PREVENTABLE, DOCUMENTS)}
        self._book = PhraseBook({**cues, **others, HALF: file.texts(HALF)})
        file.done()

    def read(self, text: str, entities: Iterable[Mapping[str, Any]] = ()) -> Fair:
        """`entities` of the parse data: {"entity", "value"}; the largest sum of money counts."""
        folded = fold(text)
        told = [self._clause(tokens) for tokens in clauses(text)]
        hits = [hit for _, _, found in told for hit in found]
        wishes = frozenset(Remedy(cue) for wanted, _, _ in told for cue in wanted)
        rejected = frozenset(Remedy(cue) for _, denied, _ in told for cue in denied)
        cues = {hit.cue for hit in hits}
        amount, share = _largest(entities), _share(folded, cues)
        if share and not amount and not wishes - {Remedy.REFUND}:
            wishes = frozenset({Remedy.PARTIAL_REFUND}) if share < 100 else frozenset({Remedy.REFUND})
        return Fair(wishes - rejected, rejected, amount, share, OCCASION in cues, PREVENTABLE in cues)

    def _clause(self, tokens: Sequence[str]) -> tuple[list[str], list[str], list[Hit]]:
        """Cues wanted, cues denied, and every hit of one clause."""
        hits = list(dict.fromkeys(self._book.find(tokens)))
        no_goods = {Remedy.RESEND} if any(hit.cue == DOCUMENTS for hit in hits) else set()
        named = [hit for hit in hits if hit.cue in _REMEDIES - no_goods]
        wishes = [hit for hit in named if not any(_hides(other, hit) for other in named)]
        denied = _denied(hits, wishes)
        return [w.cue for w in wishes if w not in denied], [w.cue for w in denied], hits


_REMEDIES = frozenset(remedy.value for remedy in Remedy)


@cache
def fair_words(file: Path = ROOT / "data" / "recovery" / "fair.yml") -> FairWords:
    """Loaded on first use, once a process."""
    return FairWords(read_yaml(file))


def _hides(other: Hit, hit: Hit) -> bool:
    """A longer wish hides those inside it ("slevový kupon" is no discount), a part of the money hides the money."""
    if {other.cue, hit.cue} == {Remedy.REFUND, Remedy.PARTIAL_REFUND}:
        return hit.cue == Remedy.REFUND and other.start < hit.end and hit.start < other.end
    longer = other.end - other.start > hit.end - hit.start
    return longer and other.start <= hit.start and hit.end <= other.end


def _denied(hits: Sequence[Hit], wishes: Sequence[Hit]) -> set[Hit]:
    """The wishes that a "not" takes back: one right behind them, else the next "not" before them."""
    after = [(hit, wish) for hit in hits if hit.cue == NOT_AFTER for wish in wishes if 0 <= hit.start - wish.end <= 1]
    used = {n for hit, _ in after for n in range(hit.start, hit.end)}
    before = [_next(hit, wishes) for hit in hits if hit.cue in (NOT, NOT_AFTER) and hit.start not in used]
    return {wish for _, wish in after} | {wish for wish in before if wish}


def _next(hit: Hit, wishes: Sequence[Hit]) -> Hit | None:
    return next((wish for wish in wishes if 0 <= wish.start - hit.end <= REACH), None)


def _largest(entities: Iterable[Mapping[str, Any]]) -> Money | None:
    sums = (str(e["value"]).split() for e in entities if e.get("entity") == "money")
    found = [Money(Decimal(amount), currency) for amount, currency in sums]
    return max(found, key=lambda money: money.amount, default=None)


def _share(folded: str, cues: set[str]) -> Decimal | None:
    written = PERCENT.search(folded)
    if written:
        return Decimal(written[1].replace(",", "."))
    return FIFTY if HALF in cues else None
