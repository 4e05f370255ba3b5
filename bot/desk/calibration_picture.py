"""Where every mark of the truth page's two pictures goes; the page draws them as SVG. Pure.

Lengths are in the picture's own units, x to the right and y down.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.waits.truth import LATEST, LIKELY, Record, Share, Verdict

WIDTH = 640.0
LEFT, RIGHT = 100.0, 610.0  # of the axis from 0 to 100 %
TOP, ROW, FOOT = 30.0, 44.0, 24.0
APART = 8.0  # the two marks of a row, above and below its middle
BARS_TOP, BARS_FOOT = 26.0, 176.0
COLUMN = (RIGHT - LEFT) / 24


@dataclass(frozen=True, slots=True)
class Mark:
    """A share and the line of how sure it is. `kind`: likely or latest."""

    kind: str
    x: float
    y: float
    low: float
    high: float
    percent: int


@dataclass(frozen=True, slots=True)
class Row:
    """A group between `top` and the next row's, its middle at `y`."""

    label: str
    top: float
    y: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Dots:
    """A row a group. `aims` are the x of the shares that should be; `ticks` (x, percent)."""

    height: float
    foot: float
    rows: tuple[Row, ...]
    aims: tuple[float, float]
    ticks: tuple[tuple[float, int], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """The share that held in one hour of the day, of `of` customers."""

    hour: int
    x: float
    y: float
    width: float
    height: float
    percent: int
    of: int
    verdict: Verdict

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Bars:
    bars: tuple[Bar, ...]
    aim_y: float
    hours: tuple[tuple[float, int], ...]


def percent(share: float) -> int:
    """Rounded down, so that 90 % is never said of less."""
    return int(share * 100 + 1e-9)


def dots(groups: Iterable[tuple[str, Record]]) -> Dots:
    """Groups in which nothing is decided get no row."""
    told = [(label, record) for label, record in groups if record.latest.of or record.likely.of]
    rows = tuple(_row(label, record, TOP + ROW * (n + 0.5)) for n, (label, record) in enumerate(told))
    foot = TOP + ROW * len(rows)
    ticks = tuple((_x(tenth / 10), tenth * 10) for tenth in range(0, 11, 2))
    return Dots(foot + FOOT, foot, rows, (_x(LIKELY), _x(LATEST)), ticks)


def bars(hours: dict[int, Record]) -> Bars:
    """One for each hour in which something is decided."""
    drawn = tuple(_bar(hour, record.latest) for hour, record in hours.items() if record.latest.of)
    return Bars(drawn, _y(LATEST), tuple((LEFT + COLUMN * (hour + 0.5), hour) for hour in range(0, 24, 2)))


def _row(label: str, record: Record, y: float) -> Row:
    both = (("latest", record.latest, y - APART), ("likely", record.likely, y + APART))
    return Row(label, y - ROW / 2, y, tuple(_mark(kind, share, at) for kind, share, at in both if share.of))


def _mark(kind: str, share: Share, y: float) -> Mark:
    low, high = share.interval()
    value = share.share or 0.0
    return Mark(kind, _x(value), y, _x(low), _x(high), percent(value))


def _bar(hour: int, share: Share) -> Bar:
    value = share.share or 0.0
    top = _y(value)
    left = LEFT + COLUMN * hour + 2
    return Bar(hour, left, top, COLUMN - 4, BARS_FOOT - top, percent(value), share.of, share.verdict)


def _x(share: float) -> float:
    return round(LEFT + (RIGHT - LEFT) * share, 1)


def _y(share: float) -> float:
    return round(BARS_FOOT - (BARS_FOOT - BARS_TOP) * share, 1)
