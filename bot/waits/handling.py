"""How long a person is busy with one customer: log-normal, learned from what was seen, shrunk to a prior."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

HALF_LIFE = 40  # completions after which an observation counts half (research/waits.md section 3)


@dataclass(frozen=True, slots=True)
class Handling:
    """Mean and standard deviation of ln(seconds), and how many observations stand behind the mean."""

    count: float
    mean_log: float
    sd_log: float

    @property
    def mean_s(self) -> float:
        return math.exp(self.mean_log + self.sd_log**2 / 2)

    @property
    def error_log(self) -> float:
        """Standard error of `mean_log`: what makes the upper bound honest while little was seen."""
        return self.sd_log / math.sqrt(self.count)


def guess(mean_s: float, sd_log: float = 0.8, count: float = 8.0) -> Handling:
    """A team lead's guess of the mean handling time in seconds, worth `count` observations."""
    return Handling(count, math.log(mean_s) - sd_log**2 / 2, sd_log)


def observe(seconds: Sequence[float], half_life: float = HALF_LIFE) -> Handling | None:
    """Statistics of handling times in seconds, newest first, older ones fading. None when there are none."""
    if not seconds:
        return None
    weights = [0.5 ** (age / half_life) for age in range(len(seconds))]
    logs = [math.log(value) for value in seconds]
    total = sum(weights)
    mean = sum(w * x for w, x in zip(weights, logs, strict=True)) / total
    variance = sum(w * (x - mean) ** 2 for w, x in zip(weights, logs, strict=True)) / total
    return Handling(total, mean, math.sqrt(variance))


def shrink(seen: Handling | None, prior: Handling | None) -> Handling | None:
    """What was seen, pulled towards the prior by the prior's count. None when there is neither."""
    if seen is None or prior is None:
        return prior or _usable(seen)
    count = seen.count + prior.count
    mean = (seen.count * seen.mean_log + prior.count * prior.mean_log) / count
    variance = (seen.count * seen.sd_log**2 + prior.count * prior.sd_log**2) / count
    return Handling(count, mean, math.sqrt(variance))


def _usable(seen: Handling | None) -> Handling | None:
    """A handful of values with no prior says nothing about the spread, so nothing about the upper bound."""
    return seen if seen is not None and seen.count >= 5 and seen.sd_log > 0 else None
