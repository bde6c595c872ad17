"""Bytes of a file to text: UTF-8, or a message that names the encoding and the cure."""

from __future__ import annotations

import codecs
from math import ceil

from factmatrix.text import Text
from factmatrix.toml.problem import Problem, SourceError, problem_at

MAX_BYTES = 1 << 20
"""Larger files are refused unread: a thousand times the size of an ordinary profile."""


def decode(data: bytes) -> str:
    """The text of a file in UTF-8, without byte order marks, line ends as they are.

    Raises SourceError for a file above MAX_BYTES and for any other encoding.
    """
    if len(data) > MAX_BYTES:
        raise SourceError(problem_at("", 0, too_large(len(data))))
    if encoding := _wide_encoding(data):
        raise SourceError(problem_at("", 0, _resave(encoding, encoding)))
    while data.startswith(codecs.BOM_UTF8):  # joining files leaves several
        data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SourceError(_not_utf8(data, error.start)) from error


def too_large(size: int) -> Text:
    """The message for a file of this many bytes, more than MAX_BYTES."""
    has, limit = f"{ceil(size / 1024):,}", f"{MAX_BYTES // 1024:,}"
    return Text(
        f"The file has {has} KB, more than the {limit} KB that are read. "
        "Check that it is the right file; split it if it is.",
        f"文件有 {has} KB，超过可读取的 {limit} KB。请确认是否选错了文件；如果没错，请拆分。",
    )


def _wide_encoding(data: bytes) -> str | None:
    """UTF-32 or UTF-16, known by the byte order mark or by the zero bytes of the first character.

    That character is ASCII in every TOML file. Without a mark the byte order is named as well:
    programs that convert guess it differently.
    """
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "UTF-32"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "UTF-16"
    match [byte == 0 for byte in data[:4]]:
        case [False, True, True, True]:
            return "UTF-32LE"
        case [True, True, True, False]:
            return "UTF-32BE"
        case [False, True, *_]:
            return "UTF-16LE"
        case [True, False, *_]:
            return "UTF-16BE"
    return None


def _not_utf8(data: bytes, bad: int) -> Problem:
    """What to say of the first byte that is not UTF-8."""
    before = data[:bad].decode("utf-8")
    # Chinese that was read as UTF-8 so far (three bytes each) means: UTF-8, damaged later on.
    if all(character < "\u0800" for character in before) and (found := _chinese(data)):
        text, cure = found
        first = next(offset for offset, character in enumerate(text) if not character.isascii())
        return problem_at(text, first, cure)
    message = Text(
        f"Byte 0x{data[bad]:02X} is not UTF-8. The file is damaged here or has another encoding: "
        "retype this place, or save the file again as UTF-8.",
        f"字节 0x{data[bad]:02X} 不是 UTF-8。文件在此处损坏，或用了别的编码："
        "请重新输入这一处，或把文件另存为 UTF-8。",
    )
    text = before + data[bad:].decode("utf-8", errors="replace")
    return problem_at(text, len(before), message)


def _chinese(data: bytes) -> tuple[str, Text] | None:
    """The text of a file in GBK or Big5, and the cure; None where it is neither.

    Few texts can be read as both. Of these the ones whose GBK characters all belong to its common
    set, GB 2312, are taken for GBK: Big5 read as GBK strays out of that set within a few
    characters. The cure names the other encoding as well.
    """
    gbk, big5 = _read_as("gb18030", data), _read_as("cp950", data)
    if gbk is not None and big5 is not None:
        if _is_common(gbk):
            return gbk, _resave("GBK (ANSI)", "GB18030", otherwise="BIG5")
        return big5, _resave("Big5", "BIG5", otherwise="GB18030")
    if gbk is not None:
        return gbk, _resave("GBK (ANSI)", "GB18030")
    if big5 is not None:
        return big5, _resave("Big5", "BIG5")
    return None


def _read_as(encoding: str, data: bytes) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_common(text: str) -> bool:
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _resave(name: str, iconv_name: str, *, otherwise: str | None = None) -> Text:
    command = f"iconv -f {iconv_name} -t UTF-8 OLD.toml > NEW.toml"
    en = (
        f"The file is in {name}, but TOML is always UTF-8. Save it again as UTF-8 in the editor, "
        f"or run: {command}"
    )
    zh = f"文件的编码是 {name}，而 TOML 只能是 UTF-8。请在编辑器里另存为 UTF-8，或运行：{command}"
    if otherwise is None:
        return Text(en, zh)
    return Text(
        f"{en} (if the text looks wrong then, with -f {otherwise})",
        f"{zh}（若转换后文字不对，改用 -f {otherwise}）",
    )
