"""Every string a person sees: one value that carries all languages.

A text is written where it is used, in both languages side by side, whether it stands in Python
(`Text(en=..., zh=...)`) or in a plugin's TOML (`title = { en = "...", zh = "..." }`). A missing
translation is therefore an error where it is made, and the view picks the language last.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
_BOTH = "a text needs both languages: en and zh"


@dataclass(frozen=True)  # with slots, hundreds of them in an answer would be slow to pickle
class Text:
    """One message in English and Chinese; neither may be blank."""

    en: str
    zh: str

    def __post_init__(self) -> None:
        if not (self.en.strip() and self.zh.strip()):
            raise ValueError(_BOTH)

    def in_(self, language: Language) -> str:
        """The text in one language."""
        return self.zh if language == "zh" else self.en

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        # Imported here: `fact --help` needs texts but must not pay for pydantic.
        from pydantic_core import core_schema

        language = core_schema.typed_dict_field(core_schema.str_schema(strict=True))
        table = core_schema.typed_dict_schema(
            {"en": language, "zh": language}, extra_behavior="forbid"
        )

        def text(value: object, read: Callable[[object], dict[str, str]]) -> Text:
            if isinstance(value, str):
                raise ValueError(_BOTH)
            return value if isinstance(value, cls) else cls(**read(value))

        return core_schema.no_info_wrap_validator_function(
            text,
            table,
            serialization=core_schema.plain_serializer_function_ser_schema(asdict),
        )


_BREAKS = "\t\n\v\f\r\x85\u2028\u2029"
"""What ends a line somewhere, and the tab."""


def clean(text: str) -> str:
    """Text from users made safe for a terminal: one line, no control or direction characters."""
    if text.isprintable():  # nearly always, and told at once
        return text
    kept = (" " if c in _BREAKS else c for c in text)
    return "".join(c for c in kept if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co"))
