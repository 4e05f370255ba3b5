from bot.responses.linter.usage import open_prefixes, uses

NAMES = {use.name for use in uses()}


def of(name: str) -> set[tuple[bool, bool]]:
    return {(use.promised, use.direct) for use in uses() if use.name == name}


def test_plain_names_and_f_strings_are_found() -> None:
    assert {"utter_order_late", "utter_ask_email_again", "utter_acknowledge_complaint", "utter_handover_asked"} <= NAMES


def test_a_prefix_that_can_have_any_ending() -> None:
    assert "utter_ui_" in open_prefixes() and "utter_acknowledge_" not in open_prefixes()


def test_a_use_knows_its_place() -> None:
    use = next(use for use in uses() if use.name == "utter_password_link_sent")
    assert use.file == "actions/contact.py" and use.line > 1


def test_promised_plainly_and_perhaps() -> None:
    assert of("utter_refund_coming") == {(True, True)}
    assert of("utter_order_on_time") == {(True, False)}, "the name is chosen first, the day set after"
    assert of("utter_cancelled") == {(False, False)}, "a plain say in a function that also promises"
    assert of("utter_refund_paid") == {(False, False)}
