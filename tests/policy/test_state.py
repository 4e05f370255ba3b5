from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, ConversationResumed, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.policy.decision import State
from bot.policy.state import is_bare, smoothed_series, state_of
from bot.policy.triggers import Thresholds, takeover
from bot.settings import ROOT
from bot.vocabulary import Trigger

NUMBER = {"entity": "order_number", "value": "FL-10001", "start": 0, "end": 8}


@pytest.fixture(scope="module")
def domain() -> Domain:
    return Domain.load(ROOT / "domain.yml")


def message(text: str = "where is it", intent: str = "track_order", **parsed: Any) -> UserUttered:
    entities = parsed.pop("entities", [])
    data = {"text": text, "intent": {"name": intent, "confidence": 0.9}, "entities": entities, **parsed}
    return UserUttered(text, data["intent"], entities, data)


def read(domain: Domain, *events: Event) -> State:
    return state_of(DialogueStateTracker.from_events("somebody", list(events), domain.slots))


def test_what_was_understood_of_the_latest_message(domain: Domain) -> None:
    understood = {"language": "pl", "severity": 3, "severity_cue": "legal", "wants_human": True}
    state = read(domain, message(), message("FL-10001 please", "get_invoice", entities=[NUMBER], **understood))
    assert (state.intent, state.confidence, state.text) == ("get_invoice", 0.9, "FL-10001 please")
    assert (state.entities, state.bare_facts) == ({"order_number"}, False)
    assert (state.language, state.severity, state.severity_cue, state.wants_human) == ("pl", 3, "legal", True)


def test_slots_are_the_memory(domain: Domain) -> None:
    slots = {"topic": "late_delivery", "acknowledged": ["late_delivery"], "asked": "email", "failed_turns": 1}
    state = read(domain, *(SlotSet(k, v) for k, v in slots.items()), SlotSet("order_number", "FL-10001"), message())
    assert (state.topic, state.acknowledged, state.asked) == ("late_delivery", {"late_delivery"}, "email")
    assert (state.failed_turns, state.facts["order_number"]) == (1, "FL-10001")


def test_an_empty_conversation_reads_as_defaults(domain: Domain) -> None:
    state = read(domain)
    assert (state.intent, state.language, state.topic, state.frustration) == ("nlu_fallback", "en", None, ())
    assert (state.acknowledged, state.handed_over, state.failed_turns, state.done) == (set(), set(), 0, ())


def test_what_was_done_for_this_message_in_order(domain: Domain) -> None:
    before = [message(), ActionExecuted("action_track_order"), ActionExecuted("action_listen")]
    now = [message(), ActionExecuted("action_acknowledge"), BotUttered("sorry"), ActionExecuted("utter_ask_email")]
    assert read(domain, *before, *now).done == ("action_acknowledge", "utter_ask_email")


def test_bare_facts_are_all_there_is() -> None:
    email = {"entity": "email", "value": "anna@example.com", "start": 10, "end": 26}
    assert is_bare("FL-10001, anna@example.com", [NUMBER, email])
    assert not is_bare("FL-10001 cancel it", [NUMBER])
    assert not is_bare("...", [])


def test_an_e_mail_address_is_not_serious(domain: Domain) -> None:
    state = read(domain, message("FL-10001", "safety_incident", entities=[NUMBER], severity=4))
    assert (state.bare_facts, state.severity) == (True, 0)


def test_the_language_stays_when_a_message_has_none(domain: Domain) -> None:
    assert read(domain, SlotSet("language", "pl"), message("ok", language=None)).language == "pl"


def test_one_word_does_not_change_the_language_two_do(domain: Domain) -> None:
    polish = [SlotSet("language", "pl"), message("gdzie jest paczka", language="pl", language_clear_words=3)]
    assert read(domain, *polish, message("thanks", language="en", language_clear_words=1)).language == "pl"
    assert read(domain, *polish, message("where is it", language="en", language_clear_words=3)).language == "en"
    assert (
        read(domain, *polish, message("hablas español", language="other", language_clear_words=2)).language == "other"
    )


def test_the_first_word_counts_against_the_language_of_the_page(domain: Domain) -> None:
    page = SlotSet("language", "en")
    assert read(domain, page, message("здравствуйте", language="ru", language_clear_words=1)).language == "ru"
    bare = message("FL-10001", entities=[NUMBER], language="pl", language_clear_words=1)
    assert read(domain, page, bare, message("спасибо", language="ru", language_clear_words=1)).language == "ru"


def test_a_wish_changes_the_language_at_once(domain: Domain) -> None:
    polish = [SlotSet("language", "pl"), message("gdzie jest paczka", language="pl", language_clear_words=3)]
    asks = message("po angielsku proszę", language="pl", language_clear_words=2, language_wish="en")
    assert read(domain, *polish, asks).language == "en"
    assert read(domain, *polish, SlotSet("asked", "address"), asks).language == "en"


def test_a_product_alone_is_a_message_in_words(domain: Domain) -> None:
    kettle = {"entity": "product", "value": "kettle", "start": 0, "end": 7}
    state = read(domain, SlotSet("language", "en"), message("czajnik", entities=[kettle], language="pl"))
    assert (state.bare_facts, state.language) == (False, "pl")


def test_an_address_does_not_change_the_language(domain: Domain) -> None:
    english = [SlotSet("language", "en"), SlotSet("asked", "address")]
    assert read(domain, *english, message("Długa 5/2, Warszawa", language="pl")).language == "en"
    assert (
        read(domain, SlotSet("language", "en"), message("FL-10001", entities=[NUMBER], language="pl")).language == "en"
    )


def test_relief_is_quick_and_anger_fades() -> None:
    angry, relieved, after = smoothed_series([0.65, 0.0, 0.2])
    assert angry == 0.65
    assert relieved < 0.3
    assert after < 0.3
    assert smoothed_series([0.65, 0.3])[1] > 0.4


def test_after_relief_new_anger_counts_in_full() -> None:
    assert smoothed_series([0.65, 0.0, 0.8])[2] == 0.8


def test_an_order_number_is_no_relief(domain: Domain) -> None:
    events = [message(frustration=0.65), message("FL-10001", entities=[NUMBER], frustration=0.0)]
    assert read(domain, *events).frustration == (0.65,)


def test_a_person_ends_the_old_anger(domain: Domain) -> None:
    events = [message(frustration=0.9), ConversationResumed(), message(frustration=0.1)]
    assert read(domain, *events).frustration == (0.1,)


def test_abuse_alone_calls_nobody_and_anger_about_a_problem_does(domain: Domain) -> None:
    """Both are scored; at the desk nobody could settle an insult."""
    insult = {"frustration": 0.9, "abuse": 0.95, "severity": 0}
    insulted = read(domain, *(message("you stupid bot", "complaint", **insult) for _ in range(3)))
    assert takeover(insulted, failed_turns=0, limits=Thresholds()) is None
    about_it = read(domain, message("you idiots lost it", "missing_parcel", **{**insult, "severity": 2}))
    found = takeover(about_it, failed_turns=0, limits=Thresholds())
    assert found
    assert found.kind is Trigger.FRUSTRATION
