"""What the person who takes over reads of offers, grants and authority: the hand-over contract's `compensation`."""

from collections.abc import Mapping
from typing import Any

from bot.now import Now, utc_now
from bot.recovery.authority import authority_left
from bot.recovery.cases import Case, case_id, case_of
from bot.recovery.catalogue import Catalogue, shown
from bot.recovery.grants import Grant, Grants


class Compensations:
    def __init__(self, grants: Grants, catalogue: Catalogue, now: Now = utc_now) -> None:
        self._grants = grants
        self._catalogue = catalogue
        self._now = now

    async def of(self, conversation_id: str, slots: Mapping[str, Any]) -> dict[str, Any] | None:
        """None where nothing was offered or granted. `slots` of the conversation, `case` among them."""
        case = case_of(slots.get("case"))
        whose = (case.customer, case.order_number) if case else (None, None)
        granted = await self._grants.concerning(conversation_id, *whose)
        if case is None and not granted:
            return None
        return {
            "offered": list(case.shown) if case else [],
            "granted": [_granted(grant) for grant in granted],
            "authority_left": await self._left(conversation_id, case) if case else None,
        }

    async def _left(self, conversation_id: str, case: Case) -> str | None:
        """What the assistant could still have granted; None while nobody knows who the customer is."""
        if case.customer is None:
            return None
        whose = (case.customer, case_id(conversation_id, case), case.order_number or "")
        standing = await self._grants.standing(*whose, self._now())
        left = authority_left(self._catalogue.limits, standing.history, standing.budget_left)
        return shown(self._catalogue, left)


def _granted(grant: Grant) -> dict[str, Any]:
    """`text` for the desk; `state` booked means that the shop has not answered yet: it is asked again by itself."""
    words = [
        grant.option.replace("_", " "),
        f"{grant.amount} {grant.currency}" if grant.amount else "",
        grant.reference,
    ]
    said = f"{', '.join(word for word in words if word)} ({grant.order_number}, {grant.state})"
    return {"id": grant.id, "option": grant.option, "kind": grant.kind, "state": str(grant.state), "text": said}
