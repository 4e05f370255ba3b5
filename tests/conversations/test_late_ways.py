"""A late order that has come, and one without a new day; the way out is chosen by its place or in a few words."""

from datetime import timedelta

import pytest

from actions.order_action import shop_now
from actions.shop.workdays import add_workdays
from tests.conversations.chat import Chat
from tests.conversations.test_late_orders import promised
from tests.conversations.test_recovery import case, grants

CAME = "UPDATE demo_shop.parcels SET promised_on = promised_on - 5 WHERE order_number = 'FL-10007'"
NO_DAY = "UPDATE demo_shop.parcels SET estimated_on = NULL WHERE order_number = 'FL-10002'"
TOM, ANNA = "FL-10007 tom@example.com", "FL-10002 anna@example.com"
CAME_LATE = ("utter_order_came_late", "utter_remedy_voucher", "utter_remedy_return", "utter_remedy_question")
WITHOUT_DAY = (
    "utter_order_late_no_day",
    "utter_remedy_wait_for_news",
    "utter_remedy_voucher_beside",
    "utter_remedy_cancel",
    "utter_remedy_question",
)


@pytest.fixture(autouse=True)
async def late_in_both_ways(chat: Chat) -> None:
    for change in (CAME, NO_DAY):
        await chat.firstline.pool.execute(change)


async def word_given(chat: Chat) -> bool:
    """Whether a line is promised, by the end of the second working day."""
    [word] = [promise for promise in await chat.promises() if promise["kind"] == "message"]
    day = word["due_at"].astimezone(shop_now().tzinfo).date()
    return bool(day == add_workdays(shop_now().date(), 2)) and word["made_by"] == "bot"


async def test_it_came_five_days_late_after_the_birthday(chat: Chat) -> None:
    await chat.plays(
        ("it came five days late, after the birthday", "utter_acknowledge_came_late", "utter_ask_order_number"),
        (TOM, *CAME_LATE),
        ("the second one", "utter_granted_partial_refund", "utter_solution_question"),
        ("yes", "utter_solution_accepted"),
    )
    assert await grants(chat) == [("partial_refund", "done")]
    assert (await case(chat))["chosen"] == "part_refund"


async def test_late_and_there_is_told_when_it_is_there(chat: Chat) -> None:
    """Who only says that it is late may have nothing in hand, whatever the carrier says."""
    await chat.plays(
        ("my parcel is late", "utter_acknowledge_late_delivery", "utter_ask_order_number"),
        (TOM, "utter_order_delivered"),
        ("I have it, but it came five days late", *CAME_LATE),
        ("[Return it, full refund]", "utter_return_opened", "utter_solution_question"),
    )
    assert (await case(chat))["chosen"] == "send_back"


async def test_unclear_is_asked_back_and_then_the_last_one(chat: Chat) -> None:
    await chat.plays(
        ("my parcel is late", "utter_acknowledge_late_delivery", "utter_ask_order_number"),
        (ANNA, *WITHOUT_DAY),
        ("hmm, I am not sure", "utter_remedy_which"),
        ("ok, the last one", "utter_granted_cancel", "utter_solution_question"),
    )
    assert await grants(chat) == [("cancel", "done")]
    assert await promised(chat) == ["refund"]


async def test_a_voucher_while_waiting_comes_with_a_dated_word(chat: Chat) -> None:
    await chat.plays(
        ("my parcel is late", "utter_acknowledge_late_delivery", "utter_ask_order_number"),
        (ANNA, *WITHOUT_DAY),
        ("the voucher one", "utter_granted_voucher", "utter_news_promised", "utter_solution_question"),
        ("yes", "utter_solution_accepted"),
    )
    assert await grants(chat) == [("voucher", "done")]
    assert await word_given(chat)


async def test_where_is_it_and_nobody_knows(chat: Chat) -> None:
    await chat.plays(
        ("where is my order FL-10002", "utter_ask_email"),
        ("anna@example.com", "utter_acknowledge_found_late", "utter_order_late_no_day", "utter_remedy_wait_for_news"),
        ("number 1", "utter_order_stays", "utter_news_promised", "utter_solution_question"),
    )
    assert await word_given(chat)


async def test_the_word_is_kept_in_the_chat(chat: Chat) -> None:
    await chat.plays(
        ("my parcel is late", "utter_acknowledge_late_delivery", "utter_ask_order_number"),
        (ANNA, *WITHOUT_DAY),
        ("[I'll wait]", "utter_order_stays", "utter_news_promised"),
    )
    day = shop_now().date() + timedelta(days=3)
    await chat.firstline.pool.execute("UPDATE promises SET expected_on = $1 WHERE conversation_id = $2", day, chat.id)
    await chat.firstline.clock.tick(shop_now().replace(hour=12))
    [line] = await chat.reads()
    assert "FL-10002" in line["text"] and str(day.day) in line["text"]
    assert sorted((p["kind"], p["state"]) for p in await chat.promises()) == [("delivery", "open"), ("message", "kept")]


async def test_paczka_przyszla_po_terminie(czat: Chat) -> None:
    await czat.plays(
        ("paczka przyszła pięć dni po terminie", "utter_acknowledge_came_late", "utter_ask_order_number"),
        (TOM, *CAME_LATE),
        ("to drugie", "utter_granted_partial_refund", "utter_solution_question"),
    )
    assert (await case(czat))["outcome"] == "settled"


async def test_paczka_bez_nowego_dnia(czat: Chat) -> None:
    await czat.plays(
        ("paczka miała być w czwartek i dalej jej nie ma", "utter_acknowledge_late_delivery", "utter_ask_order_number"),
        (ANNA, *WITHOUT_DAY),
        ("raczej bon", "utter_granted_voucher", "utter_news_promised", "utter_solution_question"),
    )
    assert await word_given(czat)


async def test_balik_prisel_pozde(hovor: Chat) -> None:
    await hovor.plays(
        ("balík přišel o pět dní později, až po narozeninách", "utter_acknowledge_came_late", "utter_ask_order_number"),
        (TOM, *CAME_LATE),
        ("posledni moznost", "utter_return_opened", "utter_solution_question"),
    )
    assert await grants(hovor) == []
    assert (await case(hovor))["chosen"] == "send_back"


async def test_balik_bez_noveho_dne(hovor: Chat) -> None:
    await hovor.plays(
        ("balík má týden zpoždění", "utter_acknowledge_late_delivery", "utter_ask_order_number"),
        (ANNA, *WITHOUT_DAY),
        ("radši slevu", "utter_remedy_which"),
        ("druhou moznost", "utter_granted_voucher", "utter_news_promised", "utter_solution_question"),
    )
    assert await word_given(hovor)


async def test_posylka_prishla_pozzhe(razgovor: Chat) -> None:
    await razgovor.plays(
        ("посылка пришла на пять дней позже", "utter_acknowledge_came_late", "utter_ask_order_number"),
        (TOM, *CAME_LATE),
        ("второй вариант", "utter_granted_partial_refund", "utter_solution_question"),
        ("да", "utter_solution_accepted"),
    )


async def test_posylka_bez_novogo_dnya(razgovor: Chat) -> None:
    await razgovor.plays(
        ("посылка опаздывает на неделю", "utter_acknowledge_late_delivery", "utter_ask_order_number"),
        (ANNA, *WITHOUT_DAY),
        ("первое", "utter_order_stays", "utter_news_promised", "utter_solution_question"),
    )
    assert await word_given(razgovor)
