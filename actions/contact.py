"""Opening hours, the wait for a person, the password link."""

from datetime import datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import services
from actions.saying import language_of, say, wish_key
from bot.vocabulary import Lane
from bot.waits.quote import UNKNOWN, Quote
from bot.waits.week import in_words, round_the_clock
from bot.waits.zones import zone_named


class OpeningHours(Action):
    def name(self) -> str:
        return "action_opening_hours"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        await services.ready()
        hours = services.hours()
        if round_the_clock(hours):
            say(dispatcher, "utter_opening_hours_always")
            return []
        now = services.now()
        quote = await _quote(tracker, now)
        week = in_words(hours, language_of(tracker), now, zone_named(quote["zone"]))
        say(dispatcher, "utter_opening_hours", hours=week)
        if hours.is_open(now):
            say(dispatcher, "utter_open_now")
            return []
        said = services.wait_wording().say(quote, now)
        if "opens" in said.slots:
            say(dispatcher, "utter_opens_next", opens=said.slots["opens"])
        return []


class WaitTime(Action):
    """Asked before a person is asked for: what the wait would be, which promises nothing yet."""

    def name(self) -> str:
        return "action_wait_time"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        await services.ready()
        now = services.now()
        quote = await _quote(tracker, now)
        said = services.wait_wording().say(quote, now)
        if quote["state"] == UNKNOWN:
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


async def _quote(tracker: Tracker, now: datetime) -> Quote:
    """What a person would take now, for this customer."""
    return await services.waits().quote(Lane.NORMAL, language_of(tracker), now, conversation_id=tracker.sender_id)
