from bot.desk.passwords import UNKNOWN, hash_password, matches


def test_a_password_fits_its_own_hash_only() -> None:
    stored = hash_password("correct horse battery")
    assert matches("correct horse battery", stored)
    assert not matches("correct horse batterY", stored)
    assert "horse" not in stored


def test_the_same_password_is_never_stored_the_same_way_twice() -> None:
    assert hash_password("correct horse battery") != hash_password("correct horse battery")


def test_nothing_fits_the_hash_of_nobody_and_it_costs_as_much_as_a_real_one() -> None:
    assert not matches("", UNKNOWN)
    assert UNKNOWN.split("$")[:4] == hash_password("any password").split("$")[:4]
