"""A late order: heard, explained with its new day, two or more ways out; one granted once, both refused a person's."""

from tests.conversations.chat import Chat
from tests.conversations.test_recovery import case, grants

ASKED = ("utter_order_late", "utter_remedy_while_waiting", "utter_remedy_voucher", "utter_remedy_cancel")


async def promised(chat: Chat) -> list[str]:
    return sorted(promise["kind"] for promise in await chat.promises())


async def test_a_voucher_for_waiting(chat: Chat) -> None:
    await chat.plays(
        ("my parcel is late", "utter_acknowledge_late_delivery", "utter_ask_order_number"),
        ("FL-10002 anna@example.com", *ASKED, "utter_remedy_question"),
        ("[Take the voucher]", "utter_granted_voucher", "utter_solution_question"),
        ("yes", "utter_solution_accepted"),
    )
    assert await grants(chat) == [("voucher", "done")]
    assert await promised(chat) == ["delivery"]
    settled = await case(chat)
    assert (settled["problem"], settled["outcome"], settled["chosen"]) == ("late_delivery", "settled", "voucher")
    assert len(settled["offered"]) >= 2


async def test_anulowanie_spoznionego_zamowienia_wlasnymi_slowami(czat: Chat) -> None:
    await czat.plays(
        ("paczka miała być w czwartek i dalej jej nie ma", "utter_acknowledge_late_delivery", "utter_ask_order_number"),
        ("FL-10002 anna@example.com", *ASKED, "utter_remedy_question"),
        ("to anulujcie zamówienie", "utter_granted_cancel", "utter_solution_question"),
    )
    assert await grants(czat) == [("cancel", "done")]
    assert await promised(czat) == ["delivery", "refund"]


async def test_dvakrat_ne_a_prebira_clovek(hovor: Chat) -> None:
    await hovor.plays(
        ("balík má týden zpoždění", "utter_acknowledge_late_delivery", "utter_ask_order_number"),
        ("FL-10002 anna@example.com", *ASKED, "utter_remedy_question"),
        ("ne", "utter_ask_fair"),
        ("ne", "utter_handover_authority", "utter_handover_closing_unknown"),
    )
    assert (await case(hovor))["outcome"] == "person"
    assert await grants(hovor) == []


async def test_podarok_ko_dnyu_rozhdeniya_vozmeshchayut_bolshe(razgovor: Chat) -> None:
    await razgovor.plays(
        ("посылка опаздывает на неделю, а это подарок", "utter_acknowledge_late_delivery", "utter_ask_order_number"),
        ("FL-10002 anna@example.com", *ASKED, "utter_remedy_question"),
        ("[Беру купон]", "utter_granted_voucher", "utter_solution_question"),
    )
    assert (await case(razgovor))["chosen"] == "large_voucher"


async def test_a_question_about_a_late_order_is_no_complaint(chat: Chat) -> None:
    await chat.plays(
        ("where is my order FL-10002", "utter_ask_email"),
        ("anna@example.com", "utter_order_late", "utter_remedy_wait", "utter_remedy_cancel", "utter_remedy_question"),
        ("[I'll wait]", "utter_granted_wait", "utter_solution_question"),
    )
    assert await grants(chat) == []
