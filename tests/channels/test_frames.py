import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.frames import BadFrame, Hello, Ping, Say, Seen, Typing, parse


def refusal(raw: str | bytes) -> str:
    with pytest.raises(BadFrame) as refused:
        parse(raw)
    return refused.value.reason


@pytest.mark.parametrize(
    ("sent", "understood"),
    [
        ({"type": "hello", "token": None, "seen": 0, "language": "pl"}, Hello(None, 0, "pl")),
        ({"type": "hello", "token": "t", "seen": None, "language": "de"}, Hello("t", 0, "en")),
        ({"type": "hello"}, Hello(None, 0, "en")),
        ({"type": "hello", "zone": "Asia/Tokyo"}, Hello(None, 0, "en", "Asia/Tokyo")),
        ({"type": "hello", "zone": "Mars/Base"}, Hello(None, 0, "en")),
        ({"type": "hello", "zone": "../../etc/passwd"}, Hello(None, 0, "en")),
        ({"type": "hello", "zone": ["Asia/Tokyo"]}, Hello(None, 0, "en")),
        ({"type": "say", "id": "a-1", "text": "hi"}, Say("a-1", "hi", None)),
        ({"type": "say", "id": "a-1", "text": "Yes", "payload": "/affirm"}, Say("a-1", "Yes", "/affirm")),
        ({"type": "seen", "seq": 7, "later": "addition"}, Seen(7)),
        ({"type": "typing", "on": True}, Typing(True)),
        ({"type": "ping"}, Ping()),
    ],
)
def test_each_frame_is_understood(sent: dict[str, object], understood: object):
    assert parse(json.dumps(sent)) == understood


@pytest.mark.parametrize(
    "raw", ["", "{", "hello", "[" * 100_000, '{"type": "say", "text": "', "1" * 5000], ids=range(6)
)
def test_broken_json_is_named(raw: str):
    assert refusal(raw) in {"not_json", "unknown_type"}


def test_binary_is_named():
    assert refusal(b'{"type":"ping"}') == "not_text"


@pytest.mark.parametrize(
    "raw", ["null", "[]", "1", '"ping"', "{}", '{"type":"drop"}', '{"type":["say"]}', '{"type":null}']
)
def test_an_unknown_type_is_named(raw: str):
    assert refusal(raw) == "unknown_type"


@pytest.mark.parametrize(
    "fields",
    [
        {"type": "say", "text": "no id"},
        {"type": "say", "id": 7, "text": "a"},
        {"type": "say", "id": "x" * 65, "text": "a"},
        {"type": "say", "id": "a b\n", "text": "a"},
        {"type": "say", "id": "a"},
        {"type": "say", "id": "a", "text": ["a"]},
        {"type": "say", "id": "a", "text": "a", "payload": {"a": 1}},
        {"type": "say", "id": "a", "text": "a", "payload": "p" * 1001},
        {"type": "seen"},
        {"type": "seen", "seq": -1},
        {"type": "seen", "seq": True},
        {"type": "seen", "seq": 1.5},
        {"type": "seen", "seq": 10**30},
        {"type": "typing", "on": "yes"},
        {"type": "hello", "token": 5},
        {"type": "hello", "token": "t" * 3000},
        {"type": "hello", "seen": "1"},
        {"type": "hello", "seen": {}, "language": []},
    ],
)
def test_wrong_fields_are_named(fields: dict[str, object]):
    if fields == {"type": "hello", "seen": {}, "language": []}:
        assert parse(json.dumps(fields)) == Hello(None, 0, "en")
    else:
        assert refusal(json.dumps(fields)) == "bad_fields"


def test_control_characters_and_broken_surrogates_go_and_line_breaks_stay():
    said = parse('{"type":"say","id":"a","text":"a\\u0000b\\u001b[31m\\r\\nc\\td\\ud800\\u0085e"}')
    assert said == Say("a", "ab[31m\nc\tde", None)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda x: st.lists(x) | st.dictionaries(st.text(), x),
    )
)
def test_no_json_value_breaks_the_reader(value: object):
    for kind in ("hello", "say", "seen", "typing", "ping"):
        fields = {key: value for key in ("token", "seen", "language", "id", "text", "payload", "seq", "on")}
        try:
            parse(json.dumps(fields | {"type": kind}))
        except BadFrame as refused:
            assert refused.reason == "bad_fields"
