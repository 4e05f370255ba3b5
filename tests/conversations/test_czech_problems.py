"""Czech customers with a problem: heard first, asked once at a time, given ways out, and asked if it is all right."""

from tests.conversations.chat import Chat

BROKEN = ("lampa prisla rozbita", "utter_acknowledge_damaged_item", "utter_ask_order_number")
WAYS_OUT = ("FL-10010 ola@example.com", "utter_remedy_opening", "utter_remedy_question")


async def test_balik_ma_zpozdeni_a_zakaznik_pocka(hovor: Chat) -> None:
    await hovor.plays(
        ("balik mel prijit ve ctvrtek a porad nikde", "utter_acknowledge_late_delivery", "utter_ask_order_number"),
        ("FL-10002", "utter_ask_email"),
        ("anna@example.com", "utter_order_late"),
        ("dobře, počkám", "utter_granted_wait", "utter_solution_question"),
    )
    assert len(await hovor.promises()) == 1


async def test_doruceno_a_nic_nemam(hovor: Chat) -> None:
    await hovor.plays(
        ("píše se doručeno, ale nic nemám", "utter_acknowledge_missing_parcel", "utter_ask_order_number"),
        ("FL-10003, jan@example.com", "utter_parcel_not_received"),
        ("ano prosim", "utter_handover_asked", "utter_handover_closing_unknown"),
    )


async def test_ztraceny_balik_poslat_znovu(hovor: Chat) -> None:
    await hovor.plays(
        ("můj balík má zpoždění, objednávka FL-10009", "utter_acknowledge_late_delivery", "utter_ask_email"),
        ("ola@example.com", "utter_remedy_parcel_lost", "utter_remedy_resend", "utter_remedy_question"),
        ("[Pošlete to znovu]", "utter_granted_resend", "utter_solution_question"),
        ("ano", "utter_solution_accepted"),
    )


async def test_rozbite_zbozi_a_novy_kus(hovor: Chat) -> None:
    await hovor.plays(
        BROKEN,
        WAYS_OUT,
        ("[Pošlete mi nový kus]", "utter_granted_replacement", "utter_solution_question"),
        ("ano", "utter_solution_accepted"),
    )


async def test_ano_na_vic_moznosti(hovor: Chat) -> None:
    await hovor.plays(
        BROKEN,
        WAYS_OUT,
        ("ano", "utter_remedy_which"),
        ("radeji novy kus", "utter_granted_replacement"),
    )


async def test_jina_vec_v_baliku_a_dvakrat_ne(hovor: Chat) -> None:
    await hovor.plays(
        ("poslali jste mi jiné zboží, než jsem objednala", "utter_acknowledge_wrong_item", "utter_ask_order_number"),
        WAYS_OUT,
        ("ne", "utter_ask_fair"),
        ("ne", "utter_handover_authority", "utter_handover_closing_unknown"),
    )
    contract = (await hovor.handoff())["contract"]
    assert contract["trigger"]["kind"] == "authority"
    assert len(contract["compensation"]["offered"]) >= 2


async def test_vlastni_navrh_a_prece_nespokojena(hovor: Chat) -> None:
    await hovor.plays(
        BROKEN,
        WAYS_OUT,
        ("férové by bylo vrátit část peněz", "utter_granted_partial_refund", "utter_solution_question"),
        ("ne", "utter_handover_authority", "utter_handover_closing_unknown"),
    )


async def test_penize_zpet(hovor: Chat) -> None:
    await hovor.plays(
        ("chci vratit penize", "utter_acknowledge_get_refund", "utter_ask_order_number"),
        ("FL-10007 tom@example.com", "utter_settlement_options"),
        ("[Vrátit za peníze zpět]", "utter_return_opened"),
    )


async def test_strzeno_dvakrat(hovor: Chat) -> None:
    await hovor.plays(
        ("strhli jste mi peníze dvakrát", "utter_acknowledge_payment_issue", "utter_ask_order_number"),
        ("10001", "utter_ask_email"),
        ("anna@example.com", "utter_payment_once"),
        ("ne", "utter_offer_declined"),
    )


async def test_stiznost_na_zpozdeni(hovor: Chat) -> None:
    await hovor.plays(
        ("chci si stěžovat", "utter_acknowledge_complaint", "utter_ask_what_happened"),
        ("balík má týden zpoždění", "utter_ask_order_number"),
        ("FL-10002 anna@example.com", "utter_order_late"),
    )


async def test_registrace_nejde(hovor: Chat) -> None:
    await hovor.plays(
        (
            "nemuzu se zaregistrovat, hlasi to chybu",
            "utter_acknowledge_registration_problems",
            "utter_registration_help",
        ),
        ("ano", "utter_handover_asked"),
    )


async def test_uprostred_problemu_otazka_a_zpatky(hovor: Chat) -> None:
    await hovor.plays(
        BROKEN,
        ("jste člověk nebo robot?", "utter_i_am_a_bot"),
        WAYS_OUT,
        ("[Vrátit celou částku]", "utter_granted_refund", "utter_solution_question"),
    )


async def test_dve_potize_najednou(hovor: Chat) -> None:
    await hovor.plays(
        (
            "Lampa přišla rozbitá. A ještě mi chybí faktura.",
            "utter_acknowledge_damaged_item",
            "utter_ask_order_number",
        ),
        WAYS_OUT,
        ("[Pošlete mi nový kus]", "utter_granted_replacement", "utter_solution_question"),
        ("ano", "utter_solution_accepted", "utter_invoice_sent"),
    )


async def test_druha_stiznost_na_stejnou_objednavku(hovor: Chat) -> None:
    await hovor.plays(BROKEN, WAYS_OUT, ("[Vrátit celou částku]", "utter_granted_refund"))
    again = await Chat.opened(hovor.firstline, "cs")
    await again.plays(
        ("poslali jste mi špatné zboží", "utter_acknowledge_wrong_item", "utter_ask_order_number"),
        ("FL-10010 ola@example.com", "utter_handover_repeat_failure"),
    )
