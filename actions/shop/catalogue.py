"""What the demo shop sells and to whom. Names are made up, addresses do not exist."""

from dataclasses import dataclass
from decimal import Decimal

from actions.shop.interface import Address, Item, Money

CURRENCIES = {"pl": "PLN", "en": "EUR"}
PLN_PER_EUR = Decimal("4.25")
CARRIERS = ("InPost", "DPD", "DHL", "Poczta Polska")
RETURN_REASONS = ("too small", "does not fit", "not as pictured", "stopped working", "changed my mind")

# sku, English, Polish, Czech and Russian name, price in PLN
PRODUCTS = (
    ("KIT-101", "electric kettle", "czajnik elektryczny", "rychlovarná konvice", "электрический чайник", "149.00"),
    ("KIT-102", "cast-iron pan", "patelnia żeliwna", "litinová pánev", "чугунная сковорода", "189.00"),
    ("KIT-103", "coffee grinder", "młynek do kawy", "mlýnek na kávu", "кофемолка", "229.00"),
    ("KIT-104", "set of six mugs", "zestaw sześciu kubków", "sada šesti hrnků", "набор из шести кружек", "119.00"),
    ("KIT-105", "bread maker", "wypiekacz do chleba", "domácí pekárna", "хлебопечка", "449.00"),
    (
        "AUD-201",
        "wireless headphones",
        "słuchawki bezprzewodowe",
        "bezdrátová sluchátka",
        "bluetooth-наушники",
        "349.00",
    ),
    ("AUD-202", "portable speaker", "głośnik przenośny", "přenosný reproduktor", "портативная колонка", "259.00"),
    ("PHO-301", "phone case", "etui na telefon", "pouzdro na telefon", "чехол для телефона", "49.00"),
    ("PHO-302", "USB-C charger", "ładowarka USB-C", "nabíječka USB-C", "зарядное устройство USB-C", "89.00"),
    ("WEA-401", "winter jacket", "kurtka zimowa", "zimní bunda", "зимняя куртка", "399.00"),
    ("WEA-402", "running shoes", "buty do biegania", "běžecké boty", "кроссовки для бега", "329.00"),
    ("WEA-403", "wool jumper", "sweter wełniany", "vlněný svetr", "шерстяной свитер", "199.00"),
    ("WEA-404", "rain trousers", "spodnie przeciwdeszczowe", "nepromokavé kalhoty", "непромокаемые брюки", "139.00"),
    ("TOY-501", "wooden train set", "drewniana kolejka", "dřevěná vláčkodráha", "деревянная железная дорога", "159.00"),
    ("TOY-502", "1000-piece jigsaw", "puzzle 1000 elementów", "puzzle o 1000 dílcích", "пазл из 1000 деталей", "69.00"),
    ("HOM-601", "desk lamp", "lampka biurkowa", "stolní lampa", "настольная лампа", "129.00"),
    ("HOM-602", "bed linen", "pościel", "ložní povlečení", "постельное бельё", "179.00"),
    ("HOM-603", "air purifier", "oczyszczacz powietrza", "čistička vzduchu", "очиститель воздуха", "549.00"),
    ("HOM-604", "wall clock", "zegar ścienny", "nástěnné hodiny", "настенные часы", "79.00"),
    ("BIK-701", "bicycle helmet", "kask rowerowy", "cyklistická helma", "велосипедный шлем", "169.00"),
)

PLACES = {
    "pl": (
        ("Warszawa", "00-950"),
        ("Kraków", "30-960"),
        ("Gdańsk", "80-958"),
        ("Poznań", "60-967"),
        ("Łódź", "90-954"),
    ),
    "en": (
        ("Dublin", "D02 XY00"),
        ("Vienna", "1010"),
        ("Brussels", "1000"),
        ("Lisbon", "1100-001"),
        ("Riga", "LV-1001"),
    ),
}
COUNTRIES = {"Dublin": "IE", "Vienna": "AT", "Brussels": "BE", "Lisbon": "PT", "Riga": "LV"}
STREETS = {
    "pl": ("Lipowa", "Polna", "Leśna", "Słoneczna", "Ogrodowa"),
    "en": ("Elm Row", "Mill Lane", "Station Road"),
}
FIRST_NAMES = {
    "pl": ("Maria", "Piotr", "Zofia", "Marek", "Kasia", "Paweł", "Łucja", "Adam"),
    "en": ("Alice", "Ben", "Clara", "David", "Emma", "Finn", "Grace", "Hugo"),
}
LAST_NAMES = {
    "pl": ("Wiśnia", "Kowal", "Zielony", "Mazur", "Sikora", "Wrona"),
    "en": ("Archer", "Baker", "Carter", "Dyer", "Fisher", "Miller"),
}


@dataclass(frozen=True)
class Buyer:
    email: str
    language: str
    address: Address


def item(index: int, language: str, quantity: int = 1) -> Item:
    """The index-th product, priced in the currency of the buyer's language."""
    sku, name_en, name_pl, name_cs, name_ru, price = PRODUCTS[index]
    each = money(Decimal(price), CURRENCIES[language])
    return Item(sku, name_en, name_pl, quantity, each, name_cs, name_ru)


def money(pln: Decimal, currency: str) -> Money:
    amount = pln if currency == "PLN" else pln / PLN_PER_EUR
    return Money(amount.quantize(Decimal("0.01")), currency)
