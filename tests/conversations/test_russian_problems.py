"""Russian customers with a problem: heard first, asked once at a time, given ways out, and asked if it is all right."""

from tests.conversations.chat import Chat

BROKEN = ("лампа пришла разбитая", "utter_acknowledge_damaged_item", "utter_ask_order_number")
WAYS_OUT = ("FL-10010 ola@example.com", "utter_remedy_opening", "utter_remedy_question")


async def test_posylka_opazdyvaet_i_pokupatel_zhdyot(razgovor: Chat) -> None:
    await razgovor.plays(
        (
            "посылка должна была прийти в четверг и ее до сих пор нет",
            "utter_acknowledge_late_delivery",
            "utter_ask_order_number",
        ),
        ("FL-10002", "utter_ask_email"),
        ("anna@example.com", "utter_order_late"),
        ("хорошо, подожду", "utter_granted_wait", "utter_solution_question"),
    )
    assert len(await razgovor.promises()) == 1


async def test_dostavleno_no_nichego_net(razgovor: Chat) -> None:
    await razgovor.plays(
        ("пишут что доставлено, а я ничего не получил", "utter_acknowledge_missing_parcel", "utter_ask_order_number"),
        ("FL-10003, jan@example.com", "utter_parcel_not_received"),
        ("да, пожалуйста", "utter_handover_asked", "utter_handover_closing_unknown"),
    )


async def test_poteryannaya_posylka_eshchyo_raz(razgovor: Chat) -> None:
    await razgovor.plays(
        ("моя посылка опаздывает, заказ FL-10009", "utter_acknowledge_late_delivery", "utter_ask_email"),
        ("ola@example.com", "utter_remedy_parcel_lost", "utter_remedy_resend", "utter_remedy_question"),
        ("[Отправьте ещё раз]", "utter_granted_resend", "utter_solution_question"),
        ("да", "utter_solution_accepted"),
    )


async def test_razbitaya_lampa_i_novaya(razgovor: Chat) -> None:
    await razgovor.plays(
        BROKEN,
        WAYS_OUT,
        ("[Отправьте новый товар]", "utter_granted_replacement", "utter_solution_question"),
        ("да", "utter_solution_accepted"),
    )


async def test_da_na_neskolko_vykhodov(razgovor: Chat) -> None:
    await razgovor.plays(
        BROKEN,
        WAYS_OUT,
        ("да", "utter_remedy_which"),
        ("лучше замену", "utter_granted_replacement"),
    )


async def test_ne_tot_tovar_i_dvazhdy_net(razgovor: Chat) -> None:
    await razgovor.plays(
        ("вы прислали не тот товар", "utter_acknowledge_wrong_item", "utter_ask_order_number"),
        WAYS_OUT,
        ("нет", "utter_ask_fair"),
        ("нет", "utter_handover_authority", "utter_handover_closing_unknown"),
    )
    contract = (await razgovor.handoff())["contract"]
    assert contract["trigger"]["kind"] == "authority"
    assert len(contract["compensation"]["offered"]) >= 2


async def test_svoyo_predlozhenie_i_vsyo_zhe_net(razgovor: Chat) -> None:
    await razgovor.plays(
        BROKEN,
        WAYS_OUT,
        ("честно было бы вернуть часть денег", "utter_granted_partial_refund", "utter_solution_question"),
        ("нет", "utter_handover_authority", "utter_handover_closing_unknown"),
    )


async def test_vernite_dengi(razgovor: Chat) -> None:
    await razgovor.plays(
        ("хочу вернуть деньги", "utter_acknowledge_get_refund", "utter_ask_order_number"),
        ("FL-10007 tom@example.com", "utter_settlement_options"),
        ("[Вернуть и получить деньги]", "utter_return_opened"),
    )


async def test_spisali_dvazhdy(razgovor: Chat) -> None:
    await razgovor.plays(
        ("с меня списали деньги дважды", "utter_acknowledge_payment_issue", "utter_ask_order_number"),
        ("10001", "utter_ask_email"),
        ("anna@example.com", "utter_payment_once"),
        ("нет", "utter_offer_declined"),
    )


async def test_zhaloba_na_opozdanie(razgovor: Chat) -> None:
    await razgovor.plays(
        ("хочу пожаловаться", "utter_acknowledge_complaint", "utter_ask_what_happened"),
        ("посылка опаздывает на неделю", "utter_ask_order_number"),
        ("FL-10002 anna@example.com", "utter_order_late"),
    )


async def test_ne_poluchaetsya_zaregistrirovatsya(razgovor: Chat) -> None:
    await razgovor.plays(
        (
            "не могу зарегистрироваться, выдает ошибку",
            "utter_acknowledge_registration_problems",
            "utter_registration_help",
        ),
        ("да", "utter_handover_asked"),
    )


async def test_posredi_bedy_vopros_i_obratno(razgovor: Chat) -> None:
    await razgovor.plays(
        BROKEN,
        ("вы человек или робот?", "utter_i_am_a_bot"),
        WAYS_OUT,
        ("[Вернуть всю сумму]", "utter_granted_refund", "utter_solution_question"),
    )


async def test_dve_bedy_srazu(razgovor: Chat) -> None:
    await razgovor.plays(
        (
            "Лампа пришла разбитая. И ещё с меня списали деньги дважды.",
            "utter_acknowledge_damaged_item",
            "utter_ask_order_number",
        ),
        WAYS_OUT,
        ("[Отправьте новый товар]", "utter_granted_replacement", "utter_solution_question"),
        ("да", "utter_solution_accepted", "utter_acknowledge_payment_issue", "utter_payment_once"),
    )


async def test_vtoraya_zhaloba_na_tot_zhe_zakaz(razgovor: Chat) -> None:
    await razgovor.plays(BROKEN, WAYS_OUT, ("[Вернуть всю сумму]", "utter_granted_refund"))
    again = await Chat.opened(razgovor.firstline, "ru")
    await again.plays(
        ("вы прислали не тот товар", "utter_acknowledge_wrong_item", "utter_ask_order_number"),
        ("FL-10010 ola@example.com", "utter_handover_repeat_failure"),
    )
