"""While somebody waits for a person, and when they change their mind."""

from tests.conversations.chat import Chat


async def test_how_long_is_answered_and_everything_else_is_kept(chat: Chat) -> None:
    await chat.plays(
        ("can I talk to a human", "utter_handover_asked", "utter_wait_unknown"),
        ("how long will it take?", "utter_wait_unknown"),
        ("also my order is FL-10002", "utter_waiting_noted"),
        ("where is it?", "utter_waiting_noted"),
        ("how long?", "utter_wait_unknown"),
    )


async def test_czekajacy_klient_slyszy_tylko_o_czekaniu(czat: Chat) -> None:
    await czat.plays(
        ("chcę rozmawiać z człowiekiem", "utter_handover_asked", "utter_wait_unknown"),
        ("jak długo mam czekać?", "utter_wait_unknown"),
        ("numer zamówienia FL-10002", "utter_waiting_noted"),
        ("ile jeszcze?", "utter_wait_unknown"),
    )


async def test_somebody_is_free_and_the_stated_time_is_kept_to(chat: Chat, somebody_is_free: None) -> None:
    await chat.plays(
        ("can I talk to a human", "utter_handover_asked", "utter_wait_now", "utter_handover_closing"),
        ("how long will it take?", "within"),
    )
    assert len(await chat.promises()) == 1
    await chat.person_joins("ola")
    await chat.person_writes("Hello, this is Ola.")
    await chat.plays(("hello",))
    assert [promise["state"] for promise in await chat.promises()] == ["kept"]


async def test_ktos_jest_wolny(czat: Chat, somebody_is_free: None) -> None:
    await czat.plays(
        ("ile się czeka na konsultanta?", "utter_wait_if_handover", "utter_wait_now"),
        ("tak", "utter_handover_asked", "utter_wait_now", "utter_handover_closing"),
        ("jak długo mam czekać?", "w ciągu"),
    )


async def test_danger_while_waiting_is_not_kept_for_later(chat: Chat) -> None:
    await chat.plays(
        ("can I talk to a human", "utter_handover_asked"),
        ("the lamp just caught fire and burned my hand", "utter_handover_crisis"),
    )
    assert (await chat.handoff())["lane"] == "crisis"


async def test_never_mind(chat: Chat) -> None:
    await chat.plays(
        ("can I talk to a human", "utter_handover_asked"),
        ("never mind, forget it", "utter_handover_cancelled"),
        ("where is FL-10001", "utter_ask_email"),
    )
    assert await chat.owner() == "bot"
    assert [
        row["state"] for row in await chat.firstline.handoffs.list("waiting") if row["conversation_id"] == chat.id
    ] == []


async def test_niewazne(czat: Chat) -> None:
    await czat.plays(
        ("chcę rozmawiać z człowiekiem", "utter_handover_asked"),
        ("nieważne, już nie trzeba", "utter_handover_cancelled"),
        ("gdzie jest FL-10001", "utter_ask_email"),
    )


async def test_a_second_hand_over_uses_other_words(chat: Chat) -> None:
    await chat.plays(
        ("I want a person", "utter_handover_asked"),
        ("forget it, I don't need a person any more", "utter_handover_cancelled"),
        ("I want a person", "utter_handover_asked"),
        ("forget it, I don't need a person any more", "utter_handover_cancelled"),
    )


async def test_a_withdrawn_hand_over_is_no_second_failure(chat: Chat) -> None:
    await chat.plays(
        ("the lamp arrived broken", "utter_acknowledge_damaged_item", "utter_ask_order_number"),
        ("I want to talk to a person", "utter_handover_asked"),
        ("never mind, forget it", "utter_handover_cancelled"),
        ("the lamp is broken", "utter_ask_order_number"),
    )


async def test_asking_about_the_wait_asks_for_nobody(chat: Chat) -> None:
    await chat.plays(
        ("how long would I wait for a person?", "utter_wait_if_unknown"),
        ("yes", "utter_handover_asked"),
    )


async def test_pytanie_o_czekanie_nikogo_nie_wzywa(czat: Chat) -> None:
    await czat.plays(
        ("ile się czeka na konsultanta?", "utter_wait_if_unknown"),
        ("nie", "utter_offer_declined"),
    )
    assert await czat.owner() == "bot"


async def test_nothing_to_withdraw(chat: Chat) -> None:
    await chat.plays(("never mind the human", "utter_no_handover_open"))


async def test_what_is_written_to_a_person_is_not_answered_by_the_bot_later(chat: Chat) -> None:
    await chat.plays(("can I talk to a human", "utter_handover_asked"))
    await chat.person_joins("Ola")
    await chat.plays(("where is my order FL-10001",), ("are you still there?",))
    await chat.person_closes()
    await chat.plays(("hi", "utter_greet"))
