"""Czech customers with everyday wishes: no diacritics, typos, a change of mind, and back to where they were."""

from tests.conversations.chat import Chat


async def test_kde_je_zasilka(hovor: Chat) -> None:
    await hovor.plays(
        ("dobry den", "utter_greet"),
        ("kde mam objednavku FL-10001?", "utter_ask_email"),
        ("anna@example.com", "utter_order_on_time"),
        ("diky moc", "utter_welcome"),
        ("na shledanou", "utter_goodbye"),
    )


async def test_faktura(hovor: Chat) -> None:
    await hovor.plays(
        ("poslete mi prosim fakturu k objednavce FL-10007", "utter_ask_email"),
        ("tom@example.com", "utter_invoice_sent"),
    )


async def test_zruseni_po_potvrzeni(hovor: Chat) -> None:
    await hovor.plays(
        ("chci zrusit objednavku FL-10006", "utter_ask_email"),
        ("ewa@example.com", "utter_cancel_confirm"),
        ("ano", "FL-10006"),
        ("kde je ted FL-10006", "utter_order_is_cancelled"),
    )
    assert len(await hovor.promises()) == 1


async def test_zruseni_si_zakaznik_rozmysli(hovor: Chat) -> None:
    await hovor.plays(
        ("zruste mi prosím objednávku FL-10006", "utter_ask_email"),
        ("ewa@example.com", "utter_cancel_confirm"),
        ("ne", "utter_offer_declined"),
        ("kde je FL-10006", "utter_order_preparing_until"),
    )


async def test_na_zruseni_je_pozde(hovor: Chat) -> None:
    await hovor.plays(
        ("potrebuju zrusit objednavku FL-10001", "utter_ask_email"),
        ("anna@example.com", "utter_cancel_too_late"),
    )


async def test_vraceni_zbozi(hovor: Chat) -> None:
    await hovor.plays(
        ("chtěla bych vrátit zboží", "utter_ask_order_number"),
        ("FL-10007", "utter_ask_email"),
        ("tom@example.com", "utter_return_confirm"),
        ("ano prosím", "utter_return_opened"),
    )


async def test_kde_jsou_penize_za_vracene_zbozi(hovor: Chat) -> None:
    await hovor.plays(
        ("kdy dostanu zpátky peníze za FL-10004?", "utter_ask_email"),
        ("jan@example.com", "utter_refund_coming"),
    )
    assert len(await hovor.promises()) == 1


async def test_penize_uz_dorazily(hovor: Chat) -> None:
    await hovor.plays(
        ("v jakém stavu je vrácení peněz za FL-10005", "utter_ask_email"),
        ("ewa@example.com", "utter_refund_paid"),
    )


async def test_oteviraci_doba_a_jeste_platba(hovor: Chat) -> None:
    await hovor.plays(
        ("jakou mate oteviraci dobu?", "utter_opening_hours_always"),
        ("jak můžu zaplatit", "utter_payment_methods"),
        ("jste robot?", "utter_i_am_a_bot"),
    )


async def test_zapomenute_heslo(hovor: Chat) -> None:
    await hovor.plays(("zapomela sem heslo", "utter_ask_email"), ("tom@example.com", "utter_password_link_sent"))


async def test_jina_adresa(hovor: Chat) -> None:
    await hovor.plays(
        ("potřebuji změnit doručovací adresu u FL-10006", "utter_ask_email"),
        ("ewa@example.com", "utter_ask_address"),
        ("do Varsavy, ulice Dluga", "utter_ask_address_again"),
        ("Długa 5/2, 00-950 Warszawa", "utter_address_changed"),
    )


async def test_ne_ta_druha_objednavka(hovor: Chat) -> None:
    await hovor.plays(
        ("kde je objednávka FL-10001", "utter_ask_email"),
        ("anna@example.com", "utter_order_on_time"),
        ("ne, myslím tu druhou, FL-10002", "utter_order_late"),
    )


async def test_preklep_v_adrese(hovor: Chat) -> None:
    await hovor.plays(
        ("kde je objednavka FL-10001", "utter_ask_email"),
        ("jan@example.com", "utter_order_not_found"),
        ("pardon, anna@example.com", "utter_order_on_time"),
    )


async def test_otazka_mezitim_a_zpatky(hovor: Chat) -> None:
    await hovor.plays(
        ("kde je moje objednávka", "utter_ask_order_number"),
        ("kolik stojí doprava?", "utter_delivery_options"),
        ("FL-10001", "utter_ask_email"),
        ("anna@example.com", "utter_order_on_time"),
    )


async def test_dve_otazky_najednou(hovor: Chat) -> None:
    await hovor.plays(
        ("Jak dlouho trvá doručení? A jak můžu zaplatit?", "utter_delivery_period", "utter_payment_methods")
    )


async def test_nesmysl_a_pak_otazka(hovor: Chat) -> None:
    await hovor.plays(
        ("dobrý den", "utter_greet"),
        ("asdf qwrt zxcv", "utter_out_of_scope"),
        ("???", "utter_rephrase"),
        ("kde je objednávka FL-10001", "utter_ask_email"),
    )


async def test_tlacitko_vede_kam_ma(hovor: Chat) -> None:
    await hovor.plays(
        ("jak dlouho trvá doručení", "utter_delivery_period"),
        ("[Zjistit stav objednávky]", "utter_ask_order_number"),
        ("FL-10001", "utter_ask_email"),
    )
