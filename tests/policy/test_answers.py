import pytest

from bot.policy.answers import answers_question, current_topic, known, meant
from bot.policy.triggers import Thresholds, complains_more
from bot.recovery.fair import fair_words
from tests.policy.situations import KNOWN, state

LIMITS = Thresholds()
ASKED = {"topic": "late_delivery", "asked": "order_number"}


def meaning(intent: str, *entities: str, **more: object) -> str:
    return meant(state(intent, *entities, **more), LIMITS)


def test_a_new_topic_is_its_own() -> None:
    assert current_topic(state("get_invoice")) == "get_invoice"
    assert current_topic(state("get_invoice", topic="late_delivery")) == "get_invoice"
    assert current_topic(state("greet", topic="late_delivery")) is None


def test_the_fact_we_asked_for_answers_whatever_the_intent() -> None:
    message = state("create_account", "email", topic="late_delivery", asked="email")
    assert answers_question(message)
    assert current_topic(message) == "late_delivery"


def test_an_address_answers_when_it_looks_like_one() -> None:
    asked = {"topic": "change_shipping_address", "asked": "address"}
    assert answers_question(state("greet", text="Długa 5/2, 00-950 Warszawa", **asked))
    assert not answers_question(state("greet", text="Warszawa", **asked))


@pytest.mark.parametrize("intent", ["affirm", "deny", "nlu_fallback", "track_order"])
def test_a_reply_that_says_nothing_leaves_the_question_open(intent: str) -> None:
    message = state(intent, **ASKED)
    assert current_topic(message) == "late_delivery"
    assert not answers_question(message)


def test_bare_facts_have_no_intent() -> None:
    assert meaning("out_of_scope", bare_facts=True) == "nlu_fallback"


def test_a_guess_in_the_middle_of_a_matter_is_none() -> None:
    assert meaning("get_invoice", confidence=0.5, **ASKED) == "nlu_fallback"
    assert meaning("get_invoice", confidence=0.7, **ASKED) == "get_invoice"
    assert meaning("thank", confidence=0.5, **ASKED) == "thank"
    assert meaning("get_invoice", confidence=0.5) == "get_invoice"


def test_a_guessed_emergency_is_asked_about() -> None:
    assert meaning("safety_incident", confidence=0.5) == "nlu_fallback"
    assert meaning("safety_incident", confidence=0.7) == "safety_incident"


def test_another_order_number_corrects_the_matter() -> None:
    after = {"topic": "track_order", "facts": KNOWN}
    assert meaning("change_order", "order_number", confidence=0.45, **after) == "nlu_fallback"
    assert meaning("deny", "order_number", confidence=0.99, offer="person", **after) == "nlu_fallback"
    assert meaning("change_order", "order_number", confidence=0.95, **after) == "change_order"
    assert meaning("deny", confidence=0.99, offer="person", **after) == "deny"
    assert meaning("deny", "order_number", confidence=0.99) == "deny"


def test_facts_are_known_from_slots() -> None:
    assert known(state("track_order", facts=KNOWN), "email")
    assert not known(state("track_order", facts={"email": None}), "email")


def test_anger_about_an_open_problem_stays_with_it() -> None:
    assert complains_more(state("complaint", **ASKED))
    assert complains_more(state("complaint", topic="late_delivery", offer="person"))
    assert not complains_more(state("complaint", topic="late_delivery"))
    assert not complains_more(state("complaint", topic="get_invoice", asked="email"))
    assert current_topic(state("complaint", **ASKED)) == "late_delivery"


@pytest.mark.parametrize("intent", ["get_invoice", "check_invoices", "recover_password"])
@pytest.mark.parametrize("open_now", [{"asked": "order_number"}, {"offer": "person"}])
def test_send_it_again_is_about_the_goods_under_way(intent: str, open_now: dict[str, str]) -> None:
    again = fair_words().read("Pošlete to znovu.")
    assert meaning(intent, topic="missing_parcel", fair=again, **open_now) == "missing_parcel"


def test_the_invoice_again_is_about_the_invoice() -> None:
    again = fair_words().read("Pošlete mi znovu tu fakturu, nebo aspoň doklad.")
    assert meaning("get_invoice", topic="missing_parcel", asked="order_number", fair=again) == "get_invoice"


def test_without_goods_under_way_send_it_again_is_what_it_was_taken_for() -> None:
    again = fair_words().read("send it again")
    assert meaning("get_invoice", topic="get_invoice", asked="email", fair=again) == "get_invoice"
