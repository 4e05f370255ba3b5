"""Somebody asks where the parcel is, and complains of nothing; that it is late is for us to say, and to regret."""

from tests.conversations.chat import Chat


async def test_where_is_it_and_it_is_late(chat: Chat) -> None:
    await chat.plays(
        ("where is my order FL-10002", "utter_ask_email"),
        ("anna@example.com", "utter_acknowledge_found_late", "utter_order_late"),
    )
    assert len(await chat.promises()) == 1


async def test_gdzie_paczka_a_ona_zaginela(czat: Chat) -> None:
    await czat.plays(
        ("gdzie jest zamówienie FL-10009", "utter_ask_email"),
        ("ola@example.com", "utter_acknowledge_found_late", "utter_remedy_parcel_lost", "utter_remedy_question"),
    )


async def test_kde_je_balik_a_ma_zpozdeni(hovor: Chat) -> None:
    await hovor.plays(
        ("kde je objednávka FL-10002", "utter_ask_email"),
        ("anna@example.com", "utter_acknowledge_found_late", "utter_order_late"),
        ("[Počkám]", "utter_granted_wait"),
    )


async def test_gde_posylka_a_ona_opazdyvaet(razgovor: Chat) -> None:
    await razgovor.plays(
        ("где заказ FL-10002", "utter_ask_email"),
        ("anna@example.com", "utter_acknowledge_found_late", "utter_order_late"),
    )


async def test_one_apology_for_a_parcel_that_was_called_late(chat: Chat) -> None:
    heard = (await chat.says("my parcel is late"))[0]["text"]
    await chat.plays(("FL-10002 anna@example.com", "utter_order_late"))
    assert heard.startswith("I'm sorry") and "sorry" not in chat.lines[-1]["text"]


async def test_on_time_needs_no_apology(chat: Chat) -> None:
    await chat.plays(("where is my order FL-10001", "utter_ask_email"), ("anna@example.com", "utter_order_on_time"))
    assert "sorry" not in chat.lines[-1]["text"]
