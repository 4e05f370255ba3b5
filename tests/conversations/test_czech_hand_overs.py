"""Czech: every reason why a person takes over, and what is none (EMPATHY section 2)."""

import pytest

from tests.conversations.chat import Chat

SEVERE = {
    "nabijecka zacala horet a popalila mi ruku": ("utter_handover_crisis", "crisis"),
    "syna kopl proud z té lampy": ("utter_handover_crisis", "crisis"),
    "někdo se mi naboural do účtu a objednal věci z mojí karty": ("utter_handover_fraud", "crisis"),
    "uvidíme se u soudu, můj právník se vám ozve": ("utter_handover_severity", "priority"),
    "zítra mám svatbu a šaty nedorazily": ("utter_handover_severity", "priority"),
}
CALM = (
    "máte fire TV stick?",
    "to je bomba obchod, super ceny",
    "nezlobím se, jen se ptám, kde je objednávka FL-10001",
    "do prdele, ta lampa je úžasná",
    "prodáváte hasicí přístroje a hlásiče kouře?",
    "kamarád říká „jste banda idiotů“, ale já vás mám ráda. kde je moje objednávka",
)


async def trigger(chat: Chat) -> tuple[str, str]:
    """What it was, and the lane it went to."""
    handoff = await chat.handoff()
    return handoff["contract"]["trigger"]["kind"], handoff["lane"]


@pytest.mark.parametrize(("says", "heard"), SEVERE.items())
async def test_vazne_veci_jdou_hned_cloveku(hovor: Chat, says: str, heard: tuple[str, str]) -> None:
    await hovor.plays((says, heard[0], "utter_handover_closing_unknown"))
    assert await trigger(hovor) == ("severity", heard[1])


@pytest.mark.parametrize("says", CALM)
async def test_kvuli_tomuhle_se_nikdo_nevola(hovor: Chat, says: str) -> None:
    assert await hovor.says(says)
    assert await hovor.owner() == "bot", hovor.transcript()


async def test_prosba_o_cloveka_cekani_a_nic(hovor: Chat) -> None:
    await hovor.plays(
        ("chci mluvit s clovekem", "utter_handover_asked", "utter_handover_closing_unknown"),
        ("jak dlouho to bude trvat?", "utter_wait_unknown"),
        ("jde o objednavku FL-10002", "utter_waiting_noted"),
    )
    assert await trigger(hovor) == ("asked", "normal")


async def test_prosba_o_zavolani(hovor: Chat) -> None:
    await hovor.plays(("zavolejte mi prosim zitra zpatky", "utter_handover_callback"))


async def test_zurivost(hovor: Chat) -> None:
    await hovor.plays(("to je ostuda, banda idiotů, už nikdy u vás nic nekoupím!!!", "utter_handover_frustration"))
    assert await trigger(hovor) == ("frustration", "priority")


async def test_hnev_roste(hovor: Chat) -> None:
    await hovor.plays(
        ("můj balík má zpoždění", "utter_acknowledge_late_delivery", "utter_ask_order_number"),
        ("FL-10002", "utter_ask_email"),
        ("už mě to vážně štve", "utter_ask_email_again"),
        ("to je děs, nejhorší obchod na světě", "utter_handover_frustration"),
    )


async def test_dvakrat_bez_cisla(hovor: Chat) -> None:
    await hovor.plays(
        ("kde je muj balik", "utter_ask_order_number"),
        ("nevím", "utter_ask_order_number_again"),
        ("fakt netuším", "utter_handover_failed_turns"),
    )


async def test_trikrat_nenalezeno(hovor: Chat) -> None:
    await hovor.plays(
        ("kde je objednávka FL-10001", "utter_ask_email"),
        ("jan@example.com", "utter_order_not_found"),
        ("FL-10001 jan@example.com", "utter_order_not_found"),
        ("FL-10001 jan@example.com", "utter_handover_not_found"),
    )


async def test_nic_uz_clovek_netreba(hovor: Chat) -> None:
    await hovor.plays(
        ("chci mluvit s člověkem", "utter_handover_asked"),
        ("to nic, už nepotřebuji člověka", "utter_handover_cancelled"),
        ("kde je FL-10001", "utter_ask_email"),
    )


async def test_po_cloveku_zase_stejna_potiz(hovor: Chat) -> None:
    await hovor.plays(
        ("lampa přišla rozbitá", "utter_acknowledge_damaged_item", "utter_ask_order_number"),
        ("chci mluvit s člověkem", "utter_handover_asked"),
    )
    await hovor.person_joins("Ola")
    await hovor.person_writes("Nová lampa je na cestě.")
    await hovor.plays(("děkuji",))
    await hovor.person_closes()
    await hovor.plays(("ta lampa je zase rozbitá", "utter_handover_repeat_failure"))


async def test_ulevou_konci_zlost(hovor: Chat) -> None:
    await hovor.plays(
        ("balík měl přijít ve čtvrtek a pořád nikde", "utter_acknowledge_late_delivery", "utter_ask_order_number"),
        ("FL-10002 anna@example.com", "utter_order_late"),
        ("skvělé, moc děkuji za pomoc", "utter_welcome"),
        ("jak dlouho trvá doručení", "utter_delivery_period"),
    )
