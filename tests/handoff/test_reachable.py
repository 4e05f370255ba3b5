from bot.handoff.reachable import contact_in


def test_the_contact_left_last_counts() -> None:
    entities = [{"entity": "email", "value": "a@example.com"}, {"entity": "phone", "value": "+48600100200"}]
    assert contact_in(entities) == "+48600100200"


def test_an_order_number_is_no_contact() -> None:
    assert contact_in([{"entity": "order_number", "value": "FL-10001"}]) is None
