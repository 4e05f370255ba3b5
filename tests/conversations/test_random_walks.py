"""Conversations nobody wrote: lines drawn by a fixed seed. `Chat` holds every one against all invariants, and shows
the transcript of one that breaks any."""

from random import Random

import pytest

from bot.service import Firstline
from bot.vocabulary import LANGUAGES, Author
from tests.conversations.chat import Chat

WALKS = 5  # a language
TURNS = (8, 12)
REPEAT, BUTTON = "(the same again)", "(a button)"
ANYWHERE = (
    "FL-10001, anna@example.com",
    "FL-10002",
    "anna@example.com",
    "FL-10003 jan@example.com",
    "FL-10007, tom@example.com",
    "FL-99999",
    "asdf qwer zxcv",
    REPEAT,
    REPEAT,
    BUTTON,
    BUTTON,
    BUTTON,
)
LINES = {
    "en": (
        "hello",
        "where is my order?",
        "where is my order?",
        "my parcel is late",
        "my parcel has not arrived",
        "the lamp arrived broken",
        "I was charged twice",
        "so what about the refund?",
        "I want to cancel my order",
        "no, the other order, FL-10001",
        "yes",
        "no",
        "thank you",
        "never mind, forget it",
        "how long will it take?",
        "how long does delivery take?",
        "how can I pay?",
        "what are your opening hours?",
        "can I talk to a human",
        "I want to complain",
        "goodbye",
    ),
    "pl": (
        "dzień dobry",
        "gdzie jest moje zamówienie?",
        "gdzie jest moje zamówienie?",
        "moja paczka się spóźnia",
        "paczka nie dotarła",
        "lampa przyszła rozbita",
        "pobrano pieniądze dwa razy",
        "a co ze zwrotem pieniędzy?",
        "chcę anulować zamówienie",
        "nie, chodzi o inne zamówienie, FL-10001",
        "tak",
        "nie",
        "dziękuję",
        "nieważne, już nie trzeba",
        "jak długo mam czekać?",
        "ile trwa dostawa?",
        "jak mogę zapłacić?",
        "w jakich godzinach pracujecie?",
        "chcę rozmawiać z człowiekiem",
        "chcę złożyć skargę",
        "do widzenia",
    ),
    "cs": (
        "dobrý den",
        "kde je moje objednávka?",
        "kde je moje objednávka?",
        "můj balík má zpoždění",
        "balík nedorazil",
        "lampa přišla rozbitá",
        "peníze mi strhli dvakrát",
        "a co to vrácení peněz?",
        "chci zrušit objednávku",
        "ne, ta druhá objednávka, FL-10001",
        "ano",
        "ne",
        "děkuji",
        "už nepotřebuji člověka",
        "jak dlouho to potrvá?",
        "jak dlouho trvá doručení?",
        "jak mohu zaplatit?",
        "jakou máte otevírací dobu?",
        "chci mluvit s člověkem",
        "chci podat stížnost",
        "na shledanou",
    ),
    "ru": (
        "здравствуйте",
        "где мой заказ?",
        "где мой заказ?",
        "моя посылка опаздывает",
        "посылка не пришла",
        "лампа пришла разбитая",
        "с меня списали деньги дважды",
        "а что с возвратом денег?",
        "хочу отменить заказ",
        "нет, другой заказ, FL-10001",
        "да",
        "нет",
        "спасибо",
        "человек больше не нужен",
        "сколько ждать?",
        "сколько длится доставка?",
        "как можно оплатить?",
        "какие у вас часы работы?",
        "хочу поговорить с человеком",
        "хочу пожаловаться",
        "до свидания",
    ),
}


@pytest.mark.parametrize("seed", range(WALKS))
@pytest.mark.parametrize("language", LANGUAGES)
async def test_no_walk_breaks_an_invariant(
    firstline: Firstline, shop_as_new: None, nobody_at_the_desk: None, language: str, seed: int
) -> None:
    chat = await Chat.opened(firstline, language)
    drawn = Random(f"{language} {seed}")
    for _ in range(drawn.randint(*TURNS)):
        await chat.says(_next(chat, drawn.choice(LINES[language] + ANYWHERE), drawn))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("line", [1, 12])
async def test_the_same_line_eight_times(
    firstline: Firstline, shop_as_new: None, nobody_at_the_desk: None, language: str, line: int
) -> None:
    """A question without facts and a thank-you: answered each time, and never alike."""
    chat = await Chat.opened(firstline, language)
    for _ in range(8):
        assert await chat.says(LINES[language][line])


def _next(chat: Chat, line: str, drawn: Random) -> str:
    """What the customer does: a button under the last line and the same line again where there are such."""
    own = [message["text"] for message in chat.lines if message["author"] == Author.CUSTOMER]
    if line == REPEAT:
        return own[-1] if own else "?"
    if line == BUTTON:
        shown = [button["title"] for button in chat.lines[-1]["buttons"]] if chat.lines else []
        return f"[{drawn.choice(shown)}]" if shown else "ok"
    return line
