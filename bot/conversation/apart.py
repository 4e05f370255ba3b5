"""What the clock does for one customer after another: whoever it fails for keeps nobody else waiting."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bot.conversation.outbox import Stale
from bot.errors import place
from bot.store.postgres import OUTAGE

log = logging.getLogger(__name__)


@dataclass
class Apart:
    """`failed`: of an error that nobody expected, and that the next look would meet again."""

    failed: bool = False


@contextmanager
def apart(what: str) -> Iterator[Apart]:
    """Around the work for one customer; `what` names it in the log. Raises only what all of them would meet: an outage.

    Stale is no failure: a message or a claim was faster, and the next look sees what it left.
    """
    done = Apart()
    try:
        yield done
    except Stale:
        return
    except OUTAGE:
        raise
    except Exception as error:
        done.failed = True
        log.error("clock: %s failed for one customer: %s", what, place(error))
