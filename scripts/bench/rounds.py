"""One round: a bot is started, spoken to, weighed and stopped. Rounds of the two bots take turns."""

import os
from dataclasses import dataclass, field
from typing import Any

from scripts.bench import people, processes, talk
from scripts.bench.bots import Bot, Running, running
from scripts.bench.figures import percentile

ALONE_MESSAGES, CLIENTS, LONG_TURNS = 200, 20, 200
HAND_OVERS, LINES = 100, 100


@dataclass
class Round:
    """Raw figures of one bot in one round: seconds, messages per second, MB (name -> Memory as a dict)."""

    start_s: float
    start_cpu_s: float
    alone_s: list[float]
    per_second: float
    cpu_ms_a_message: float
    client_cpu: dict[str, float]
    memory: dict[str, dict[str, float]]
    errors: list[str]
    load_1min: float
    long_s: list[float] = field(default_factory=list)
    seen_s: list[float] = field(default_factory=list)
    heard_s: list[float] = field(default_factory=list)

    @property
    def pss_mb(self) -> float:
        return sum(part["pss_mb"] for part in self.memory.values())

    def reply_ms(self, share: float) -> float:
        return 1000 * percentile(self.alone_s, share)


async def play(bot: Bot, messages: int, with_long: bool, with_desk: bool) -> Round:
    """`messages`: how many the twenty clients send in all."""
    async with running(bot) as server:
        start_cpu_s = _cpu(server)
        warm = await talk.warm_up(bot.port)
        alone = await talk.alone(bot.port, ALONE_MESSAGES)
        before = _cpu(server)
        together = await talk.together(bot.port, CLIENTS, messages)
        cpu_ms = 1000 * (_cpu(server) - before) / messages
        memory = {name: vars(processes.memory(pids)) for name, pids in server.parts().items()}
        played = Round(
            start_s=server.start_s,
            start_cpu_s=start_cpu_s,
            alone_s=alone.seconds,
            per_second=together.per_second,
            cpu_ms_a_message=cpu_ms,
            client_cpu={"alone": alone.client_cpu, "together": together.client_cpu},
            memory=memory,
            errors=[*warm.errors, *alone.errors, *together.errors],
            load_1min=os.getloadavg()[0],
        )
        await _more(bot, played, with_long, with_desk)
    return played


async def _more(bot: Bot, played: Round, with_long: bool, with_desk: bool) -> None:
    if with_long:
        long = await talk.long_conversation(bot.port, LONG_TURNS)
        played.long_s, played.errors = long.seconds, [*played.errors, *long.errors]
    if with_desk:
        played.seen_s = await people.seen_at_desk(bot.port, bot.directory, HAND_OVERS)
        played.heard_s = await people.heard_by_customer(bot.port, bot.directory, LINES)


def _cpu(server: Running) -> float:
    return processes.cpu_seconds(pid for pids in server.parts().values() for pid in pids)


def raw(rounds: list[Round]) -> list[dict[str, Any]]:
    """For var/bench.json."""
    return [vars(one) for one in rounds]
