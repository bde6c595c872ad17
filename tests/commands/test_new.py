"""`fact new` without a category: nothing is made up, and the file says what is open."""

from pathlib import Path

import pytest

from tests.commands.conftest import Run


@pytest.mark.parametrize(
    ("language", "next_step", "missing"),
    [
        ("en", "choose the category in the file (it is required)", "Main category is required."),
        ("zh", "在文件里选定类目（必填）", "缺少必填项“主营类目”。"),
    ],
)
def test_a_category_that_is_not_named_is_open_until_it_is_chosen(
    run: Run, language: str, next_step: str, missing: str
) -> None:
    made = run("new", "Sorrel", "--lang", language)
    assert (made.code, made.out) == (0, "Sorrel.toml\n")
    assert next_step in made.err
    assert "fact score Sorrel.toml" in made.err

    refused = run("validate", made.out.strip(), "--lang", language)
    assert refused.code == 1
    assert f": brand.category: {missing}" in refused.out
    assert '"womenswear"' in refused.out

    path = Path("Sorrel.toml")
    text = path.read_text("utf-8")
    path.write_text(text.replace('# category = "womenswear"', 'category = "food"'), "utf-8")
    assert run("validate", path).code == 0
    assert run("score", path).code == 0


def test_a_category_that_is_named_needs_no_choice(run: Run) -> None:
    made = run("new", "Sorrel", "--category", "食品")
    assert "fill in what you know, then run: fact score Sorrel.toml" in made.err
    assert run("validate", "Sorrel.toml").code == 0


def test_a_category_that_does_not_exist_writes_nothing(run: Run) -> None:
    refused = run("new", "Sorrel", "--category", "foods")
    assert (refused.code, refused.out) == (2, "")
    assert 'Did you mean "food"?' in refused.err
    assert not list(Path().iterdir())


@pytest.mark.parametrize("name", ["../x2", "/tmp/x2", "~/x2", "shops/x2", "..\\x2"])
def test_a_path_is_no_name(run: Run, name: str) -> None:
    Path("shops").mkdir()
    refused = run("new", name)
    assert (refused.code, refused.out) == (2, "")
    assert f'fact new "x2" --to "{name.removesuffix("x2")}"' in refused.err
    assert "不是路径" in run("new", name, "--lang", "zh").err
    assert not list(Path().rglob("*.toml"))


@pytest.mark.parametrize(
    ("name", "file"),
    [("A/B", "A-B.toml"), ("--.x", "x.toml"), (".hidden", "hidden.toml"), ("-", None)],
)
def test_a_file_name_is_no_option_and_not_hidden(run: Run, name: str, file: str | None) -> None:
    made = run("new", "--", name)
    assert (made.code, made.out) == ((0, f"{file}\n") if file else (2, ""))
