"""Logs without customers' words: what a library raises may quote the input it choked on, so only its kind is shown."""

import logging
from types import TracebackType

from bot.errors import place

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class DiscreetFormatter(logging.Formatter):
    """Every exception in the log is its type and where it was raised, never its message."""

    def formatException(self, ei: ExcInfo) -> str:
        return place(ei[1]) if ei[1] else ""


def configure(level: int) -> None:
    """For the whole process; call once."""
    handler = logging.StreamHandler()
    handler.setFormatter(DiscreetFormatter(FORMAT))
    logging.basicConfig(level=level, handlers=[handler])
