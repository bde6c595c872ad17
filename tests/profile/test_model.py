"""The profile model: strict in what it takes, immutable once made, and asked for its inputs."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from factmatrix.profile.fields import declare
from factmatrix.profile.inputs import core_inputs
from factmatrix.profile.model import BrandProfile
from factmatrix.profile.table import OpenTable, Section, Table
from factmatrix.text import Text
from tests.strategies import field_values, profiles

MINIMAL: dict[str, Any] = {"format": 1, "brand": {"name": "Acme", "category": "food"}}
SOME = Text("some", "某项")


class ShelfSection(Section):
    """What a plugin may declare for itself."""

    search_share: float | None = declare("share", SOME, SOME)
    cards: int | None = declare("count", SOME, SOME)


def profile(**tables: object) -> BrandProfile:
    return BrandProfile.model_validate(MINIMAL | tables)


def data_with(path: str, value: object) -> dict[str, Any]:
    """The minimal data with one field set."""
    data = copy.deepcopy(MINIMAL)
    *tables, key = path.split(".")
    table = data
    for name in tables:
        table = table.setdefault(name, {})
    table[key] = value
    return data


class TestStrictness:
    @pytest.mark.parametrize(
        ("path", "value"),
        [
            ("powers.content.live", float("nan")),
            ("powers.content.live", float("inf")),
            ("powers.content.live", True),
            ("powers.content.live", "80"),
            ("powers.content.live", 100.5),
            ("powers.content.live", -1),
            ("live.conversion_rate", 35),
            ("economics.gross_margin", -1.5),
            ("economics.aov", 0),
            ("economics.monthly_budget", float("inf")),
            ("economics.monthly_budget", -float("inf")),
            ("powers.price.index", 0.9),
            ("live.hours_per_week", 169),
            ("audience.fans", 12.0),
            ("audience.fans", True),
            ("audience.fans", "12"),
            ("affiliates.best_list_rank", 0),
            ("accounts.shop", 1),
            ("accounts.shop", "true"),
            ("accounts.tools", "compass"),
            ("accounts.tools", ["compass", "hammer"]),
            ("accounts.tools", {"compass": True}),
            ("product.launch_date", "2025-06-01"),
            ("product.launch_date", datetime(2025, 6, 1, 8, 0)),
            ("brand.category", "cars"),
            ("brand.goal", True),
            ("brand.name", 5),
            ("quality.experience_scale", 10),
            ("quality.experience_scale", 100.0),
            ("format", 2),
            ("format", True),
            ("format", 1.0),
            ("sales.shares.field", 1.2),
            ("sales.shares.field", True),
            ("live.unheard_of", 1),
            ("unheard_of", 1),
            ("live", 3),
            ("creators", {"name": "x"}),
            ("ext.xhs", 3),
        ],
    )
    def test_a_wrong_value_is_refused_at_its_place(self, path: str, value: object) -> None:
        with pytest.raises(ValidationError) as caught:
            BrandProfile.model_validate(data_with(path, value))
        [error] = caught.value.errors()
        assert error["loc"][: path.count(".") + 1] == tuple(path.split("."))

    @pytest.mark.parametrize("missing", ["format", "brand.name", "brand.category"])
    def test_the_required_fields_are_required(self, missing: str) -> None:
        data = data_with("brand.notes", "so that nothing else is missing")
        *tables, key = missing.split(".")
        del (data[tables[0]] if tables else data)[key]
        with pytest.raises(ValidationError, match="Field required"):
            BrandProfile.model_validate(data)

    @pytest.mark.parametrize("value", [float("nan"), float("inf")])
    def test_tables_of_absent_plugins_hold_no_nan_either(self, value: float) -> None:
        with pytest.raises(ValidationError, match="finite"):
            profile(ext={"xhs": {"deep": {"list": [1, value]}}})

    def test_a_whole_number_is_a_number(self) -> None:
        read = profile(powers={"content": {"live": 80}}).powers.content.live
        assert read == 80
        assert isinstance(read, float)

    def test_a_list_reads_as_a_tuple_and_a_row_as_a_table(self) -> None:
        read = profile(content={"forms": ["story"]}, creators=[{"name": "Li"}, {"name": "Wu"}])
        assert read.content.forms == ("story",)
        assert [row.name for row in read.creators] == ["Li", "Wu"]

    def test_chinese_labels_read_as_ids(self) -> None:
        read = BrandProfile.model_validate(
            {
                "format": 1,
                "brand": {"name": "Acme", "category": "女装", "goal": "日销"},
                "accounts": {"tools": ["电商罗盘", "xingtu"]},
                "campaigns": [{"name": "618", "categories": ["美妆", "food"], "kind": "大促"}],
            }
        )
        assert (read.brand.category, read.brand.goal) == ("womenswear", "daily")
        assert read.accounts.tools == ("compass", "xingtu")
        assert read.campaigns[0].categories == ("beauty", "food")
        assert read.campaigns[0].kind == "platform"

    @given(st.data())
    def test_every_declared_value_is_taken_and_given_back(self, data: st.DataObject) -> None:
        path = data.draw(st.sampled_from(sorted(core_inputs())))
        value = data.draw(field_values(core_inputs()[path].declaration))
        read = BrandProfile.model_validate(data_with(path, value)).inputs[path]
        assert read == (tuple(value) if isinstance(value, list) else value)

    @pytest.mark.parametrize(
        "path", [path for path, item in core_inputs().items() if item.declaration.kind.numeric]
    )
    def test_declared_ranges_are_the_ranges_that_hold(self, path: str) -> None:
        declaration = core_inputs()[path].declaration
        assert declaration.low is not None
        for end, beyond in ((declaration.low, -1), (declaration.high, 1)):
            if end is not None:
                BrandProfile.model_validate(data_with(path, end))
                with pytest.raises(ValidationError):
                    BrandProfile.model_validate(data_with(path, end + beyond))


def reachable(value: object) -> Iterator[object]:
    """Everything that can be reached from a value."""
    yield value
    if isinstance(value, OpenTable):
        for key, item in value.items():
            yield from (key, *reachable(item))
    elif isinstance(value, Table):
        for key in type(value).model_fields:
            yield from reachable(getattr(value, key))
    elif isinstance(value, tuple):
        for item in value:
            yield from reachable(item)


class TestImmutability:
    @given(profiles())
    def test_nothing_inside_can_change(self, any_profile: BrandProfile) -> None:
        atoms = (str, int, float, bool, date, type(None), tuple, Table)
        assert all(isinstance(item, atoms) for item in reachable(any_profile))

    @pytest.mark.parametrize(
        ("table", "key"),
        [
            (profile(), "live"),
            (profile().live, "gpm"),
            (profile(sales={"shares": {"field": 0.5}}).sales.shares, "field"),
            (profile(ext={"xhs": {"a": 1}}).ext, "xhs"),
            (profile().evidence, "new_key"),
        ],
    )
    def test_a_table_refuses_assignment(self, table: Table, key: str) -> None:
        with pytest.raises(ValidationError, match="frozen"):
            setattr(table, key, None)

    def test_inputs_refuse_assignment(self) -> None:
        with pytest.raises(TypeError):
            profile().inputs["live.gpm"] = 3.0  # type: ignore[index]

    @given(profiles())
    def test_equal_profiles_have_equal_hashes(self, any_profile: BrandProfile) -> None:
        twin = BrandProfile.model_validate(any_profile.to_data())
        assert twin == any_profile
        assert hash(twin) == hash(any_profile)

    def test_the_order_of_free_keys_does_not_matter(self) -> None:
        one = profile(sales={"shares": {"field": 0.5, "topkol": 0.2}})
        other = profile(sales={"shares": {"topkol": 0.2, "field": 0.5}})
        assert one == other
        assert hash(one) == hash(other)

    def test_another_value_in_a_free_key_makes_another_profile(self) -> None:
        assert profile(ext={"xhs": {"a": [1]}}) != profile(ext={"xhs": {"a": [2]}})

    @pytest.mark.parametrize(
        "copied",
        [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))],
        ids=["copy", "deepcopy", "pickle"],
    )
    def test_a_copy_is_equal_and_answers_alike(
        self, copied: Callable[[BrandProfile], BrandProfile]
    ) -> None:
        original = profile(live={"gpm": 3000}, ext={"xhs": {"a": [1]}})
        before = original.inputs
        twin = copied(original)
        assert twin == original
        assert twin.inputs == before

    def test_a_changed_copy_does_not_keep_the_old_inputs(self) -> None:
        original = profile(live={"gpm": 3000})
        assert original.inputs["live.gpm"] == 3000
        changed = original.model_copy(update={"live": profile(live={"gpm": 10}).live})
        assert changed.inputs["live.gpm"] == 10


class TestOpenTables:
    def test_keys_that_are_names_of_methods_are_data(self) -> None:
        table = profile(ext={"xhs": {"items": 1, "get": [{"copy": 2}]}}).ext.get("xhs")
        assert isinstance(table, OpenTable)
        assert dict(table.items()) == {"items": 1, "get": (OpenTable(copy=2),)}
        assert table.get("items") == 1
        assert table.get("absent") is None

    def test_keys_keep_the_order_of_the_file(self) -> None:
        table = profile(evidence={"live.gpm": "b", "audience.fans": "a"}).evidence
        assert [key for key, _ in table.items()] == ["live.gpm", "audience.fans"]


class TestInputs:
    def test_only_what_is_known_is_there(self) -> None:
        known = profile(
            powers={"content": {"live": 80}},
            content={"forms": []},
            accounts={"shop": False},
            sales={"shares": {"field": 0.5}},
            evidence={"live.gpm": "Compass"},
            brand=MINIMAL["brand"] | {"notes": "a note", "as_of": date(2025, 6, 1)},
        ).inputs
        assert dict(known) == {
            "brand.category": "food",
            "brand.as_of": date(2025, 6, 1),
            "powers.content.live": 80.0,
            "content.forms": (),
            "accounts.shop": False,
        }

    @given(profiles())
    def test_paths_are_those_that_rules_may_name(self, any_profile: BrandProfile) -> None:
        assert any_profile.inputs.keys() <= core_inputs().keys()
        assert None not in any_profile.inputs.values()

    def test_the_section_of_a_plugin_counts_and_an_unclaimed_one_does_not(self) -> None:
        read = profile(ext={"shelf": ShelfSection(search_share=0.3), "xhs": {"fans": 5}})
        assert read.inputs["ext.shelf.search_share"] == 0.3
        assert [path for path in read.inputs if path.startswith("ext.")] == [
            "ext.shelf.search_share"
        ]


class TestBestCandidate:
    @staticmethod
    def top_creators(**tables: object) -> dict[str, object]:
        inputs = profile(**tables).inputs
        return {
            path.removeprefix("top_creators."): value
            for path, value in inputs.items()
            if path.startswith("top_creators.")
        }

    def test_the_highest_audience_match_fills_in(self) -> None:
        rows = [
            {"audience_match": 0.4, "tone_match": 0.9, "cooperation": 0.9},
            {"audience_match": 0.7, "tone_match": 0.2},
            {"tone_match": 1.0, "cooperation": 1.0},
        ]
        assert self.top_creators(creators=rows) == {"match": 0.7, "tone_match": 0.2}

    def test_ties_go_to_tone_and_then_to_cooperation(self) -> None:
        rows = [
            {"audience_match": 0.7, "tone_match": 0.5, "cooperation": 0.1},
            {"audience_match": 0.7, "tone_match": 0.5, "cooperation": 0.3},
            {"audience_match": 0.7, "cooperation": 0.9},
        ]
        expected = {"match": 0.7, "tone_match": 0.5, "cooperation": 0.3}
        assert self.top_creators(creators=rows) == expected

    def test_what_is_given_stays(self) -> None:
        rows = [{"audience_match": 0.7, "tone_match": 0.5}]
        given_values = {"match": 0.0}
        expected = {"match": 0.0, "tone_match": 0.5}
        assert self.top_creators(creators=rows, top_creators=given_values) == expected

    @pytest.mark.parametrize("result", [{"views": 10, "gmv": 5.0}, {"views": 0}, {"gmv": 0}])
    def test_results_are_no_candidates(self, result: dict[str, object]) -> None:
        assert self.top_creators(creators=[{"audience_match": 0.7} | result]) == {}


class TestWithInputs:
    def test_sets_and_forgets(self) -> None:
        before = profile(live={"gpm": 3000, "follow_rate": 0.03}, content={"forms": ["story"]})
        after = before.with_inputs(
            {"live.gpm": 5000, "live.follow_rate": None, "powers.brand.spread": 60}
        )
        assert after.live.gpm == 5000
        assert after.live.follow_rate is None
        assert after.powers.brand.spread == 60
        assert after.content == before.content
        assert before.live.gpm == 3000

    def test_a_plugins_section_stays_its_own(self) -> None:
        before = profile(ext={"shelf": ShelfSection()})
        after = before.with_inputs({"ext.shelf.search_share": 0.4})
        assert after.inputs["ext.shelf.search_share"] == 0.4
        assert isinstance(after.ext.get("shelf"), ShelfSection)

    @pytest.mark.parametrize(
        ("path", "value"),
        [
            ("live.gpm", -1.0),
            ("powers.content.live", float("nan")),
            ("accounts.shop", 1),
            ("brand.category", None),
            ("ext.xhs.a", float("inf")),
        ],
    )
    def test_a_wrong_value_is_refused_with_its_whole_path(
        self, path: str, value: float | None
    ) -> None:
        with pytest.raises(ValidationError) as caught:
            profile(ext={"xhs": {}}).with_inputs({path: value})
        assert caught.value.errors()[0]["loc"] == tuple(path.split("."))

    def test_a_section_refuses_wrong_values_too(self) -> None:
        with pytest.raises(ValidationError, match="search_share"):
            profile(ext={"shelf": ShelfSection()}).with_inputs({"ext.shelf.search_share": 40})

    @pytest.mark.parametrize(
        "path", ["live.unheard_of", "unheard_of", "unheard.of", "live.gpm.deeper", "ext.absent.a"]
    )
    def test_an_unknown_path_is_an_error(self, path: str) -> None:
        with pytest.raises(KeyError, match=r"no (field|table)"):
            profile().with_inputs({path: 1})

    @given(profiles())
    def test_setting_what_is_known_changes_nothing(self, any_profile: BrandProfile) -> None:
        given_paths = any_profile.model_copy(update={"creators": ()}).inputs
        assert any_profile.with_inputs(given_paths) == any_profile


class TestToData:
    @given(profiles())
    def test_it_reads_back_as_the_same_profile(self, any_profile: BrandProfile) -> None:
        assert BrandProfile.model_validate(any_profile.to_data()) == any_profile

    @given(profiles())
    def test_it_is_plain_toml(self, any_profile: BrandProfile) -> None:
        def plain(value: object) -> bool:
            if isinstance(value, dict):
                return all(type(key) is str and plain(item) for key, item in value.items())
            if isinstance(value, list):
                return all(map(plain, value))
            return type(value) in (str, int, float, bool, date)

        assert plain(any_profile.to_data())

    def test_unknown_fields_are_left_out_and_empty_sets_are_not(self) -> None:
        assert profile(content={"forms": []}, live={}).to_data() == MINIMAL | {
            "content": {"forms": []}
        }

    def test_keys_stand_in_the_order_of_the_fields(self) -> None:
        data = profile(
            live={"gpm": 1, "hours_per_week": 2}, economics={"aov": 100}, creators=[{"name": "Li"}]
        ).to_data()
        assert list(data) == ["format", "brand", "economics", "live", "creators"]
        assert list(data["live"]) == ["hours_per_week", "gpm"]

    def test_tables_of_absent_plugins_survive_even_empty(self) -> None:
        ext = {"xhs": {"a": [{"b": [1, "x"]}], "c": True}, "kuaishou": {}}
        assert profile(ext=ext).to_data()["ext"] == ext

    def test_an_empty_section_of_a_present_plugin_is_left_out(self) -> None:
        sections = {"shelf": ShelfSection(), "other": ShelfSection(cards=3)}
        assert profile(ext=sections).to_data()["ext"] == {"other": {"cards": 3}}

    def test_a_section_with_a_required_field_is_written(self) -> None:
        class Demanding(Section):
            search_share: float = declare("share", SOME, SOME, required=True)

        data = profile(ext={"shelf": Demanding(search_share=0)}).to_data()
        assert data["ext"] == {"shelf": {"search_share": 0}}
