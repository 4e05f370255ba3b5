"""One simulated day and the two counts of it: the ledger's and the outsider's."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from actions.saying import SHOP_ZONE
from bot.service import Servers
from scripts.bench.day import cast
from scripts.bench.day.live import TICK_S, Day, Lived
from scripts.bench.day.program import Program, running
from scripts.bench.day.recount import Reader, Seen, Told, shares, told

START = datetime.fromisoformat("2026-11-23T07:59:00+01:00")
LEDGER = """
SELECT p.conversation_id, p.created_at, p.due_at, p.state, p.evidence,
    row_number() OVER (PARTITION BY p.handoff_id ORDER BY p.created_at) = 1 AS first
FROM promises p JOIN handoffs h ON h.id = p.handoff_id ORDER BY p.conversation_id, p.created_at
"""
HELD = ("kept", "broken", "left", "pending")
EXACT_S = 1.0  # the ledger keeps whole seconds
FIRST_LOOK_S = TICK_S + 1.0
Row = Mapping[str, Any]


@dataclass(frozen=True)
class WholeDay:
    """By conversation, in order of time: `told` every time a customer saw named, `ledger` every row, `record` the ids
    of the lines as the desk API has them. `history`: what GET /api/waits says at the end of the day."""

    lived: Lived
    told: Mapping[str, Sequence[Told]]
    ledger: Mapping[str, Sequence[Row]]
    record: Mapping[str, Sequence[str]]
    history: Mapping[str, Any]

    def own(self) -> Mapping[str, float]:
        """The ledger's count of every promise."""
        return shares(_own_verdict(row) for rows in self.ledger.values() for row in rows)

    def outside(self) -> Mapping[str, float]:
        return shares(one.verdict for one in self._all_told())

    def own_first(self) -> Mapping[str, float]:
        """The truth page's count of the first time named in each wait: a new one does not make it true."""
        return {held: self.history[held] for held in HELD if self.history[held]} | {
            "kept_share": round(self.history["kept_share"], 4)
        }

    def outside_first(self) -> Mapping[str, float]:
        return shares(one.held for one in self._all_told() if one.first)

    def differences(self) -> list[str]:
        """Times the ledger does not know, knows otherwise, or judges otherwise than the customer would."""
        return [text for whose in sorted(self.told.keys() | self.ledger.keys()) for text in self._differs(whose)]

    def silences(self) -> list[str]:
        """Times that passed without a word, but for those the outage swallowed: they are told of at the first look."""
        return [self._shown(one) for one in self._all_told() if one.silent and not self._told_after_outage(one)]

    def swallowed(self) -> list[Told]:
        """Times that passed in the outage."""
        return [one for one in self._all_told() if one.silent and self._told_after_outage(one)]

    def not_as_recorded(self) -> list[str]:
        """Screens that showed a line twice, out of order or not at all."""
        return [whose for whose, seen in self.lived.screens.items() if [s.id for s in seen] != self.record[whose]]

    def bursts(self) -> list[str]:
        """Customers who got more than one line of ours at once when the outage was over."""
        back = self._outage()[1]
        since = {whose: [s for s in seen if _follows(s, back)] for whose, seen in self.lived.screens.items()}
        return [self.screen(whose) for whose, seen in since.items() if len(seen) > 1]

    def faults(self) -> list[str]:
        lived = self.lived
        wrong = [*lived.wrong, *(f"{name} asked and got nobody" for name in lived.not_handed_over)]
        return [*self.differences(), *self.silences(), *self.not_as_recorded(), *self.bursts(), *wrong]

    def table(self) -> str:
        lived = self.lived
        lines = [
            f"{lived.asked} asked for a person, {lived.answered} were answered, {lived.withdrawn} withdrew",
            f"every time named     ledger  {dict(self.own())}",
            f"                     outside {dict(self.outside())}",
            f"first time of a wait ledger  {dict(self.own_first())}",
            f"                     outside {dict(self.outside_first())}",
            f"passed in silence {len(self.silences())}; in the outage, told at the first look {len(self.swallowed())}",
            f"faults {len(self.faults())}",
        ]
        return "\n".join([*lines, *self.faults()])

    def screen(self, whose: str) -> str:
        """What the customer read and wrote, a line each."""
        lines = self.lived.screens[whose]
        return "\n".join([whose, *(f"    {_clock(one.at)} {one.author}: {one.text}" for one in lines)])

    def _all_told(self) -> list[Told]:
        return [one for told in self.told.values() for one in told]

    def _outage(self) -> tuple[datetime, datetime]:
        midnight = START.replace(hour=0, minute=0)
        begins, ends = (midnight + timedelta(hours=hour) for hour in cast.OUTAGE)
        return begins, ends

    def _told_after_outage(self, one: Told) -> bool:
        begins, ends = self._outage()
        first_look = ends + timedelta(seconds=FIRST_LOOK_S)
        return begins <= one.due <= first_look and one.silent_until is not None and one.silent_until <= first_look

    def _differs(self, whose: str) -> list[str]:
        seen, known = self.told.get(whose, ()), self.ledger.get(whose, ())
        if len(seen) == len(known) and all(_agree(*pair) for pair in zip(seen, known, strict=True)):
            return []
        outside = [f"{_clock(one.at)} by {_clock(one.due)} {one.verdict}" for one in seen]
        inside = [f"{_clock(row['created_at'])} by {_clock(row['due_at'])} {_own_verdict(row)}" for row in known]
        return [f"seen {outside}, in the ledger {inside}: {self.screen(whose)}"]

    def _shown(self, one: Told) -> str:
        return f"silent at {_clock(one.due)}: {self.screen(one.whose)}"


def _agree(one: Told, row: Row) -> bool:
    same_time = abs((one.due - row["due_at"]).total_seconds()) < EXACT_S
    return same_time and one.verdict == _own_verdict(row) and one.first == row["first"]


def _own_verdict(row: Row) -> str:
    """A withdrawn request is none the ledger has a state for."""
    return "withdrawn" if row["evidence"] == "withdrawn by the customer" else str(row["state"])


def _follows(line: Seen, back: datetime) -> bool:
    """Said by the program of itself at its first look, not because somebody joined."""
    at_once = back <= line.at <= back + timedelta(seconds=FIRST_LOOK_S)
    return line.author == "system" and at_once and not any(name in line.text for name, *_ in cast.STAFF)


def _clock(moment: datetime) -> str:
    return f"{moment.astimezone(SHOP_ZONE):%T}"


async def whole_day(
    servers: Servers, model: Path, customers: int, seed: int, database: str = "simulated_day"
) -> WholeDay:
    async with running(servers, model, START, database) as program:
        lived = await Day(program, cast.visits(customers, seed), cast.shifts(customers), seed).live()
        _, waits = await program.call("GET", "/api/waits")
        return WholeDay(lived, _told(lived), await _ledger(program), await _record(program, lived), waits["history"])


def _told(lived: Lived) -> dict[str, list[Told]]:
    reader = Reader([name for name, *_ in cast.STAFF], set(cast.NEVER_MIND.values()), SHOP_ZONE)
    return {whose: list(told(whose, seen, reader)) for whose, seen in lived.screens.items()}


async def _ledger(program: Program) -> dict[str, list[Row]]:
    rows = defaultdict(list)
    for row in await program.firstline.pool.fetch(LEDGER):
        rows[row["conversation_id"]].append(dict(row))
    return rows


async def _record(program: Program, lived: Lived) -> dict[str, list[str]]:
    found = {}
    for whose in lived.screens:
        _, conversation = await program.call("GET", f"/api/conversations/{whose}")
        found[whose] = [message["id"] for message in conversation["messages"]]
    return found
