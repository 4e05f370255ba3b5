"""Tables in Markdown, and shares as they are written there. Pure."""

from collections.abc import Iterable, Sequence
from math import isnan


def table(header: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    return "\n".join([line(header), line("---" for _ in header), *(line(cells) for cells in lines)])


def line(cells: Iterable[str]) -> str:
    """What would end a cell or the line is written otherwise: the cells hold customers' messages too."""
    return f"| {' | '.join(cell.replace('|', '/').replace(chr(10), ' ') for cell in cells)} |"


def percent(share: float) -> str:
    """share: 0-1, nan of none."""
    return "-" if isnan(share) else f"{100 * share:.1f} %"
