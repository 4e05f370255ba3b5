import pytest

from bot.channels import doorkeeper
from bot.channels.doorkeeper import Doorkeeper, Patience


def test_an_address_holds_as_many_chats_as_it_may_and_gets_the_place_back():
    door = Doorkeeper(limit=2)
    with door.admit("a") as first, door.admit("a") as second:
        assert first and second
        with door.admit("a") as third, door.admit("b") as other:
            assert not third
            assert other
    with door.admit("a") as again:
        assert again


def test_a_burst_passes_and_a_flood_does_not(monkeypatch: pytest.MonkeyPatch):
    now = 100.0
    monkeypatch.setattr(doorkeeper.time, "monotonic", lambda: now)
    patience = Patience()
    passed = sum(patience.allows() for _ in range(200))
    assert passed == doorkeeper.FRAMES_AT_ONCE
    now += 1.0
    assert sum(patience.allows() for _ in range(200)) == doorkeeper.FRAMES_PER_S


def test_patience_ends():
    patience = Patience()
    assert [patience.strike() for _ in range(doorkeeper.STRIKES)][-2:] == [True, False]
