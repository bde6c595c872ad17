"""Files that hold no results."""

from __future__ import annotations

from pathlib import Path

from factmatrix.text import Text


class NotResults(Exception):
    """A file that cannot be read as results; the text says what is wrong and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


def unreadable(path: Path, error: BaseException) -> NotResults:
    """What the library that reads tables says of a file, in its own words."""
    said = str(error).strip().partition("\n")[0] or type(error).__name__
    return NotResults(
        Text(
            f"{path} cannot be read as a {path.suffix.lower()} file: {said}. Is it damaged, or of "
            "another kind? (CSV must be in UTF-8.)",
            f"{path} 不能作为 {path.suffix.lower()} 文件读取：“{said}”。"
            "文件是否损坏，或扩展名与内容不符？（CSV 须为 UTF-8 编码。）",
        )
    )
