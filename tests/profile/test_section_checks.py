"""What a table must declare so that forms, schemas and readers can work with it."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, ClassVar, Literal

import pytest
from pydantic import Strict, create_model

from factmatrix import Choice, Section, Text, declare
from factmatrix.profile.declaration import KINDS, KindName
from factmatrix.profile.declaring import DeclaredWronglyError
from factmatrix.profile.model import BrandProfile
from factmatrix.profile.section_checks import check_table
from factmatrix.profile.table import Table

T = Text("Title", "标题")
TWO = (Choice("a", T), Choice("b", T))
FITTING: dict[KindName, Any] = {
    "count": int, "rank": int, "flag": bool, "date": datetime.date, "text": str,
    "choice": Literal["a", "b"], "set": Annotated[tuple[str, ...], Strict(False)],
}  # fmt: skip


def own(kind: KindName, annotation: Any) -> type[Section]:  # noqa: ANN401
    """A section of one field."""
    field = declare(kind, T, T, choices=TWO if kind == "choice" else ())
    model: type[Section] = create_model("Own", __base__=Section, own=(annotation | None, field))
    return model


def test_all_tables_of_the_core_are_sound() -> None:
    check_table(BrandProfile)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_takes_its_own_annotation_and_no_other(kind: KindName) -> None:
    fitting = FITTING.get(kind, float)
    check_table(own(kind, fitting))
    for annotation in {str, tuple[int, ...]} - {fitting}:
        with pytest.raises(DeclaredWronglyError, match=rf"does not fit its kind '{kind}'; write"):
            check_table(own(kind, annotation))


def test_a_heading_that_is_a_field_is_told_to_be_a_class_variable() -> None:
    with pytest.warns(UserWarning, match="shadows"):
        made = create_model("Own", __base__=Section, heading=(Text, T))
    with pytest.raises(
        DeclaredWronglyError, match=r"made a field; write heading: ClassVar\[Text\]"
    ):
        check_table(made)


class Inner(Table):
    """A table without a heading."""

    fans: int | None = declare("count", T, T)


class Outer(Section):
    """A section with that table in it."""

    heading: ClassVar[Text] = T
    inner: Inner = Inner()


def test_tables_inside_are_looked_into() -> None:
    with pytest.raises(DeclaredWronglyError, match=r"Inner\.heading is None; write heading"):
        check_table(Outer)
