import pytest

from bot.waits.zones import zone_named


@pytest.mark.parametrize("name", ["Europe/Warsaw", "America/Argentina/Buenos_Aires", "UTC", "Etc/GMT+5"])
def test_a_zone_of_the_database_is_found(name: str) -> None:
    zone = zone_named(name)
    assert zone is not None and zone.key == name


@pytest.mark.parametrize(
    "name",
    [None, 7, "", "Europe", "Mars/Base", "/etc/passwd", "../UTC", "Europe/../../UTC", "a" * 5000, "UTC\0", "ÜTC"],
)
def test_anything_else_is_none(name: object) -> None:
    assert zone_named(name) is None
