"""A problem settled by the assistant: heard, two or more ways out, one chosen, granted once, and asked about."""

from typing import Any

from tests.conversations.chat import Chat

GRANTS = "SELECT kind, state FROM grants WHERE conversation_id = $1"
CASES = "SELECT * FROM recovery_cases WHERE conversation_id = $1 ORDER BY id"


async def grants(chat: Chat) -> list[tuple[str, str]]:
    return [tuple(row) for row in await chat.firstline.pool.fetch(GRANTS, chat.id)]


async def case(chat: Chat) -> dict[str, Any]:
    return dict((await chat.firstline.pool.fetch(CASES, chat.id))[-1])


async def test_a_broken_clock_is_replaced(chat: Chat) -> None:
    await chat.plays(
        ("the clock arrived broken", "utter_acknowledge_damaged_item", "utter_ask_order_number"),
        ("FL-10010 ola@example.com", "utter_remedy_opening", "utter_remedy_replacement", "utter_remedy_question"),
        ("[Send me a new one]", "utter_granted_replacement", "utter_solution_question"),
        ("yes", "utter_solution_accepted"),
    )
    assert await grants(chat) == [("replacement", "done")]
    assert len(await chat.promises()) == 1
    settled = await case(chat)
    assert (settled["problem"], settled["outcome"], settled["chosen"]) == ("damaged_item", "settled", "replacement")
    assert "broken" in settled["happened"] and len(settled["offered"]) >= 2


async def test_zepsuty_towar_i_wlasny_pomysl_klienta(czat: Chat) -> None:
    await czat.plays(
        ("lampka przyszła rozbita", "utter_acknowledge_damaged_item", "utter_ask_order_number"),
        ("FL-10010 ola@example.com", "utter_remedy_opening", "utter_remedy_question"),
        ("uczciwie byłoby oddać mi część pieniędzy", "utter_granted_partial_refund", "utter_solution_question"),
        ("tak", "utter_solution_accepted"),
    )
    assert await grants(czat) == [("partial_refund", "done")]


async def test_rozbite_zbozi_a_penize_zpet(hovor: Chat) -> None:
    await hovor.plays(
        ("přišla mi rozbitá lampa", "utter_acknowledge_damaged_item", "utter_ask_order_number"),
        ("FL-10010 ola@example.com", "utter_remedy_opening", "utter_remedy_question"),
        ("vraťte mi peníze", "utter_granted_refund", "utter_solution_question"),
    )
    assert await grants(hovor) == [("refund", "done")]


async def test_poteryannaya_posylka(razgovor: Chat) -> None:
    await razgovor.plays(
        ("моя посылка не пришла", "utter_ask_order_number"),
        ("FL-10009 ola@example.com", "utter_remedy_parcel_lost", "utter_remedy_resend", "utter_remedy_question"),
        ("отправьте ещё раз", "utter_granted_resend", "utter_solution_question"),
    )
    assert await grants(razgovor) == [("resend", "done")]


async def test_rejected_twice_goes_to_a_person_who_reads_what_was_offered(chat: Chat) -> None:
    await chat.plays(
        ("you sent me the wrong item", "utter_acknowledge_wrong_item", "utter_ask_order_number"),
        ("FL-10010 ola@example.com", "utter_remedy_opening", "utter_remedy_question"),
        ("no", "utter_ask_fair"),
        ("no", "utter_handover_authority", "utter_handover_closing_unknown"),
    )
    contract = (await chat.handoff())["contract"]
    assert len(contract["compensation"]["offered"]) >= 2
    assert contract["compensation"]["authority_left"] == "600.00 PLN"
    assert (await case(chat))["outcome"] == "person"


async def test_a_second_complaint_about_the_same_order_goes_to_a_person(chat: Chat) -> None:
    await chat.plays(
        ("the clock arrived broken", "utter_acknowledge_damaged_item", "utter_ask_order_number"),
        ("FL-10010 ola@example.com", "utter_remedy_opening"),
        ("[Full refund]", "utter_granted_refund"),
    )
    again = await Chat.opened(chat.firstline, "en")
    await again.plays(
        ("you sent me the wrong item", "utter_acknowledge_wrong_item", "utter_ask_order_number"),
        ("FL-10010 ola@example.com", "utter_handover_repeat_failure"),
    )
    assert await grants(again) == []
