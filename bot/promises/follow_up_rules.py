"""When a customer may be asked whether a solution worked: data/follow-ups.yml. Pure."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.promises.follow_up_answers import Words, parse_words
from bot.section import Section, read_yaml
from bot.waits.zones import zone_named

QUIET = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")
SPANS = {
    "after_promise_h": "after_promise",
    "leave_alone_h": "leave_alone",
    "look_again_h": "look_again",
    "reword_after_days": "reword_after",
    "drop_after_days": "drop_after",
    "answer_within_days": "answer_within",
}
"""Keys of the file and the fields they fill."""


@dataclass(frozen=True)
class Rules:
    """`zone` where the customer's own is unknown; nobody is asked from `quiet_from` until `quiet_to`, local times."""

    zone: ZoneInfo
    quiet_from: time
    quiet_to: time
    after_promise: timedelta
    leave_alone: timedelta
    look_again: timedelta
    reword_after: timedelta
    drop_after: timedelta
    answer_within: timedelta
    words: Words

    def allowed_from(self, at: datetime, zone_name: str | None = None) -> datetime:
        """The first moment at or after `at` outside the quiet hours of the customer's zone, in UTC."""
        local = at.astimezone(zone_named(zone_name) or self.zone)  # a browser's word: unknown is the shop's
        if not self._is_quiet(local.time()):
            return at.astimezone(UTC)
        day = local.date() if local.time() < self.quiet_to else local.date() + timedelta(days=1)
        return datetime.combine(day, self.quiet_to, local.tzinfo).astimezone(UTC)

    def earliest(
        self, now: datetime, busy: bool, last_at: datetime | None, promised: datetime | None, zone_name: str | None
    ) -> datetime:
        """When we may write unasked: outside the quiet hours, nobody talking, and no later promise open.

        `busy`: the bot does not own the conversation; `last_at`: the customer's last message; `promised`: the last
        moment a promise is still open for.
        """
        moments = [now]
        if busy:
            moments.append(now + self.look_again)
        if last_at:
            moments.append(last_at + self.leave_alone)
        if promised:
            moments.append(promised + self.after_promise)
        return self.allowed_from(max(moments), zone_name)

    def _is_quiet(self, clock: time) -> bool:
        if self.quiet_from <= self.quiet_to:
            return self.quiet_from <= clock < self.quiet_to
        return clock >= self.quiet_from or clock < self.quiet_to


def load_rules(path: Path) -> Rules:
    """Reads data/follow-ups.yml. Raises Misconfigured with line, key and value for what cannot be read."""
    file = read_yaml(path)
    quiet_from, quiet_to = _quiet(file)
    spans = {field: file.duration(key) for key, field in SPANS.items()}
    rules = Rules(file.zone("time_zone"), quiet_from, quiet_to, **spans, words=parse_words(file.section("answers")))
    file.done()
    return rules


def _quiet(file: Section) -> tuple[time, time]:
    value = file.text("quiet")
    match = QUIET.fullmatch(value)
    if match is None:
        raise file.wrong("quiet", f"{value!r} is not like 21:00-09:00")
    from_h, from_m, to_h, to_m = map(int, match.groups())
    return time(from_h, from_m), time(to_h, to_m)
