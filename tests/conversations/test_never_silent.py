"""Whatever somebody writes while they wait for a person, they hear that it has arrived, and nothing twice."""

import pytest

from tests.conversations.chat import Chat

ASKED = {
    "en": "can I talk to a human",
    "pl": "chcę rozmawiać z człowiekiem",
    "cs": "chci mluvit s člověkem",
    "ru": "хочу поговорить с человеком",
}
MORE = {
    "en": ("no", "thank you", "the order is FL-10002", "it is a lamp", "it stands in the hall", "blue", "and heavy"),
    "pl": ("nie", "dziękuję", "chodzi o FL-10002", "to lampa", "stoi w przedpokoju", "niebieska", "i ciężka"),
    "cs": ("ne", "děkuji", "jde o FL-10002", "je to lampa", "stojí v předsíni", "modrá", "a těžká"),
    "ru": ("нет", "спасибо", "это заказ FL-10002", "это лампа", "стоит в коридоре", "синяя", "и тяжёлая"),
}
NO_LONGER = {
    "en": "never mind, no person needed any more",
    "pl": "nieważne, już nie trzeba",
    "cs": "To nic, už není potřeba.",
    "ru": "ничего, человек уже не нужен",
}


@pytest.fixture(params=["chat", "czat", "hovor", "razgovor"])
def anyone(request: pytest.FixtureRequest) -> Chat:
    chat: Chat = request.getfixturevalue(request.param)
    return chat


async def waiting(chat: Chat) -> str:
    """The language of somebody who waits now."""
    language = str((await chat.firstline.conversations.state(chat.id))["language"])
    await chat.plays((ASKED[language], "utter_handover_asked"))
    return language


async def test_seven_messages_and_seven_answers(anyone: Chat) -> None:
    for text in MORE[await waiting(anyone)]:
        assert await anyone.says(text), anyone.transcript()
    assert await anyone.owner() == "waiting"


async def test_a_no_keeps_the_place_and_the_button_gives_it_up(anyone: Chat) -> None:
    no = MORE[await waiting(anyone)][0]
    [line] = await anyone.says(no)
    assert await anyone.owner() == "waiting"
    await anyone.plays((f"[{line['buttons'][0]['title']}]", "utter_handover_cancelled"))
    assert await anyone.owner() == "bot"


async def test_no_longer_needed_in_words(anyone: Chat) -> None:
    await anyone.plays((NO_LONGER[await waiting(anyone)], "utter_handover_cancelled"))
    assert await anyone.owner() == "bot"


async def test_several_messages_at_once_are_confirmed_once(anyone: Chat) -> None:
    texts = MORE[await waiting(anyone)][2:5]
    for text in texts:
        await anyone.firstline.conversations.accept(anyone.id, "web", None, text)
    await anyone.firstline.conversations.work(anyone.id)
    assert sum(line["author"] == "system" for line in await anyone.reads("waiting")) <= len(texts)
