from scripts.eval.tables import line, percent, table


def test_a_header_a_rule_and_a_line_each() -> None:
    assert table(["", "right"], [["pl", "1"], ["cs", "2"]]) == "|  | right |\n| --- | --- |\n| pl | 1 |\n| cs | 2 |"
    assert table(["", "right"], []) == "|  | right |\n| --- | --- |"


def test_a_message_cannot_break_out_of_its_cell() -> None:
    assert line(["one|two\nthree", "right"]) == "| one/two three | right |"


def test_a_share_of_nothing_is_no_percentage() -> None:
    assert [percent(0.8412), percent(1.0), percent(float("nan"))] == ["84.1 %", "100.0 %", "-"]
