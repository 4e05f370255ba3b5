"""Why the assistant did what it did is in the record with the turn, for every kind of turn."""

import uuid
from typing import Any

from bot.conversation.inbox import Inbox, Incoming
from bot.conversation.rates import Rates
from bot.service import Firstline


class Talk:
    def __init__(self, firstline: Firstline) -> None:
        self.firstline = firstline
        self.id = uuid.uuid4().hex
        self._inbox = Inbox(firstline.pool, Rates(99, 9.0, unanswered_max=99), max_chars=200)

    async def says(self, *texts: str) -> dict[str, Any]:
        """All at once; gives the trace of the answer."""
        await self.firstline.conversations.open("web", "en", self.id)
        for text in texts:
            await self._inbox.store(Incoming(self.id, text), 5.0)
        await self.firstline.conversations.work(self.id)
        return (await self.own())[-1]["trace"]

    async def own(self) -> list[dict[str, Any]]:
        transcript = await self.firstline.conversations.transcript(self.id)
        assert transcript
        return [message for message in transcript["messages"] if message["author"] == "customer"]


async def test_the_stages_of_a_turn_with_their_rules_and_actions(firstline: Firstline) -> None:
    trace = await Talk(firstline).says("my parcel is late")
    assert trace["stages"] == ["acknowledge", "clarify"]
    assert [step["action"] for step in trace["steps"]] == ["action_acknowledge", "utter_ask_order_number"]
    assert trace["steps"][0]["understood"]["intent"] == "late_delivery"


async def test_a_simple_answer_names_the_rules_action(firstline: Firstline) -> None:
    trace = await Talk(firstline).says("Which payment methods do you accept?")
    (step,) = trace["steps"]
    assert (step["stage"], step["rule"]) == ("simple answer", "data/rules")
    assert step["action"] == "utter_payment_methods"


async def test_of_messages_answered_as_one_the_last_has_it(firstline: Firstline) -> None:
    talk = Talk(firstline)
    trace = await talk.says("my parcel is late", "it was meant for Friday")
    first, last = await talk.own()
    assert first["trace"] == {"read_with": last["id"]}
    assert trace["stages"] == ["acknowledge", "clarify"]


async def test_a_hand_over_and_what_is_said_while_waiting(firstline: Firstline) -> None:
    talk = Talk(firstline)
    trace = await talk.says("it burns, the charger is on fire!")
    assert (trace["stages"], trace["steps"][0]["rule"]) == (["hand over"], "severity")
    asked = await talk.says("how long do I have to wait?")
    assert (asked["stages"], asked["steps"][0]["rule"]) == (["waiting"], "asked for the wait")
    told = await talk.says("it is the white one")
    assert told["steps"][0]["rule"] == "kept for the person"


async def test_channels_do_not_carry_it_to_the_customer(firstline: Firstline) -> None:
    talk = Talk(firstline)
    await talk.says("my parcel is late")
    assert all("trace" not in message for message in await firstline.conversations.history(talk.id))
