from dataclasses import fields
from pathlib import Path

import pytest

from bot.errors import Misconfigured
from bot.settings import ROOT, Settings


def test_without_environment_the_defaults_hold() -> None:
    assert Settings.from_env({}) == Settings()
    assert (Settings().host, Settings().port, Settings().var) == ("127.0.0.1", 5005, ROOT / "var")


def test_each_kind_of_value_is_read() -> None:
    given = {
        "FIRSTLINE_PORT": "8080",
        "FIRSTLINE_HOST": "0.0.0.0",
        "FIRSTLINE_VAR": "/srv/firstline",
        "FIRSTLINE_ALWAYS_OPEN": "true",
        "FIRSTLINE_OUTAGE_NOTICE_S": "1.5",
    }
    read = Settings.from_env(given)
    assert (read.port, read.host, read.var) == (8080, "0.0.0.0", Path("/srv/firstline"))
    assert (read.always_open, read.outage_notice_s) == (True, 1.5)


@pytest.mark.parametrize(("written", "meant"), [("true", True), ("1", True), ("False", False), ("0", False)])
def test_yes_and_no(written: str, meant: bool) -> None:
    assert Settings.from_env({"FIRSTLINE_ALWAYS_OPEN": written}).always_open is meant


def test_the_usual_name_of_the_port_is_known_and_ours_goes_first() -> None:
    assert Settings.from_env({"PORT": "7000"}).port == 7000
    assert Settings.from_env({"PORT": "7000", "FIRSTLINE_PORT": "8000"}).port == 8000


@pytest.mark.parametrize(
    ("name", "value"),
    [("FIRSTLINE_PORT", "http"), ("FIRSTLINE_ALWAYS_OPEN", "maybe"), ("FIRSTLINE_CLOCK_PERIOD_S", "")],
)
def test_what_cannot_be_read_is_named_with_its_value(name: str, value: str) -> None:
    with pytest.raises(Misconfigured, match=f"{name}='{value}'"):
        Settings.from_env({name: value})


def test_other_variables_are_none_of_our_business() -> None:
    assert Settings.from_env({"HOST": "example.com", "SECRET": "x", "DATABASE_URL": "y"}) == Settings()


def test_durations_carry_their_unit() -> None:
    seconds = {field.name for field in fields(Settings) if field.type is float}
    assert all(name.endswith("_s") for name in seconds)


def test_secrets_have_no_default() -> None:
    assert (Settings().secret, Settings().api_token, Settings().woocommerce_secret) == ("", "", "")
