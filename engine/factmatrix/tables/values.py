"""From the cells of a column to its field's type: null where a cell is unknown or unreadable.

Everything here is an expression on the raw column, so that a table is read in pieces.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import polars as pl

from factmatrix.columns.choices import is_one_of
from factmatrix.columns.curves import quotient
from factmatrix.profile.declaration import Declaration
from factmatrix.tables.cells import BLANKS, GUARDED, SPELT, UNKNOWN, json_text, spelt_text
from factmatrix.tables.columns import Column, Shape, scale
from factmatrix.tables.numbers import read_numbers
from factmatrix.tables.problems import TableError
from factmatrix.tables.spellings import Read, plain, reader, scale_spellings
from factmatrix.text import Text

TYPES: Mapping[Shape, pl.DataType] = {
    "number": pl.Float64(),
    "flag": pl.Boolean(),
    "choice": pl.String(),
    "set": pl.List(pl.String()),
    "date": pl.Date(),
    "text": pl.String(),
    "rows": pl.String(),
    "open": pl.String(),
}
"""How a table states what a column holds; lists of tables and open tables are JSON text."""


def value(
    column: Column, cells: pl.Expr, kept_as: pl.DataType, *, power: int = 0, texts_as_they_are: bool
) -> pl.Expr:
    """The cells of a column, of the type `kept_as`, as its field's type.

    `power` of ten is the unit of its figures. `texts_as_they_are` says that the source tells texts
    from blanks by itself, as Parquet does and CSV does not. Raises TableError for a type that can
    state nothing of the kind.
    """
    shape = column.shape
    if kept_as == pl.Null:
        return pl.lit(None, dtype=TYPES[shape])
    if isinstance(kept_as, pl.Categorical | pl.Enum):
        cells, kept_as = cells.cast(pl.String), pl.String()
    if kept_as == pl.String:
        return _spelt(column, cells, power, texts_as_they_are=texts_as_they_are)
    typed = _typed(column, cells, kept_as, power)
    if typed is None:
        raise TableError(
            Text(
                f"The column of {column.path} is of the type {kept_as}, which cannot state it. "
                "Save it as text, or leave it out.",
                f"{column.path} 所在列的类型是 {kept_as}，无法表示这个字段。"
                "请存成文本，或去掉这一列。",
            )
        )
    return typed


def is_total(shape: Shape, kept_as: pl.DataType, *, texts_as_they_are: bool) -> bool:
    """Whether every cell of the type `kept_as` is a value, if perhaps none that is allowed."""
    return (
        (shape == "number" and kept_as.is_numeric())
        or (shape == "flag" and kept_as == pl.Boolean)
        or (shape == "date" and kept_as == pl.Date)
        or (shape == "text" and kept_as == pl.String and texts_as_they_are)
    )


def is_unknown(cells: pl.Series) -> pl.Series:
    """Whether a cell says that its value is unknown."""
    return cells.str.strip_chars(BLANKS).str.to_lowercase().is_in(UNKNOWN)


def _spelt(column: Column, cells: pl.Expr, power: int, *, texts_as_they_are: bool) -> pl.Expr:
    """The values of cells that are text."""
    declaration, read = column.declaration, None
    if column.shape == "text":
        return cells if texts_as_they_are else _by_series(_read_texts, cells, pl.String())
    if column.shape == "number" and declaration is not None:
        read = partial(read_numbers, declaration=declaration, power=power)
        if scale(declaration):
            read = partial(_read_scale, declaration=declaration)
    else:
        ids = _ids(declaration) if column.shape == "choice" else ()
        read = partial(_read_spellings, read=reader(column), kept_as=TYPES[column.shape], ids=ids)
    return _by_series(read, cells, TYPES[column.shape])


def _typed(column: Column, cells: pl.Expr, kept_as: pl.DataType, power: int) -> pl.Expr | None:
    """The values of cells that have a type of their own; None where that says something else."""
    shape = column.shape
    if shape == "number" and kept_as.is_numeric():
        return _in_its_unit(cells.cast(pl.Float64), power)
    if shape == "flag" and kept_as == pl.Boolean:
        return cells
    if shape == "flag" and kept_as.is_numeric():
        return pl.when(cells.is_in([0, 1])).then(cells == 1)
    if shape == "date" and kept_as == pl.Date:
        return cells
    if shape == "date" and isinstance(kept_as, pl.Datetime):
        return pl.when(cells.dt.time() == pl.time(0)).then(cells.dt.date())
    if shape == "text" and (kept_as.is_integer() or kept_as == pl.Date):
        return cells.cast(pl.String)
    if shape in ("set", "rows") and isinstance(kept_as, pl.List):
        of_rows = isinstance(kept_as.inner, pl.Struct)
        if of_rows == (shape == "rows") and (of_rows or kept_as.inner == pl.String):
            return _rows(column, cells) if of_rows else _set(column, cells)
    return None


def _in_its_unit(numbers: pl.Expr, power: int) -> pl.Expr:
    """Figures in the unit of the field."""
    if power < 0:
        return quotient(numbers, float(10**-power))
    return numbers * 10**power if power else numbers


def _rows(column: Column, cells: pl.Expr) -> pl.Expr:
    """A list of tables as JSON text."""
    read = partial(_read_spellings, read=reader(column), kept_as=TYPES["rows"])
    return _by_series(lambda lists: read(list_texts(lists)), cells, TYPES["rows"])


def _set(column: Column, cells: pl.Expr) -> pl.Expr:
    """A set as it is where its items are free, else by the spellings of its choices."""
    if column.declaration is None or not column.declaration.choices:
        return pl.when(cells.list.drop_nulls().list.len() == cells.list.len()).then(cells)
    read = partial(_read_items, read=reader(column), ids=_ids(column.declaration))
    return _by_series(read, cells, TYPES["set"])


def _ids(declaration: Declaration | None) -> tuple[str, ...]:
    """The values of the choices as a profile states them."""
    return tuple(str(choice.value) for choice in declaration.choices) if declaration else ()


def _by_series(
    read: Callable[[pl.Series], pl.Series], cells: pl.Expr, kept_as: pl.DataType
) -> pl.Expr:
    return cells.map_batches(read, return_dtype=kept_as, is_elementwise=True)


def _read_texts(cells: pl.Series) -> pl.Series:
    """Texts without guards and without blanks around them; null where unknown."""
    cell = pl.col("cell")
    texts = cells.to_frame("cell").select(
        pl.when(cell.str.contains(GUARDED))
        .then(cell.str.slice(1))
        .otherwise(cell.str.strip_chars(BLANKS))
    )
    read = texts.to_series()
    read = read.set(is_unknown(cells), None)
    spelt = cells.str.starts_with(SPELT)
    if spelt.any():
        read = read.scatter(spelt.arg_true(), [spelt_text(text) for text in cells.filter(spelt)])
    return read


def _read_scale(cells: pl.Series, declaration: Declaration) -> pl.Series:
    """A choice among numbers, by number or label."""
    known = scale_spellings(declaration)

    def read(cell: str) -> float | None:
        return known.get(plain(cell).removesuffix(".0"))

    return _read_spellings(cells, read, pl.Float64())


def _read_items(cells: pl.Series, read: Read, ids: tuple[str, ...]) -> pl.Series:
    """Sets of choices; those that hold ids only are left alone."""
    items = cells.explode(empty_as_null=False, keep_nulls=False)
    if _among(items, ids).all(ignore_nulls=False):
        return cells
    return _read_spellings(list_texts(cells), read, TYPES["set"])


def _read_spellings(
    cells: pl.Series, read: Read, kept_as: pl.DataType, ids: tuple[str, ...] = ()
) -> pl.Series:
    """Each different cell is read once, but for `ids`, which stand for themselves."""
    if ids:
        others = ~_among(cells, ids)
        if not others.any():
            return cells
        read_others = _read_spellings(cells.filter(others), read, kept_as)
        return cells.clone().scatter(others.arg_true(), read_others)
    different = cells.drop_nulls().unique()
    known = different.filter(~is_unknown(different))
    values = pl.DataFrame(
        {
            "cell": known,
            "value": pl.Series([read(cell.strip(BLANKS)) for cell in known], dtype=kept_as),
        }
    )
    return cells.to_frame("cell").join(values, on="cell", how="left", maintain_order="left")[
        "value"
    ]


def _among(cells: pl.Series, texts: Sequence[str]) -> pl.Series:
    """Whether a cell is one of a few texts, null where it is null."""
    return cells.to_frame("cell").select(is_one_of(pl.col("cell"), texts)).to_series()


def list_texts(cells: pl.Series) -> pl.Series:
    """Lists as JSON text, without what is unknown in their tables."""
    texts = [None if cell is None else json_text(_known(cell)) for cell in cells.to_list()]
    return pl.Series(cells.name, texts, dtype=pl.String())


def _known(items: list[object]) -> list[object]:
    return [
        {key: value for key, value in item.items() if value is not None}
        if isinstance(item, dict)
        else item
        for item in items
    ]
