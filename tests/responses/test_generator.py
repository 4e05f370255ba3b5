from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.responses.generator import Polyglot, said_in

PL = [{"type": "slot", "name": "language", "value": "pl"}]
DOMAIN = Domain.from_dict(
    {
        "slots": {name: {"type": "text", "mappings": []} for name in ("language", "order_number")},
        "responses": {
            "utter_status": [
                {"text": "{order_number} is late.", "buttons": [{"title": "Wait", "payload": "/deny"}]},
                {"text": "Late: {order_number}."},
                {"text": "{order_number} jest po terminie.", "condition": PL},
            ]
        },
    }
)


def tracker(*events: Event) -> DialogueStateTracker:
    return DialogueStateTracker.from_events("s", list(events), DOMAIN.slots)


async def generate(*events: Event, **values: Any) -> dict[str, Any] | None:
    return await Polyglot(domain=DOMAIN).generate("utter_status", tracker(*events), "web", **values)


async def test_slots_fill_the_gaps_and_values_go_before_slots() -> None:
    said = await generate(SlotSet("order_number", "FL-1"))
    assert said is not None and said["text"] == "FL-1 is late."
    said = await generate(SlotSet("order_number", "FL-1"), order_number="FL-2")
    assert said is not None and said["text"] == "FL-2 is late."


async def test_the_language_slot_chooses() -> None:
    said = await generate(SlotSet("language", "pl"), order_number="FL-1")
    assert said is not None and said["text"] == "FL-1 jest po terminie."
    assert "condition" not in said


async def test_buttons_and_the_variant_come_along() -> None:
    said = await generate(order_number="FL-1")
    assert said is not None
    assert (said["buttons"], said["variant"]) == ([{"title": "Wait", "payload": "/deny"}], 0)


async def test_what_was_said_is_not_said_again() -> None:
    heard = BotUttered("x", metadata={"utter_action": "utter_status", "variant": 0})
    said = await generate(heard, order_number="FL-1")
    assert said is not None and said["text"] == "Late: FL-1."


async def test_a_response_that_does_not_exist() -> None:
    assert await Polyglot(domain=DOMAIN).generate("utter_nothing", tracker(), "web") is None


def test_joined_responses_all_count_as_said() -> None:
    joined = BotUttered("x", metadata={"utter_action": "a", "variants": [["a", 1], ["b", 0]]})
    alone = BotUttered("x", metadata={"utter_action": "c", "variant": 2})
    foreign = BotUttered("typed by somebody")
    assert [tuple(pair) for pair in said_in(tracker(joined, alone, foreign))] == [("a", 1), ("b", 0), ("c", 2)]


@pytest.mark.parametrize("given", [None, DOMAIN])
def test_rasa_makes_it_without_a_domain_and_renews_the_responses_later(given: Domain | None) -> None:
    assert set(Polyglot(None, given).responses) == (set(DOMAIN.responses) if given else set())
