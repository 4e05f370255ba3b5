"""It came, but late; or it has not come at all."""

import pytest

from bot.recovery.late_words import late_words


@pytest.mark.parametrize(
    "text",
    [
        "it came five days late, after the birthday",
        "my parcel arrived a week after the promised date",
        "The parcel was late and the party is over",
        "my order was five days late",
        "I have it, but it came too late",
        "zamówienie było spóźnione o tydzień",
        "zásilka měla týden zpoždění",
        "paczka przyszła pięć dni po terminie, już po urodzinach",
        "przesylka dotarla za pozno",
        "moja paczka się spóźniła",
        "balík přišel o pět dní později, až po narozeninách",
        "zasilka dorazila pozde",
        "посылка пришла на пять дней позже, уже после дня рождения",
        "заказ доставили с опозданием",
    ],
)
def test_it_came_too_late(text: str) -> None:
    assert late_words().arrived(text)


@pytest.mark.parametrize(
    "text",
    [
        "my parcel is late",
        "it has not arrived and it is late",
        "it should have come on Monday, five days later nothing",
        "paczka nie przyszła po terminie",
        "paczka miała być w czwartek i dalej jej nie ma",
        "balík má týden zpoždění",
        "balík ještě nedorazil",
        "посылка опаздывает на неделю",
        "посылка так и не пришла",
        "",
    ],
)
def test_it_has_not_come(text: str) -> None:
    assert not late_words().arrived(text)
