"""A case for every problem: what happened, the wish, the root cause, what was offered and chosen, its cost, the end.

While the assistant talks, the case is a slot (`case`, plain JSON), so that it is committed and done again with the
turn; `write` puts it into its row in the same transaction.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from decimal import Decimal
from typing import Any

import asyncpg

from bot.vocabulary import CaseOutcome

HAPPENED_CHARS = 1000
WRITE = """
INSERT INTO recovery_cases AS c (id, conversation_id, customer, order_number, problem, happened, wish, severity,
    frustration, offered, chosen, cost, outcome)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
ON CONFLICT (id) DO UPDATE SET (customer, order_number, problem, happened, wish, severity, frustration, offered, chosen,
    cost, outcome, updated_at) = (excluded.customer, excluded.order_number, excluded.problem, excluded.happened,
    excluded.wish, excluded.severity, excluded.frustration, excluded.offered, excluded.chosen, excluded.cost,
    excluded.outcome, now())
"""
TO_A_PERSON = f"""
UPDATE recovery_cases SET outcome = '{CaseOutcome.PERSON}', updated_at = now()
WHERE conversation_id = $1 AND outcome <> '{CaseOutcome.SETTLED}'
"""
ORDER_TOLD = """
UPDATE recovery_cases SET order_number = $2, updated_at = now() WHERE order_number IS NULL AND id = (
    SELECT id FROM recovery_cases WHERE conversation_id = $1 ORDER BY opened_at DESC, id DESC LIMIT 1)
"""
CAUSED_BY = """
UPDATE recovery_cases SET cause = $2, updated_at = now() WHERE id = (
    SELECT id FROM recovery_cases WHERE conversation_id = $1 ORDER BY opened_at DESC, id DESC LIMIT 1)
"""


@dataclass(frozen=True)
class Case:
    """`severity` and `frustration` are the worst of it; `cost` is in the catalogue's currency.

    customer: digest of the e-mail address, once it is known. offered: options of the catalogue, and `shown` as the desk
    reads them. rejections: how often everything offered was declined.
    """

    number: int
    problem: str
    happened: str = ""
    wish: str | None = None
    severity: int = 0
    frustration: float = 0.0
    occasion: bool = False
    preventable: bool = False
    customer: str | None = None
    order_number: str | None = None
    offered: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    chosen: str | None = None
    cost: str = "0"
    outcome: str = CaseOutcome.OPEN
    rejections: int = 0

    @property
    def over(self) -> bool:
        """Settled, or a person's: what comes next is another case."""
        return self.outcome in (CaseOutcome.SETTLED, CaseOutcome.PERSON)

    def slot(self) -> dict[str, Any]:
        return {**asdict(self), "offered": list(self.offered), "shown": list(self.shown), "outcome": str(self.outcome)}


@dataclass(frozen=True)
class Told:
    """One message of the customer about a problem. `severity` 0-4, `frustration` 0-1."""

    problem: str
    text: str
    severity: int = 0
    frustration: float = 0.0
    occasion: bool = False
    preventable: bool = False


def case_of(slot: Mapping[str, Any] | None) -> Case | None:
    """From the slot; keys of another version of the program are left out."""
    if not slot:
        return None
    known = {f.name for f in fields(Case)}
    values: dict[str, Any] = {key: value for key, value in slot.items() if key in known}
    lists = {key: tuple(value) for key, value in values.items() if isinstance(value, list)}
    return Case(**{**values, **lists})


def after(case: Case | None, told: Told, goes_on: bool) -> Case:
    """The case with this message in it; a new one where the last is over, or the problem is another.

    `goes_on`: the message tells more of the problem under way, by whatever name.
    """
    if case is None or case.over or not (goes_on or case.problem == told.problem):
        case = Case((case.number if case else 0) + 1, told.problem)
    new = told.text.strip() and told.text.strip() not in case.happened
    happened = f"{case.happened}\n{told.text}".strip()[:HAPPENED_CHARS] if new else case.happened
    return replace(
        case,
        happened=happened,
        severity=max(case.severity, told.severity),
        frustration=max(case.frustration, round(told.frustration, 3)),
        occasion=case.occasion or told.occasion,
        preventable=case.preventable or told.preventable,
    )


def case_id(conversation_id: str, case: Case) -> str:
    return f"{conversation_id}:{case.number}"


async def write(connection: asyncpg.Connection, conversation_id: str, case: Case) -> None:
    """Joins the transaction of the turn. The root cause is the desk's to write."""
    what = (case.problem, case.happened, case.wish, case.severity, case.frustration)
    came_of_it = (list(case.shown or case.offered), case.chosen, Decimal(case.cost), case.outcome)
    whose = (case_id(conversation_id, case), conversation_id, case.customer, case.order_number)
    await connection.execute(WRITE, *whose, *what, *came_of_it)


async def to_a_person(connection: asyncpg.Connection, conversation_id: str) -> None:
    """What was not settled is a person's now. Joins the transaction of the hand-over."""
    await connection.execute(TO_A_PERSON, conversation_id)


def order_in(entities: Iterable[Mapping[str, Any]]) -> str | None:
    """The last order number of a message."""
    named = [str(e["value"]) for e in entities if e["entity"] == "order_number"]
    return named[-1] if named else None


async def order_told(connection: asyncpg.Connection | asyncpg.Pool, conversation_id: str, number: str) -> None:
    """By a customer who is with a person already; an order that the case has stays."""
    await connection.execute(ORDER_TOLD, conversation_id, number)


async def caused_by(connection: asyncpg.Connection, conversation_id: str, cause: str) -> None:
    """The root cause of the latest case, named by the person who closes it. Joins their transaction."""
    await connection.execute(CAUSED_BY, conversation_id, cause)


def changed_cases(events: Iterable[Mapping[str, Any]]) -> list[Case]:
    """Of a turn's Rasa events as dicts: every case it touched, as it was last."""
    slots = (e["value"] for e in events if e.get("event") == "slot" and e.get("name") == "case" and e.get("value"))
    found = (case_of(slot) for slot in slots)
    return list({case.number: case for case in found if case}.values())
