"""What processes cost, read from /proc (Linux): memory and CPU of a process and everything below it."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
TICKS_PER_S = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Memory:
    """Megabytes (10^6 bytes). `pss_mb` counts a page shared by n processes as 1/n, `rss_mb` counts it n times."""

    pss_mb: float
    rss_mb: float


def tree(pid: int) -> set[int]:
    """The process and all its descendants."""
    children: dict[int, list[int]] = {}
    for process in _running():
        children.setdefault(_stat(process, 1), []).append(process)
    found, left = {pid}, [pid]
    while left:
        below = children.get(left.pop(), [])
        found.update(below)
        left.extend(below)
    return found


def memory(pids: Iterable[int]) -> Memory:
    rolled = [_rollup(pid) for pid in pids]
    return Memory(sum(r.get("Pss", 0.0) for r in rolled), sum(r.get("Rss", 0.0) for r in rolled))


def cpu_seconds(pids: Iterable[int]) -> float:
    """User and system time so far of processes that still run."""
    return sum(_stat(pid, 11) + _stat(pid, 12) for pid in pids) / TICKS_PER_S


def _running() -> list[int]:
    return [int(path.name) for path in PROC.iterdir() if path.name.isdigit()]


def _stat(pid: int, position: int) -> int:
    """A field of /proc/PID/stat, counted from the one after the command's name; 0 once the process has gone."""
    try:
        fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return int(fields[position])


def _rollup(pid: int) -> dict[str, float]:
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()[1:]
    except (FileNotFoundError, ProcessLookupError):
        return {}
    pairs = (line.split()[:2] for line in lines)
    return {name.removesuffix(":"): int(kilobytes) * 1024 / 1e6 for name, kilobytes in pairs}
