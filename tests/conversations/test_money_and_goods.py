"""Broken, wrong, unpaid, to be returned: a problem is acknowledged first, then two ways out."""

from tests.conversations.chat import Chat


async def test_a_broken_lamp_and_a_yes_to_several_ways_out(chat: Chat) -> None:
    await chat.plays(
        ("the lamp arrived broken", "utter_acknowledge_damaged_item", "utter_ask_order_number"),
        ("FL-10010 ola@example.com", "utter_remedy_opening"),
        ("yes", "utter_remedy_which"),
        ("the new one", "utter_granted_replacement"),
    )


async def test_stluczona_lampa(czat: Chat) -> None:
    await czat.plays(
        ("lampa przyszła stłuczona", "utter_acknowledge_damaged_item", "utter_ask_order_number"),
        ("10010", "utter_ask_email"),
        ("ola@example.com", "utter_remedy_opening"),
        ("proszę o wymianę", "utter_granted_replacement"),
    )


async def test_the_wrong_item_and_neither_way_out_will_do(chat: Chat) -> None:
    await chat.plays(
        ("you sent me the wrong item", "utter_acknowledge_wrong_item", "utter_ask_order_number"),
        ("10007", "utter_ask_email"),
        ("tom@example.com", "utter_remedy_opening"),
        ("no", "utter_ask_fair"),
        ("no", "utter_handover_authority", "utter_handover_closing_unknown"),
    )
    assert (await chat.handoff())["contract"]["trigger"]["kind"] == "authority"


async def test_nie_to_zamowienie_i_zadna_propozycja_nie_pasuje(czat: Chat) -> None:
    await czat.plays(
        ("przysłaliście mi nie ten produkt", "utter_acknowledge_wrong_item", "utter_ask_order_number"),
        ("FL-10007 tom@example.com", "utter_remedy_opening"),
        ("nie", "utter_ask_fair"),
        ("nie", "utter_handover_authority", "utter_handover_closing_unknown"),
    )


async def test_a_wish_after_the_problem_gets_no_second_apology(chat: Chat) -> None:
    await chat.plays(
        ("the lamp arrived broken", "utter_acknowledge_damaged_item", "utter_ask_order_number"),
        ("i want my money back", "utter_ask_order_number"),
        ("FL-10010 ola@example.com", "utter_remedy_opening"),
    )


async def test_money_back(chat: Chat) -> None:
    await chat.plays(
        ("i want my money back", "utter_acknowledge_get_refund", "utter_ask_order_number"),
        ("FL-10007 tom@example.com", "utter_settlement_options"),
        ("[Return it for a refund]", "utter_return_opened"),
    )


async def test_zwrot_pieniedzy(czat: Chat) -> None:
    await czat.plays(
        ("chcę zwrotu pieniędzy", "utter_acknowledge_get_refund", "utter_ask_order_number"),
        ("FL-10007 tom@example.com", "utter_settlement_options"),
    )


async def test_charged_twice(chat: Chat) -> None:
    await chat.plays(
        ("I was charged twice for one order", "utter_acknowledge_payment_issue", "utter_ask_order_number"),
        ("FL-10001", "utter_ask_email"),
        ("anna@example.com", "utter_payment_once"),
        ("[Not now]", "utter_offer_declined"),
    )


async def test_podwojna_platnosc(czat: Chat) -> None:
    await czat.plays(
        ("pobrano mi pieniądze dwa razy", "utter_acknowledge_payment_issue", "utter_ask_order_number"),
        ("FL-10001", "utter_ask_email"),
        ("anna@example.com", "utter_payment_once"),
        ("tak", "utter_handover_asked"),
    )


async def test_a_refund_on_its_way(chat: Chat) -> None:
    await chat.plays(
        ("has my refund been paid?", "utter_ask_order_number"),
        ("FL-10004", "utter_ask_email"),
        ("jan@example.com", "utter_refund_coming"),
    )
    assert len(await chat.promises()) == 1


async def test_zwrot_juz_wyplacony(czat: Chat) -> None:
    await czat.plays(
        ("kiedy dostanę zwrot pieniędzy za FL-10005", "utter_ask_email"),
        ("ewa@example.com", "utter_refund_paid"),
    )


async def test_something_goes_back(chat: Chat) -> None:
    await chat.plays(
        ("i'd like to return something", "utter_ask_order_number"),
        ("FL-10007", "utter_ask_email"),
        ("tom@example.com", "utter_return_confirm"),
        ("yes", "utter_return_opened"),
    )


async def test_zwrot_towaru_ktory_jeszcze_nie_dotarl(czat: Chat) -> None:
    await czat.plays(
        ("chcę zwrócić towar", "utter_ask_order_number"),
        ("FL-10001 anna@example.com", "utter_return_not_yet"),
    )


async def test_an_invoice(chat: Chat) -> None:
    await chat.plays(
        ("can you send me the invoice for FL-10007", "utter_ask_email"),
        ("tom@example.com", "utter_invoice_sent"),
    )


async def test_faktury_jeszcze_nie_ma(czat: Chat) -> None:
    await czat.plays(
        ("gdzie znajdę moje faktury", "utter_ask_order_number"),
        ("FL-10006 ewa@example.com", "utter_invoice_not_yet"),
        ("[Mogę poczekać]", "utter_offer_declined"),
    )


async def test_a_forgotten_password(chat: Chat) -> None:
    await chat.plays(
        ("I forgot my password", "utter_ask_email"),
        ("tom@example.com", "utter_password_link_sent"),
    )


async def test_klopot_z_rejestracja(czat: Chat) -> None:
    await czat.plays(
        (
            "nie mogę założyć konta, wyskakuje błąd",
            "utter_acknowledge_registration_problems",
            "utter_registration_help",
        ),
        ("tak", "utter_handover_asked"),
    )


async def test_a_complaint_is_heard_out_once(chat: Chat) -> None:
    await chat.plays(
        ("I want to complain", "utter_acknowledge_complaint", "utter_ask_what_happened"),
        ("your courier was rude to me", "utter_handover_authority"),
    )


async def test_skarga_okazuje_sie_spozniona_paczka(czat: Chat) -> None:
    await czat.plays(
        ("chcę złożyć skargę", "utter_acknowledge_complaint", "utter_ask_what_happened"),
        ("paczka jest spóźniona o tydzień", "utter_ask_order_number"),
        ("FL-10002 anna@example.com", "utter_order_late"),
    )
