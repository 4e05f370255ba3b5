"""How fast one sender may write: a token bucket a conversation, and a bound on what is in work at once."""

import time
from collections import OrderedDict, defaultdict
from collections.abc import Callable

from bot.errors import Refused

SENDERS_MAX = 50_000  # the longest silent are forgotten, which fills their bucket again


class Rates:
    """Per process: a flood reaches every worker in its share, so N workers allow N times as much."""

    def __init__(
        self,
        burst: int,
        refill_per_s: float,
        unanswered_max: int,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._burst = burst
        self._refill = refill_per_s
        self._unanswered_max = unanswered_max
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._in_work: defaultdict[str, int] = defaultdict(int)

    def take(self, sender: str) -> None:
        """Raises Refused("too_fast") when the bucket is empty or too many lines are unanswered."""
        now = self._clock()
        tokens, since = self._buckets.pop(sender, (float(self._burst), now))
        tokens = min(self._burst, tokens + (now - since) * self._refill)
        allowed = tokens >= 1 and self._in_work[sender] < self._unanswered_max
        self._buckets[sender] = (tokens - 1 if allowed else tokens, now)
        if len(self._buckets) > SENDERS_MAX:
            self._buckets.popitem(last=False)
        if not allowed:
            raise Refused("too_fast")

    def started(self, sender: str) -> None:
        self._in_work[sender] += 1

    def finished(self, sender: str) -> None:
        self._in_work.pop(sender, None)
