"""Opening hours, the wait for a person, the password link."""

from datetime import UTC, datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import services
from actions.saying import language_of, say, wish_key
from bot.vocabulary import Lane
from bot.waits.week import in_words, round_the_clock
from bot.waits.wording import UNKNOWN, Statement


class OpeningHours(Action):
    def name(self) -> str:
        return "action_opening_hours"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        await services.ready()
        hours = services.hours()
        if round_the_clock(hours):
            say(dispatcher, "utter_opening_hours_always")
            return []
        say(dispatcher, "utter_opening_hours", hours=in_words(hours, language_of(tracker)))
        if hours.is_open(datetime.now(UTC)):
            say(dispatcher, "utter_open_now")
            return []
        said = await _wait(tracker)
        if "opens" in said.slots:
            say(dispatcher, "utter_opens_next", opens=said.slots["opens"])
        return []


class WaitTime(Action):
    """Asked before a person is asked for: what the wait would be, which promises nothing yet."""

    def name(self) -> str:
        return "action_wait_time"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        await services.ready()
        said = await _wait(tracker)
        if UNKNOWN in said.responses:
            say(dispatcher, "utter_wait_if_unknown")
            return [SlotSet("offer", "person")]
        say(dispatcher, "utter_wait_if_handover", then=list(said.responses), **said.slots)
        return [SlotSet("offer", "person")]


class SendPasswordLink(Action):
    """Says the same whether or not the account exists."""

    def name(self) -> str:
        return "action_send_password_link"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        await services.ready()
        email = tracker.get_slot("email")
        await services.shop().send_password_link(email, wish_key(tracker))
        say(dispatcher, "utter_password_link_sent", email=email)
        return [SlotSet("topic", None)]


async def _wait(tracker: Tracker) -> Statement:
    """What a person would take now, in the words and the time zone of this customer."""
    now = datetime.now(UTC)
    quote = await services.waits().quote(Lane.NORMAL, language_of(tracker), now, conversation_id=tracker.sender_id)
    return services.wait_wording().say(quote, now)
