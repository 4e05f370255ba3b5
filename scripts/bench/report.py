"""The rounds of both bots as the rows of DESIGN section 6. A figure is the median over the rounds."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median

from scripts.bench.figures import Row, Target, growth, percentile
from scripts.bench.rounds import CLIENTS, LONG_TURNS, Round

MEMORY = (
    "Memory compared: PSS of all processes (ours with PostgreSQL and Redis, stock alone), because RSS counts "
    "PostgreSQL's shared memory once for every connection."
)
BUSY = "BUSY MACHINE: load {load:.1f} on {cores} cores. Times are no figures to quote; run it again when it is quiet."
Figure = Callable[[Round], float]


@dataclass(frozen=True)
class Measured:
    ours: list[Round]
    stock: list[Round]
    train_s: float
    estimate_s: float
    more: list[Row] = field(default_factory=list)  # of long queues, of many promises, and of understanding
    cores: int = field(default_factory=lambda: os.cpu_count() or 1)

    def rows(self) -> list[Row]:
        last = self.ours[-1]
        return [
            self._both("start", "s", lambda r: r.start_s, Target(0.5, "ratio")),
            self._both("reply p50, 1 client", "ms", lambda r: r.reply_ms(0.5), Target(0.5, "ratio")),
            self._both(f"messages/s, {CLIENTS} clients", "1/s", lambda r: r.per_second, Target(4, "ratio", True)),
            self._both("memory (PSS, all processes)", "MB", lambda r: r.pss_mb, Target(0.65, "ratio")),
            self._long(Target(1.5, "value")),
            Row("train, all languages", "s", self.train_s, None, Target(90, "value")),
            Row("wait estimate, 1,000 waiting", "ms", 1000 * self.estimate_s, None, Target(1, "value")),
            *self.more,
            Row("hand-over at the desk p99", "ms", 1000 * percentile(last.seen_s, 0.99), None, Target(200, "value")),
            Row(
                "person's line at customer p99", "ms", 1000 * percentile(last.heard_s, 0.99), None, Target(100, "value")
            ),
        ]

    def notes(self) -> str:
        """What stands behind the table."""
        return "\n".join([*_notes("ours", self.ours), *_notes("stock", self.stock), self._cpu(), MEMORY, *self._busy()])

    def _cpu(self) -> str:
        message = _median(self.ours, _message_cpu) / _median(self.stock, _message_cpu)
        start = _median(self.ours, _start_cpu) / _median(self.stock, _start_cpu)
        return f"CPU ours/stock: {message:.2f} a message, {start:.2f} to start; other programs disturb these least."

    def _busy(self) -> list[str]:
        """The bench itself keeps about one core and a half busy."""
        load = max(one.load_1min for one in [*self.ours, *self.stock])
        return [BUSY.format(load=load, cores=self.cores)] if load > self.cores + 1 else []

    def errors(self) -> list[str]:
        pairs = [("ours", self.ours), ("stock", self.stock)]
        return [f"{name}: {error}" for name, rounds in pairs for one in rounds for error in one.errors]

    def _both(self, name: str, unit: str, figure: Figure, target: Target) -> Row:
        return Row(name, unit, _median(self.ours, figure), _median(self.stock, figure), target)

    def _long(self, target: Target) -> Row:
        ours, stock = ([r for r in rounds if r.long_s] for rounds in (self.ours, self.stock))
        name = f"last of {LONG_TURNS} turns / first"
        return Row(name, "x", _median(ours, _growth), _median(stock, _growth), target)


def _median(rounds: list[Round], figure: Figure) -> float:
    return median(figure(one) for one in rounds)


def _message_cpu(one: Round) -> float:
    return one.cpu_ms_a_message


def _start_cpu(one: Round) -> float:
    return one.start_cpu_s


def _growth(one: Round) -> float:
    return growth(one.long_s)


def _notes(name: str, rounds: list[Round]) -> list[str]:
    replies = " / ".join(f"{median([one.reply_ms(share) for one in rounds]):.1f}" for share in (0.5, 0.95, 0.99))
    rates = ", ".join(f"{one.per_second:.0f}" for one in rounds)
    starts = ", ".join(f"{one.start_s:.1f} ({one.start_cpu_s:.1f} of CPU)" for one in rounds)
    cpu = _median(rounds, _message_cpu)
    client = max(share for one in rounds for share in one.client_cpu.values())
    memory = rounds[-1].memory.items()
    parts = ", ".join(f"{part} {m['pss_mb']:.0f} MB PSS ({m['rss_mb']:.0f} RSS)" for part, m in memory)
    return [
        f"{name}: reply p50 / p95 / p99 {replies} ms; messages/s by round {rates}; starts {starts} s",
        f"{name}: server CPU {cpu:.1f} ms a message; the client used at most {client:.0%} of a core",
        f"{name}: {parts}",
    ]
