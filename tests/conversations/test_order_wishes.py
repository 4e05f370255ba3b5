"""Where is it, when does it come, cancel it, send it elsewhere: simple wishes, settled without ceremony."""

from tests.conversations.chat import Chat


async def test_an_order_on_time(chat: Chat) -> None:
    await chat.plays(
        ("where is my order FL-10001?", "utter_ask_email"),
        ("anna@example.com", "utter_order_on_time"),
        ("thanks", "utter_welcome"),
    )


async def test_a_parcel_that_is_late(chat: Chat) -> None:
    await chat.plays(
        (
            "my parcel was due on thursday and it's still not here",
            "utter_acknowledge_late_delivery",
            "utter_ask_order_number",
        ),
        ("FL-10002", "utter_ask_email"),
        ("anna@example.com", "utter_order_late"),
        ("all right, I'll wait", "utter_granted_wait", "utter_solution_question"),
    )
    promised = [row["text"] for row in await chat.promises()]
    assert promised == [chat.lines[-3]["text"]]  # the line that names the new day


async def test_spozniona_paczka(czat: Chat) -> None:
    await czat.plays(
        (
            "paczka miała być w czwartek i dalej jej nie ma",
            "utter_acknowledge_late_delivery",
            "utter_ask_order_number",
        ),
        ("FL-10002", "utter_ask_email"),
        ("anna@example.com", "utter_order_late"),
        ("dobrze, poczekam", "utter_granted_wait", "utter_solution_question"),
    )


async def test_zamowienie_w_drodze(czat: Chat) -> None:
    await czat.plays(
        ("gdzie jest moje zamówienie FL-10001?", "utter_ask_email"),
        ("anna@example.com", "utter_order_on_time"),
        ("dziękuję", "utter_welcome"),
    )


async def test_a_bare_order_number_asks_where_the_order_is(chat: Chat) -> None:
    await chat.plays(
        ("FL-10001", "utter_ask_email"),
        ("anna@example.com", "utter_order_on_time"),
    )


async def test_sam_numer_na_polskiej_stronie_dostaje_polska_odpowiedz(czat: Chat) -> None:
    await czat.plays(("FL-10001", "Proszę jeszcze o adres e-mail"))


async def test_marked_as_delivered_and_nothing_came(chat: Chat) -> None:
    await chat.plays(
        ("it says delivered but I have nothing", "utter_acknowledge_missing_parcel", "utter_ask_order_number"),
        ("FL-10003, jan@example.com", "utter_parcel_not_received"),
        ("yes please", "utter_handover_asked", "utter_handover_closing_unknown"),
    )
    assert await chat.owner() == "waiting"


async def test_paczka_doreczona_ale_jej_nie_ma(czat: Chat) -> None:
    await czat.plays(
        ("status doręczona, a ja nic nie dostałem", "utter_acknowledge_missing_parcel", "utter_ask_order_number"),
        ("FL-10003, jan@example.com", "utter_parcel_not_received"),
        ("tak, poproszę", "utter_handover_asked", "utter_handover_closing_unknown"),
    )


async def test_a_lost_parcel(chat: Chat) -> None:
    await chat.plays(
        ("my parcel is late, order FL-10009", "utter_acknowledge_late_delivery", "utter_ask_email"),
        ("ola@example.com", "utter_remedy_parcel_lost", "utter_remedy_question"),
        ("[Send it again]", "utter_granted_resend"),
    )


async def test_an_order_is_cancelled_once_the_customer_says_yes(chat: Chat) -> None:
    await chat.plays(
        ("please cancel my order FL-10006", "utter_ask_email"),
        ("ewa@example.com", "utter_cancel_confirm"),
        ("yes", "Done: order FL-10006 is cancelled"),
        ("where is FL-10006 now", "utter_order_is_cancelled"),
    )


async def test_zamowienie_zostaje_gdy_klient_sie_rozmysli(czat: Chat) -> None:
    await czat.plays(
        ("chcę anulować zamówienie FL-10006", "utter_ask_email"),
        ("ewa@example.com", "utter_cancel_confirm"),
        ("nie", "utter_offer_declined"),
        ("gdzie jest FL-10006", "utter_order_preparing_until"),
    )


async def test_too_late_to_cancel(chat: Chat) -> None:
    await chat.plays(
        ("cancel my order FL-10001 please", "utter_ask_email"),
        ("anna@example.com", "utter_cancel_too_late"),
    )


async def test_another_address_does_not_make_another_language(chat: Chat) -> None:
    await chat.plays(
        ("i need to change the delivery address of FL-10006", "utter_ask_email"),
        ("ewa@example.com", "utter_ask_address"),
        ("Warszawa, Długa", "utter_ask_address_again"),
        ("Długa 5/2, 00-950 Warszawa", "Done: the parcel goes to Długa 5/2, 00-950 Warszawa"),
    )


async def test_zmiana_adresu(czat: Chat) -> None:
    await czat.plays(
        ("proszę zmienić adres dostawy FL-10006", "utter_ask_email"),
        ("ewa@example.com", "utter_ask_address"),
        ("Długa 5/2, 00-950 Warszawa", "utter_address_changed"),
    )
