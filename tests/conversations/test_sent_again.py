""" "Send it again" about a parcel that did not come is about the parcel, not about the invoice we also send."""

import pytest

from tests.conversations.chat import Chat

LOST = "FL-10009 ola@example.com"
NOT_RECEIVED = "FL-10003, jan@example.com"


async def test_poslete_to_znovu_ztraceny_balik(hovor: Chat) -> None:
    await hovor.plays(
        ("balík se asi ztratil, nic nepřišlo", "utter_acknowledge_missing_parcel", "utter_ask_order_number"),
        (LOST, "utter_remedy_parcel_lost"),
        ("Pošlete to znovu.", "utter_granted_resend", "utter_solution_question"),
    )


async def test_poslete_to_znovu_nez_vime_ktera_objednavka(hovor: Chat) -> None:
    await hovor.plays(
        ("balík se asi ztratil, nic nepřišlo", "utter_acknowledge_missing_parcel", "utter_ask_order_number"),
        ("Pošlete to znovu.", "utter_ask_order_number_again"),
        (LOST, "utter_remedy_parcel_lost"),
    )


async def test_poslete_to_znovu_dorucene_neprislo(hovor: Chat) -> None:
    await hovor.plays(
        ("píšou, že je doručeno, ale nic jsem nedostal", "utter_acknowledge_missing_parcel", "utter_ask_order_number"),
        (NOT_RECEIVED, "utter_parcel_not_received"),
        ("Pošlete to znovu.", "utter_handover_authority"),
    )


async def test_wyslijcie_to_jeszcze_raz(czat: Chat) -> None:
    await czat.plays(
        ("paczka nie dotarła", "utter_ask_order_number"),
        (LOST, "utter_remedy_parcel_lost"),
        ("Wyślijcie to jeszcze raz.", "utter_granted_resend"),
    )


async def test_otpravte_eto_eshchyo_raz(razgovor: Chat) -> None:
    await razgovor.plays(
        ("пишут что доставлено, а я ничего не получил", "utter_acknowledge_missing_parcel", "utter_ask_order_number"),
        (NOT_RECEIVED, "utter_parcel_not_received"),
        ("Отправьте это ещё раз.", "utter_handover_authority"),
    )


async def test_send_it_again(chat: Chat) -> None:
    await chat.plays(
        ("where is my order FL-10009", "utter_ask_email"),
        ("ola@example.com", "utter_acknowledge_found_late", "utter_remedy_parcel_lost"),
        ("send it again please", "utter_granted_resend"),
    )


@pytest.mark.parametrize("text", ["please send me the invoice again", "I need that receipt sent again"])
async def test_the_invoice_again_is_no_second_parcel(chat: Chat, text: str) -> None:
    await chat.plays(
        ("my parcel is lost", "utter_acknowledge_missing_parcel", "utter_ask_order_number"),
        (LOST, "utter_remedy_parcel_lost"),
    )
    await chat.says(text)
    grants = await chat.firstline.pool.fetchval("SELECT count(*) FROM grants WHERE conversation_id = $1", chat.id)
    assert grants == 0, chat.transcript()
