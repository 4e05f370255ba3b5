"""How an offer is said: which responses, in which order, and what stands in their gaps. Pure."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from babel import Locale

from bot.recovery.authority import Offer
from bot.section import Section, read_yaml
from bot.vocabulary import LANGUAGES, Remedy

FOR_WAITING = (Remedy.VOUCHER, Remedy.PARTIAL_REFUND)
"""Beside an order that may be called off, these are for the customer who keeps it."""
NEWS = "wait_for_news"
"""Waiting without a new day: the customer is promised a line by then."""
OWN_WORDS = ("delivery_back", "surplus_as_voucher", NEWS)
"""Options that are said in words of their own, not in those of their kind."""
Workdays = Mapping[str, Mapping[str, str]]


def load_workdays(path: Path) -> Workdays:
    """By language and CLDR plural category. Raises Misconfigured for a language or its "other" that is missing."""
    file = read_yaml(path)
    words = {language: _forms(file.section(language), language) for language in LANGUAGES}
    file.done()
    return words


def _forms(section: Section, language: str) -> Mapping[str, str]:
    """A form may be missing, but for "other", which stands in for it."""
    section.only((*Locale.parse(language).plural_form.tags, "other"))
    return {form: section.text(form) for form in {**section.values, "other": None}}


def workdays(words: Workdays, language: str, count: int) -> str:
    """ "5 working days", in the case that follows "within"."""
    forms = words[language]
    return forms.get(Locale.parse(language).plural_form(count), forms["other"]).format(n=count)


def offered(offers: Sequence[Offer]) -> list[str]:
    """The responses after the opening one: each way out with what could get in its way, and one question."""
    kinds = [offer.kind for offer in offers]
    while_waiting = ["utter_remedy_while_waiting"] if Remedy.CANCEL in kinds and kinds[0] in FOR_WAITING else []
    last = {offer.obstacle: offer for offer in offers if offer.obstacle != "none"}
    beside = _beside_the_wait(offers)
    ways = [r for offer in offers for r in _way(offer, offer is last.get(offer.obstacle), offer in beside)]
    return [*while_waiting, *ways, "utter_remedy_question"]


def _beside_the_wait(offers: Sequence[Offer]) -> list[Offer]:
    """A voucher that is named after the wait comes with it."""
    waits = [n for n, offer in enumerate(offers) if offer.option == NEWS]
    return [offer for n, offer in enumerate(offers) if waits and n > waits[0] and offer.kind is Remedy.VOUCHER]


def _way(offer: Offer, tells_obstacle: bool, beside: bool) -> list[str]:
    """What several share is said once, behind the last of them."""
    name = f"{_name(offer)}_beside" if beside else _name(offer)
    return [f"utter_remedy_{name}", *([f"utter_obstacle_{offer.obstacle}"] if tells_obstacle else [])]


def _name(offer: Offer) -> str:
    return offer.option if offer.option in OWN_WORDS else str(offer.kind)


def as_shown(offer: Offer) -> str:
    """For the desk: "part refund 32.25 PLN"."""
    name = offer.option.replace("_", " ")
    return f"{name} {offer.amount.amount} {offer.amount.currency}" if offer.cost else name


def gaps(offers: Sequence[Offer], said: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
    """`said`: option -> (amount, workdays) in the customer's words; every kind has gaps of its own."""
    values: dict[str, Any] = {}
    for offer in offers:
        amount, within = said[offer.option]
        values |= {f"{offer.kind}_amount": amount, f"{offer.kind}_within": within}
    return values
