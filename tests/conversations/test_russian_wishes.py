"""Russian customers with everyday wishes: typos, no capitals, a change of mind, and back to where they were."""

from tests.conversations.chat import Chat


async def test_gde_zakaz(razgovor: Chat) -> None:
    await razgovor.plays(
        ("здравствуйте", "utter_greet"),
        ("где мой заказ FL-10001?", "utter_ask_email"),
        ("anna@example.com", "utter_order_on_time"),
        ("спасибо большое", "utter_welcome"),
        ("до свидания", "utter_goodbye"),
    )


async def test_schet(razgovor: Chat) -> None:
    await razgovor.plays(
        ("пришлите пожалуйста счет-фактуру по заказу FL-10007", "utter_ask_email"),
        ("tom@example.com", "utter_invoice_sent"),
    )


async def test_otmena_posle_podtverzhdeniya(razgovor: Chat) -> None:
    await razgovor.plays(
        ("хочу отменить заказ FL-10006", "utter_ask_email"),
        ("ewa@example.com", "utter_cancel_confirm"),
        ("да", "FL-10006"),
        ("где теперь FL-10006", "utter_order_is_cancelled"),
    )
    assert len(await razgovor.promises()) == 1


async def test_otmenyat_peredumali(razgovor: Chat) -> None:
    await razgovor.plays(
        ("отмените заказ FL-10006", "utter_ask_email"),
        ("ewa@example.com", "utter_cancel_confirm"),
        ("нет", "utter_offer_declined"),
        ("где FL-10006", "utter_order_preparing_until"),
    )


async def test_otmenyat_pozdno(razgovor: Chat) -> None:
    await razgovor.plays(
        ("мне нужно отменить заказ FL-10001", "utter_ask_email"),
        ("anna@example.com", "utter_cancel_too_late"),
    )


async def test_vernut_tovar(razgovor: Chat) -> None:
    await razgovor.plays(
        ("хочу вернуть товар", "utter_ask_order_number"),
        ("FL-10007", "utter_ask_email"),
        ("tom@example.com", "utter_return_confirm"),
        ("да, пожалуйста", "utter_return_opened"),
    )


async def test_gde_dengi_za_vozvrat(razgovor: Chat) -> None:
    await razgovor.plays(
        ("когда придут деньги за возврат FL-10004?", "utter_ask_email"),
        ("jan@example.com", "utter_refund_coming"),
    )
    assert len(await razgovor.promises()) == 1


async def test_dengi_uzhe_prishli(razgovor: Chat) -> None:
    await razgovor.plays(
        ("какой статус возврата денег по FL-10005", "utter_ask_email"),
        ("ewa@example.com", "utter_refund_paid"),
    )


async def test_chasy_raboty_i_oplata(razgovor: Chat) -> None:
    await razgovor.plays(
        ("какие у вас часы работы?", "utter_opening_hours_always"),
        ("как можно оплатить", "utter_payment_methods"),
        ("вы бот?", "utter_i_am_a_bot"),
    )


async def test_zabyt_parol(razgovor: Chat) -> None:
    await razgovor.plays(("незнаю пароль забыла", "utter_ask_email"), ("tom@example.com", "utter_password_link_sent"))


async def test_drugoy_adres(razgovor: Chat) -> None:
    await razgovor.plays(
        ("нужно поменять адрес доставки у FL-10006", "utter_ask_email"),
        ("ewa@example.com", "utter_ask_address"),
        ("в Варшаву, улица Длуга", "utter_ask_address_again"),
        ("Długa 5/2, 00-950 Warszawa", "utter_address_changed"),
    )


async def test_net_drugoy_zakaz(razgovor: Chat) -> None:
    await razgovor.plays(
        ("где заказ FL-10001", "utter_ask_email"),
        ("anna@example.com", "utter_order_on_time"),
        ("нет, другой заказ, FL-10002", "utter_order_late"),
    )


async def test_opechatka_v_pochte(razgovor: Chat) -> None:
    await razgovor.plays(
        ("где заказ FL-10001", "utter_ask_email"),
        ("jan@example.com", "utter_order_not_found"),
        ("ой, FL-10001 anna@example.com", "utter_order_on_time"),
    )


async def test_vopros_mezhdu_delom_i_obratno(razgovor: Chat) -> None:
    await razgovor.plays(
        ("где мой заказ", "utter_ask_order_number"),
        ("какие есть способы доставки?", "utter_delivery_options"),
        ("FL-10001", "utter_ask_email"),
        ("anna@example.com", "utter_order_on_time"),
    )


async def test_dva_voprosa_srazu(razgovor: Chat) -> None:
    await razgovor.plays(
        ("Сколько идёт доставка? И как можно оплатить?", "utter_delivery_period", "utter_payment_methods")
    )


async def test_dva_dela_ob_odnom_zakaze(razgovor: Chat) -> None:
    await razgovor.plays(
        ("Где мой заказ FL-10001? И ещё пришлите счёт по нему.", "utter_ask_email"),
        ("anna@example.com", "utter_order_on_time", "utter_invoice_sent"),
    )


async def test_bessmyslica_a_potom_vopros(razgovor: Chat) -> None:
    await razgovor.plays(
        ("добрый день", "utter_greet"),
        ("asdf qwrt", "utter_out_of_scope"),
        ("???", "utter_rephrase"),
        ("где заказ FL-10001", "utter_ask_email"),
    )


async def test_knopka_vedyot_kuda_skazano(razgovor: Chat) -> None:
    await razgovor.plays(
        ("сколько идёт доставка", "utter_delivery_period"),
        ("[Проверить мой заказ]", "utter_ask_order_number"),
        ("FL-10001", "utter_ask_email"),
    )
