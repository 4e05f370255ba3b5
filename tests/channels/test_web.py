import gzip
import json
from types import SimpleNamespace

import aiohttp
import pytest

from bot.vocabulary import LANGUAGES


async def get(chat: SimpleNamespace, path: str, **headers: str) -> tuple[aiohttp.ClientResponse, str]:
    async with aiohttp.ClientSession(auto_decompress=False) as session:
        answer = await session.get(
            chat.http + path, headers={name.replace("_", "-"): text for name, text in headers.items()}
        )
        body = await answer.read()
        return answer, (gzip.decompress(body) if answer.headers.get("content-encoding") == "gzip" else body).decode()


@pytest.mark.parametrize("path", ["/", "/chat"])
async def test_the_shop_page_brings_the_widget_with_one_script_tag(chat: SimpleNamespace, path: str):
    answer, page = await get(chat, path)
    assert answer.status == 200
    assert page.count("<script") == 1
    assert '<script type="module" src="/widget.js"></script>' in page


async def test_every_language_we_speak_can_be_chosen(chat: SimpleNamespace):
    _answer, page = await get(chat, "/")
    assert all(f'href="?language={language}"' in page for language in LANGUAGES)


async def test_the_page_speaks_the_language_asked_for(chat: SimpleNamespace):
    _answer, page = await get(chat, "/?language=pl", accept_language="en")
    assert '<html lang="pl">' in page
    assert "headline in pl" in page


@pytest.mark.parametrize(
    ("browser", "spoken"),
    [
        ("pl-PL,pl;q=0.9,en;q=0.8", "pl"),
        ("de-DE, cs;q=0.5", "cs"),
        ("de", "en"),
        ("", "en"),
        ("*;q=0.1", "en"),
    ],
)
async def test_the_page_speaks_the_browsers_language(chat: SimpleNamespace, browser: str, spoken: str):
    _answer, page = await get(chat, "/", accept_language=browser)
    assert f'<html lang="{spoken}">' in page


async def test_the_page_runs_no_script_but_its_own(chat: SimpleNamespace):
    answer, _page = await get(chat, "/")
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]


async def test_a_hostile_language_is_not_echoed(chat: SimpleNamespace):
    _answer, page = await get(chat, "/?language=%3Cscript%3E")
    assert "<script>" not in page


async def test_the_widget_is_asked_for_again_and_answered_by_its_etag(chat: SimpleNamespace):
    first, _body = await get(chat, "/widget.js")
    again, body = await get(chat, "/widget.js", if_none_match=first.headers["etag"])
    assert (first.status, again.status, body) == (200, 304, "")
    assert "no-cache" in first.headers["cache-control"]


async def test_any_shop_may_load_the_widget_and_its_words(chat: SimpleNamespace):
    for path in ("/widget.js", "/chat/words?language=pl"):
        answer, _body = await get(chat, path, origin="https://unknown.example")
        assert answer.headers["access-control-allow-origin"] == "*"


async def test_a_module_of_this_release_is_kept_for_ever_and_an_older_one_is_not(chat: SimpleNamespace):
    _answer, entry = await get(chat, "/widget.js")
    module = "/" + entry.split('"./')[1].split('"')[0]
    answer, _body = await get(chat, module, accept_encoding="gzip")
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-encoding"] == "gzip"
    old, _body = await get(chat, "/widget/0123456789ab/element.js")
    assert (old.status, old.headers["cache-control"]) == (200, "public, no-cache")


@pytest.mark.parametrize("path", ["/widget/x/missing.js", "/widget/x/..%2Fshop.css", "/widget/x/..%2F..%2Fweb.py"])
async def test_nothing_but_the_widgets_files_is_served(chat: SimpleNamespace, path: str):
    answer, _body = await get(chat, path)
    assert answer.status == 404


async def test_the_words_come_in_the_language_without_the_pages_own(chat: SimpleNamespace):
    _answer, body = await get(chat, "/chat/words?language=pl")
    assert json.loads(body) == {"title": "W czym możemy pomóc?", "new_messages": "{n}"}
