"""Nothing is said twice, and nothing becomes silence."""

from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversation.speaking import Say, Speaking
from bot.policy.triggers import NOTHING_NEW
from bot.responses.generator import Polyglot

PERSON = {"title": "A person", "payload": "/contact_human_agent"}
STAY = {"title": "Stay", "payload": "/deny"}
DOMAIN = Domain.from_dict(
    {
        "responses": {
            "utter_day": [{"text": "It comes on {day}. You may stay.", "buttons": [STAY]}],
            "utter_more": [{"text": "There is more."}],
            "utter_acknowledge_complaint": [{"text": "I am sorry."}],
            "utter_ask_email": [{"text": "Which address?"}],
            "utter_welcome": [{"text": "Gladly."}],
            "utter_small_talk_again": [{"text": "I am here."}],
            "utter_same_answer": [{"text": "It is as above.", "buttons": [PERSON]}],
        }
    }
)
CALL = SlotSet("needs_person", {"kind": "failed_turns", "explanation": NOTHING_NEW.explanation})


async def spoken(*messages: dict[str, Any], before: tuple[str, ...] = ()) -> list[Event]:
    tracker = DialogueStateTracker.from_events("s", [BotUttered(text) for text in before], DOMAIN.slots)
    return await Speaking(Polyglot(domain=DOMAIN), tracker, CollectingOutputChannel()).all(messages)


def say(response: str, **values: Any) -> dict[str, Any]:
    return {"response": response, **values}


async def texts(*messages: dict[str, Any], before: tuple[str, ...] = ()) -> list[str | None]:
    said = await spoken(*messages, before=before)
    return [event.text for event in said if isinstance(event, BotUttered)]


async def test_of_a_new_day_only_the_day_is_said() -> None:
    assert await texts(say("utter_day", day="Monday"), say("utter_day", day="Tuesday")) == [
        "It comes on Monday. You may stay.",
        "It comes on Tuesday.",
    ]


async def test_what_is_promised_is_said_whole() -> None:
    again = say("utter_day", day="Tuesday", due="2026-11-24T23:59:59+01:00")
    assert await texts(again, before=("You may stay.",)) == ["It comes on Tuesday. You may stay."]


async def test_the_same_answer_is_a_pointer_that_promises_nothing_new_and_keeps_the_buttons() -> None:
    again = say("utter_day", then=["utter_more"], day="Monday", due="2026-11-23T23:59:59+01:00")
    [said] = await spoken(again, before=("It comes on Monday. You may stay.",))
    assert isinstance(said, BotUttered)
    assert (said.text, said.data["buttons"]) == ("It is as above.", [STAY, PERSON])
    assert "due" not in said.metadata
    assert said.metadata["variants"] == [["utter_same_answer", 0]]


async def test_a_third_time_a_person_takes_over() -> None:
    assert await spoken(
        say("utter_day", day="Monday"), before=("It comes on Monday. You may stay. It is as above.",)
    ) == [CALL]


async def test_a_question_is_not_asked_again() -> None:
    assert await spoken(say("utter_ask_email"), before=("Which address?",)) == [CALL]


async def test_small_talk_goes_on_in_other_words() -> None:
    assert await texts(say("utter_welcome"), say("utter_welcome")) == ["Gladly.", "I am here."]


async def test_no_second_apology() -> None:
    assert await spoken(say("utter_acknowledge_complaint"), before=("I am sorry.",)) == []


async def test_a_plain_response_is_said_like_an_actions() -> None:
    nlg, tracker = Polyglot(domain=DOMAIN), DialogueStateTracker.from_events("s", [], DOMAIN.slots)
    nlg.before["s"] = frozenset({"gladly"})
    [said] = await Say("utter_welcome").run(CollectingOutputChannel(), nlg, tracker, DOMAIN)
    assert isinstance(said, BotUttered) and said.text == "I am here."
