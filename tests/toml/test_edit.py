"""Editing a file that a person wrote: what changes, what stays, what goes along."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from factmatrix.toml.edit import edit
from factmatrix.toml.parse import parse
from factmatrix.toml.problem import EditError, SourceError

Data = dict[str, Any]

TEXT = """\
# Lin's brand
# kept by hand

format = 1  # the only one

# who
[brand]
name = "林"            # as on the shop
# since spring
category = '女装'
tags = [
    "silk",   # from Suzhou
    # since 2024
    "hand made",
    "slow"
]
# end of brand

# ---- creators ----

# best so far
[[creators]]
name = "甲"
fee = 1_000

# dear
[[creators]]
name = "乙"  # met in May
# too high
fee = 20_000.00
deal.kind = "fee"
# ask again

[[creators]]
name = "丙"

# about the room
[live]
gpm = 3e3
shares = { field = 0.50, shelf = 0.2 }
"""


def changed(text: str, change: Callable[[Data], object]) -> str:
    """The text after a change of its data."""
    old = parse(text)
    new = copy.deepcopy(old)
    change(new)
    result = edit(text, old, new)
    assert parse(result) == new
    return result


def assert_edit(change: Callable[[Data], object], removed: str, added: str) -> None:
    """The change replaces `removed` by `added` in TEXT; so it does with CRLF and an open end."""
    assert TEXT.count(removed) == 1
    expected = TEXT.replace(removed, added)
    assert changed(TEXT, change) == expected
    assert changed(TEXT.replace("\n", "\r\n"), change) == expected.replace("\n", "\r\n")
    assert changed(TEXT.removesuffix("\n"), change) == expected.removesuffix("\n")


def test_no_change_gives_the_same_text() -> None:
    assert changed(TEXT, lambda data: None) == TEXT


def test_a_value_is_replaced_and_its_comment_stays() -> None:
    assert_edit(
        lambda data: data["brand"].update(name="林家"), 'name = "林"   ', 'name = "林家"   '
    )


def test_values_in_braces_and_dotted_keys_are_replaced_where_they_stand() -> None:
    assert_edit(lambda data: data["live"]["shares"].update(shelf=0.25), "= 0.2 }", "= 0.25 }")
    assert_edit(lambda data: data["creators"][1]["deal"].update(kind="mixed"), '"fee"', '"mixed"')


def test_a_new_key_comes_after_the_one_that_precedes_it() -> None:
    def change(data: Data) -> None:
        data["brand"] = {"name": "林", "stage": "growth", **data["brand"]}

    assert_edit(
        change,
        'name = "林"            # as on the shop\n',
        'name = "林"            # as on the shop\nstage = "growth"\n',
    )


def test_new_keys_without_a_neighbour_come_last_in_their_table() -> None:
    assert_edit(
        lambda data: data["live"].update(feed_share=0.5, paid_share=0.25),
        "shelf = 0.2 }\n",
        "shelf = 0.2 }\nfeed_share = 0.5\npaid_share = 0.25\n",
    )
    assert_edit(
        lambda data: data["live"]["shares"].update(alliance=0.1), "0.2 }", "0.2, alliance = 0.1 }"
    )
    assert_edit(
        lambda data: data["creators"][1]["deal"].update(rate=0.2),
        'deal.kind = "fee"\n',
        'deal.kind = "fee"\ndeal.rate = 0.2\n',
    )


def test_the_first_key_of_the_file_comes_before_all_tables() -> None:
    text = "# mine\n\n# who\n[brand]\nname = 1\n"
    assert changed(text, lambda data: data.update(format=1)) == (
        "# mine\n\nformat = 1\n\n# who\n[brand]\nname = 1\n"
    )


def test_a_key_goes_with_the_comment_above_it() -> None:
    assert_edit(
        lambda data: data["brand"].pop("category"), "# since spring\ncategory = '女装'\n", ""
    )
    assert_edit(lambda data: data["live"].pop("gpm"), "gpm = 3e3\n", "")
    assert_edit(
        lambda data: data["live"]["shares"].pop("field"), "{ field = 0.50, shelf", "{ shelf"
    )


def test_elements_of_an_array_keep_their_lines_and_comments() -> None:
    assert_edit(
        lambda data: data["brand"]["tags"].remove("silk"), '    "silk",   # from Suzhou\n', ""
    )
    assert_edit(
        lambda data: data["brand"]["tags"].append("new"), '"slow"\n', '"slow",\n    "new"\n'
    )
    assert_edit(
        lambda data: data["brand"]["tags"].reverse(),
        '    "silk",   # from Suzhou\n    # since 2024\n    "hand made",\n    "slow"\n',
        '    "slow",\n    # since 2024\n    "hand made",\n    "silk"   # from Suzhou\n',
    )
    assert_edit(
        lambda data: data["brand"]["tags"].__setitem__(1, "woven"), '"hand made"', '"woven"'
    )


def test_a_table_goes_with_its_comments_and_a_new_one_comes_last() -> None:
    assert_edit(
        lambda data: data.pop("live"),
        "\n# about the room\n[live]\ngpm = 3e3\nshares = { field = 0.50, shelf = 0.2 }\n",
        "",
    )
    assert_edit(
        lambda data: data.update(sales={"shares": {"field": 0.5}, "monthly_gmv": 7}),
        "shelf = 0.2 }\n",
        "shelf = 0.2 }\n\n[sales]\nmonthly_gmv = 7\n\n[sales.shares]\nfield = 0.5\n",
    )


def test_a_new_table_comes_after_the_one_that_precedes_it() -> None:
    def change(data: Data) -> None:
        live = data.pop("live")
        data.update(content={"forms": ["story"]}, live=live)

    assert_edit(
        change,
        'name = "丙"\n\n',
        'name = "丙"\n\n[content]\nforms = ["story"]\n\n',
    )


def test_a_new_key_of_the_last_table_does_not_end_up_in_a_new_one() -> None:
    new = {"b": {"z": 1}, "a": {"x": 1, "y": 2}}
    assert edit("[a]\nx = 1\n", {"a": {"x": 1}}, new) == "[a]\nx = 1\ny = 2\n\n[b]\nz = 1\n"


def test_a_row_goes_with_its_comments_and_no_other() -> None:
    assert_edit(
        lambda data: data["creators"].pop(0),
        '# best so far\n[[creators]]\nname = "甲"\nfee = 1_000\n\n',
        "",
    )
    assert_edit(
        lambda data: data["creators"].pop(1),
        '# dear\n[[creators]]\nname = "乙"  # met in May\n# too high\nfee = 20_000.00\n'
        'deal.kind = "fee"\n# ask again\n\n',
        "",
    )
    assert_edit(lambda data: data["creators"].pop(2), '[[creators]]\nname = "丙"\n\n', "")


def test_rows_move_with_their_comments() -> None:
    first = '# best so far\n[[creators]]\nname = "甲"\nfee = 1_000\n'
    second = TEXT[TEXT.index("# dear") : TEXT.index('\n[[creators]]\nname = "丙"')]
    third = '[[creators]]\nname = "丙"\n'
    assert_edit(
        lambda data: data["creators"].reverse(),
        f"{first}\n{second}\n{third}",
        f"{third}\n{second}\n{first}",
    )


def test_a_new_row_comes_where_it_is_wanted() -> None:
    row = {"name": "丁", "fee": 5, "deal": {"kind": "fee"}}
    new = '[[creators]]\nname = "丁"\nfee = 5\n\n[creators.deal]\nkind = "fee"\n'
    assert_edit(lambda data: data["creators"].insert(1, row), "# dear\n", f"{new}\n# dear\n")
    assert_edit(
        lambda data: data["creators"].insert(0, row), "# best so far\n", f"{new}\n# best so far\n"
    )
    assert_edit(lambda data: data["creators"].append(row), 'name = "丙"\n', f'name = "丙"\n\n{new}')


def test_rows_change_move_go_and_come_at_once() -> None:
    def change(data: Data) -> None:
        first, second, third = data["creators"]
        second["fee"] = 1.5
        first["cooperation"] = 0.5
        data["creators"] = [third, {"name": "丁"}, second]

    result = changed(TEXT, change)
    assert result.index("丙") < result.index("丁") < result.index("# dear") < result.index("乙")
    assert "# too high\nfee = 1.5\n" in result
    assert "# best so far" not in result


def test_rows_without_names_are_known_by_what_they_hold_and_where() -> None:
    text = "# one\n[[tests]]\nx = 1\n\n# two\n[[tests]]\nx = 1\n"
    assert changed(text, lambda data: data["tests"][0].update(x=2)) == text.replace("1", "2", 1)
    assert changed(text, lambda data: data["tests"].insert(0, {"x": 3})) == (
        "[[tests]]\nx = 3\n\n" + text
    )


def test_a_renamed_row_is_changed_where_it_stands() -> None:
    assert_edit(lambda data: data["creators"][0].update(name="甲家"), '"甲"', '"甲家"')


def test_the_last_row_leaves_an_empty_list_if_that_is_wanted() -> None:
    result = changed(TEXT, lambda data: data.update(creators=[]))
    assert "format = 1  # the only one\ncreators = []\n" in result
    assert "[[creators]]" not in result


def test_rows_in_braces_keep_the_spelling_of_the_others() -> None:
    text = 'rows = [{name="a", x=0x1F}, {name="b",x=2}] # two\n'
    assert changed(text, lambda data: data["rows"].pop(1)) == (
        'rows = [{name="a", x=0x1F}] # two\n'
    )
    assert changed(text, lambda data: data["rows"].reverse()) == (
        'rows = [{name="b",x=2}, {name="a", x=0x1F}] # two\n'
    )
    assert changed(text, lambda data: data["rows"][1].update(y=[])) == (
        'rows = [{name="a", x=0x1F}, {name="b",x=2, y = []}] # two\n'
    )


def test_a_table_of_dotted_keys_that_becomes_empty_stays_a_table() -> None:
    assert changed("a.b = 1\nc = 2\n", lambda data: data["a"].clear()) == "c = 2\n\n[a]\n"


def test_a_table_without_header_gets_one_for_keys_of_its_own() -> None:
    text = "# sub\n[a.b]\nx = 1\n"
    assert changed(text, lambda data: data["a"].update(y=2, z=3)) == (
        "[a]\ny = 2\nz = 3\n\n# sub\n[a.b]\nx = 1\n"
    )


def test_a_value_may_become_a_table_and_a_table_a_value() -> None:
    assert changed("a = 1 # c\n", lambda data: data.update(a={"b": 2})) == "a = { b = 2 } # c\n"
    assert changed("x = 1\n\n[a]\nb = 2\n", lambda data: data.update(a=3)) == "x = 1\na = 3\n"


def test_text_of_several_lines_stays_readable() -> None:
    result = changed("notes = 'x' # n\r\nb = 1\r\n", lambda data: data.update(notes='one\n"two"\n'))
    assert result == 'notes = """\r\none\r\n\\"two\\"\r\n""" # n\r\nb = 1\r\n'


def test_what_the_file_spells_in_its_own_way_keeps_its_spelling() -> None:
    text = 'category = "女装" # an alias\nforms = ["知识", "story"]\n'
    old = {"category": "womenswear", "forms": ["knowledge", "story"]}
    new = {"category": "womenswear", "forms": ["knowledge", "scene", "story"], "aov": 300.0}
    assert edit(text, old, new) == (
        'category = "女装" # an alias\nforms = ["知识", "scene", "story"]\naov = 300.0\n'
    )


def test_a_key_that_neither_version_knows_stays() -> None:
    text = "format = 1\nfuture = { a = 1 }\n\n[ext.xhs]\nnotes = 3\n"
    assert edit(text, {"format": 1}, {"format": 1, "aov": 2}) == (
        "format = 1\naov = 2\nfuture = { a = 1 }\n\n[ext.xhs]\nnotes = 3\n"
    )


def test_a_default_that_the_file_does_not_spell_out_is_not_written() -> None:
    old = {"a": 1, "live": {"gpm": 3}, "stage": "growth"}
    assert edit("a = 1\n", old, {**old, "a": 2}) == "a = 2\n"


def test_numbers_that_are_equal_but_written_differently_are_a_change() -> None:
    assert edit("a = 1\n", {"a": 1}, {"a": True}) == "a = true\n"
    assert edit("a = 1\n", {"a": 1}, {"a": 1.0}) == "a = 1.0\n"
    assert edit("a = nan # ?\n", {"a": float("nan")}, {"a": float("nan")}) == "a = nan # ?\n"


def test_tuples_count_as_arrays() -> None:
    assert edit('a = ["x"]\n', {"a": ("x",)}, {"a": ("x", "y")}) == 'a = ["x", "y"]\n'


def test_broken_text_is_refused() -> None:
    with pytest.raises(SourceError):
        edit("a = \n", {}, {"a": 1})


def test_what_would_not_read_back_is_not_written() -> None:
    with pytest.raises(EditError) as caught:
        edit("a = 1\n", {"a": 1}, {"a": "\ud800"})
    assert "没有写入" in caught.value.message.zh
