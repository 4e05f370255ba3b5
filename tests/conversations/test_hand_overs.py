"""Every reason why a person takes over (EMPATHY section 2), in both languages."""

import pytest

from tests.conversations.chat import Chat

CRISES = {
    "the charger caught fire and burned my hand": "utter_handover_crisis",
    "my son got an electric shock from the lamp": "utter_handover_crisis",
    "someone hacked my account and ordered things with my card": "utter_handover_fraud",
    "ładowarka się zapaliła i poparzyła mi rękę": "utter_handover_crisis",
    "ktoś włamał się na moje konto i zamówił rzeczy z mojej karty": "utter_handover_fraud",
}
SERIOUS = {
    "I will see you in court, my lawyer will write to you": "en",
    "spotkamy się w sądzie, mój prawnik się z wami skontaktuje": "pl",
}
ONCE_ONLY = ("my wedding is tomorrow and the dress has not arrived", "jutro mam ślub a sukienka nie przyszła")
FURIOUS = {
    "this is absolutely ridiculous, you are a bunch of idiots, I'm done with you!!!": "en",
    "to jest skandal, banda idiotów, nigdy więcej u was nie kupię!!!": "pl",
}
FOREIGN = (
    "Dobrý deň, kedy mi príde balík? Objednala som ho minulý týždeň.",
    "Добрий день, де моє замовлення?",
    "Guten Tag, wo ist mein Paket? Ich warte schon seit zwei Wochen.",
)


async def kind(chat: Chat) -> str:
    return str((await chat.handoff())["contract"]["trigger"]["kind"])


async def lane(chat: Chat) -> str:
    return str((await chat.handoff())["lane"])


async def test_asked_for_a_person(chat: Chat) -> None:
    await chat.plays(("can I talk to a human", "utter_handover_asked", "utter_handover_closing_unknown"))
    assert (await kind(chat), await lane(chat), await chat.owner()) == ("asked", "normal", "waiting")


async def test_prosba_o_czlowieka(czat: Chat) -> None:
    await czat.plays(("chcę rozmawiać z człowiekiem", "utter_handover_asked", "utter_handover_closing_unknown"))
    assert await kind(czat) == "asked"


async def test_asked_to_be_called(chat: Chat) -> None:
    await chat.plays(("can someone call me tomorrow", "utter_handover_callback"))


async def test_prosba_o_telefon(czat: Chat) -> None:
    await czat.plays(("proszę do mnie oddzwonić jutro", "utter_handover_callback"))


@pytest.mark.parametrize(("says", "safety_line"), CRISES.items())
async def test_danger_hears_what_to_do_first_and_goes_to_the_crisis_lane(
    chat: Chat, says: str, safety_line: str
) -> None:
    await chat.plays((says, safety_line, "utter_handover_closing_unknown"))
    assert (await kind(chat), await lane(chat)) == ("severity", "crisis")
    assert chat.transcript().count("112") <= 1


async def test_in_a_crisis_the_wait_comes_with_another_way(chat: Chat) -> None:
    await chat.plays(
        ("my son got an electric shock from the lamp", "utter_handover_crisis"),
        ("how long will it take?", "utter_wait_unknown", "utter_wait_alternative"),
    )


@pytest.mark.parametrize("says", SERIOUS)
async def test_something_serious_goes_first(chat: Chat, says: str) -> None:
    await chat.plays((says, "utter_handover_severity", "utter_handover_closing_unknown"))
    assert (await kind(chat), await lane(chat)) == ("severity", "priority")


@pytest.mark.parametrize("says", ONCE_ONLY)
async def test_a_day_that_does_not_come_back_is_named(chat: Chat, says: str) -> None:
    await chat.plays((says, "utter_handover_occasion", "utter_handover_closing_unknown"))
    assert (await kind(chat), await lane(chat)) == ("severity", "priority")


@pytest.mark.parametrize("says", FURIOUS)
async def test_fury_needs_no_second_message(chat: Chat, says: str) -> None:
    await chat.plays((says, "utter_handover_frustration"))
    assert (await kind(chat), await lane(chat)) == ("frustration", "priority")


async def test_anger_that_grows_while_we_ask(chat: Chat) -> None:
    await chat.plays(
        ("my parcel is late", "utter_acknowledge_late_delivery", "utter_ask_order_number"),
        ("FL-10002", "utter_ask_email"),
        ("this is getting annoying", "utter_ask_email"),
        ("this is ridiculous, worst service ever", "utter_handover_frustration"),
    )


async def test_the_same_question_is_not_asked_a_third_time(chat: Chat) -> None:
    await chat.plays(
        ("where is my parcel", "utter_ask_order_number"),
        ("I don't know", "utter_ask_order_number_again"),
        ("I really have no idea", "utter_handover_failed_turns"),
    )
    assert await kind(chat) == "failed_turns"


async def test_tego_samego_nie_pytamy_trzeci_raz(czat: Chat) -> None:
    await czat.plays(
        ("gdzie jest moja paczka", "utter_ask_order_number"),
        ("nie wiem", "utter_ask_order_number_again"),
        ("nie mam pojęcia", "utter_handover_failed_turns"),
    )


async def test_three_look_ups_that_find_nothing(chat: Chat) -> None:
    await chat.plays(
        ("where is my order FL-10001", "utter_ask_email"),
        ("jan@example.com", "utter_order_not_found"),
        ("jon@example.com", "utter_order_not_found"),
        ("FL-10002", "utter_handover_not_found"),
    )
    trigger = (await chat.handoff())["contract"]["trigger"]
    assert trigger["explanation"] == "3 look-ups found no such order"


async def test_trzy_nieudane_sprawdzenia(czat: Chat) -> None:
    await czat.plays(
        ("gdzie jest zamówienie FL-10001", "utter_ask_email"),
        ("jan@example.com", "utter_order_not_found"),
        ("FL-10001 jan@example.com", "utter_order_not_found"),
        ("FL-10001 jan@example.com", "utter_handover_not_found"),
    )


@pytest.mark.parametrize("says", FOREIGN)
async def test_another_language_gets_a_kind_sentence_and_a_person(chat: Chat, says: str) -> None:
    await chat.plays((says, "utter_handover_language", "utter_handover_closing_unknown"))
    assert await kind(chat) == "language"


async def test_the_same_trouble_after_a_person_goes_back_to_a_person(chat: Chat) -> None:
    await chat.plays(
        ("the lamp arrived broken", "utter_acknowledge_damaged_item", "utter_ask_order_number"),
        ("I want to talk to a person", "utter_handover_asked"),
    )
    await chat.person_joins("Ola")
    await chat.person_writes("A new lamp is on its way to you.")
    await chat.plays(("thank you",))
    await chat.person_closes()
    await chat.plays(("the lamp is broken again", "utter_handover_repeat_failure"))
    assert (await kind(chat), await lane(chat)) == ("repeat_failure", "priority")


async def test_ten_sam_klopot_po_rozmowie_z_czlowiekiem(czat: Chat) -> None:
    await czat.plays(
        ("status doręczona, a ja nic nie dostałem", "utter_acknowledge_missing_parcel", "utter_ask_order_number"),
        ("chcę konsultanta", "utter_handover_asked"),
    )
    await czat.person_joins("Ola")
    await czat.person_closes()
    await czat.plays(("paczka miała być w czwartek i dalej jej nie ma", "utter_handover_repeat_failure"))


async def test_a_new_matter_after_a_person_is_the_bots_again(chat: Chat) -> None:
    await chat.plays(("can I talk to a human", "utter_handover_asked"))
    await chat.person_joins("Ola")
    await chat.person_closes()
    await chat.plays(("where is my order FL-10001", "utter_ask_email"), ("anna@example.com", "utter_order_on_time"))
