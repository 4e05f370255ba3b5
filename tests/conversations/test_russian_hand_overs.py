"""Russian: every reason why a person takes over, and what is none (EMPATHY section 2)."""

import pytest

from tests.conversations.chat import Chat

SEVERE = {
    "зарядка загорелась и обожгла мне руку": ("utter_handover_crisis", "crisis"),
    "сына ударило током от этой лампы": ("utter_handover_crisis", "crisis"),
    "кто-то взломал мой аккаунт и заказал вещи с моей карты": ("utter_handover_fraud", "crisis"),
    "увидимся в суде, мой адвокат с вами свяжется": ("utter_handover_severity", "priority"),
    "завтра у меня свадьба, а платье не пришло": ("utter_handover_occasion", "priority"),
}
CALM = (
    "у вас есть fire TV stick?",
    "просто бомба, отличный магазин!",
    "я не злюсь, просто спрашиваю, где заказ FL-10001",
    "блин, лампа просто охренительная",
    "вы продаёте огнетушители и датчики дыма?",
    "подруга говорит «вы идиоты», а мне у вас нравится. где мой заказ",
)


async def trigger(chat: Chat) -> tuple[str, str]:
    """What it was, and the lane it went to."""
    handoff = await chat.handoff()
    return handoff["contract"]["trigger"]["kind"], handoff["lane"]


@pytest.mark.parametrize(("says", "heard"), SEVERE.items())
async def test_seryoznoe_srazu_k_cheloveku(razgovor: Chat, says: str, heard: tuple[str, str]) -> None:
    await razgovor.plays((says, heard[0], "utter_handover_closing_unknown"))
    assert await trigger(razgovor) == ("severity", heard[1])


@pytest.mark.parametrize("says", CALM)
async def test_iz_za_etogo_nikogo_ne_zovut(razgovor: Chat, says: str) -> None:
    assert await razgovor.says(says)
    assert await razgovor.owner() == "bot", razgovor.transcript()


async def test_prosba_o_cheloveke_i_ozhidanie(razgovor: Chat) -> None:
    await razgovor.plays(
        ("хочу поговорить с человеком", "utter_handover_asked", "utter_handover_closing_unknown"),
        ("сколько ждать?", "utter_wait_unknown"),
        ("это про заказ FL-10002", "utter_waiting_noted"),
    )
    assert await trigger(razgovor) == ("asked", "normal")


async def test_prosba_perezvonit(razgovor: Chat) -> None:
    await razgovor.plays(("перезвоните мне пожалуйста завтра", "utter_handover_callback"))


async def test_yarost(razgovor: Chat) -> None:
    await razgovor.plays(
        ("это позор, сборище идиотов, больше никогда у вас ничего не куплю!!!", "utter_handover_frustration")
    )
    assert await trigger(razgovor) == ("frustration", "priority")


async def test_zlost_rastyot(razgovor: Chat) -> None:
    await razgovor.plays(
        ("моя посылка опаздывает", "utter_acknowledge_late_delivery", "utter_ask_order_number"),
        ("FL-10002", "utter_ask_email"),
        ("это уже раздражает", "utter_ask_email_again"),
        ("это просто кошмар, худший магазин на свете", "utter_handover_frustration"),
    )


async def test_dvazhdy_bez_nomera(razgovor: Chat) -> None:
    await razgovor.plays(
        ("где моя посылка", "utter_ask_order_number"),
        ("не знаю", "utter_ask_order_number_again"),
        ("понятия не имею", "utter_handover_failed_turns"),
    )


async def test_trizhdy_ne_nashli(razgovor: Chat) -> None:
    await razgovor.plays(
        ("где заказ FL-10001", "utter_ask_email"),
        ("jan@example.com", "utter_order_not_found"),
        ("FL-10001 jan@example.com", "utter_order_not_found"),
        ("FL-10001 jan@example.com", "utter_handover_not_found"),
    )


async def test_nichego_uzhe_ne_nado(razgovor: Chat) -> None:
    await razgovor.plays(
        ("хочу поговорить с человеком", "utter_handover_asked"),
        ("ничего, человек уже не нужен", "utter_handover_cancelled"),
        ("где FL-10001", "utter_ask_email"),
    )


async def test_posle_cheloveka_ta_zhe_beda(razgovor: Chat) -> None:
    await razgovor.plays(
        ("лампа пришла разбитая", "utter_acknowledge_damaged_item", "utter_ask_order_number"),
        ("позовите человека", "utter_handover_asked"),
    )
    await razgovor.person_joins("Ola")
    await razgovor.person_writes("Новая лампа уже в пути.")
    await razgovor.plays(("спасибо",))
    await razgovor.person_closes()
    await razgovor.plays(("лампа опять разбитая", "utter_handover_repeat_failure"))


async def test_oblegchenie_konchaet_zlost(razgovor: Chat) -> None:
    await razgovor.plays(
        (
            "посылка должна была прийти в четверг и её до сих пор нет",
            "utter_acknowledge_late_delivery",
            "utter_ask_order_number",
        ),
        ("FL-10002 anna@example.com", "utter_order_late"),
        ("отлично, спасибо большое за помощь", "utter_welcome"),
        ("сколько идёт доставка", "utter_delivery_period"),
    )
