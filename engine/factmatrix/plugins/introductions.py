"""What a position says of itself when it is loaded: who it is, its section, its scorecard.

Every check raises `PluginRefusedError` with the cure.
"""

from __future__ import annotations

from contextlib import suppress

from pydantic import ValidationError

from factmatrix.plugins.reports import PluginRefusedError, nearest
from factmatrix.plugins.shapes import check_of, refused
from factmatrix.profile.declaring import DeclaredWronglyError
from factmatrix.profile.inputs import section_inputs
from factmatrix.profile.model import Section
from factmatrix.profile.section_checks import check_table
from factmatrix.rules.loading import own_space
from factmatrix.rules.misfits import rules_misfits
from factmatrix.rules.scorecard import API_VERSION, PositionInfo, Scorecard
from factmatrix.scoring.inputs import Domain, InputSpace
from factmatrix.text import Text

_TEXT = check_of(Text)


def position_info(answer: object) -> PositionInfo:
    """Who the position is, validated again because a model can be made without validation."""
    if not isinstance(answer, PositionInfo):
        raise refused(
            "position()", answer, Text("a factmatrix.PositionInfo", " factmatrix.PositionInfo")
        )
    info = PositionInfo.model_validate(dict(answer))
    _TEXT(info.title, "position().title")
    _TEXT(info.summary, "position().summary")
    return info


def check_api_version(info: PositionInfo) -> None:
    """Refuses a plugin that was written for later hooks than these."""
    if info.api_version > API_VERSION:
        raise PluginRefusedError(
            f"it needs plugin API {info.api_version}, this program offers {API_VERSION}; "
            "update factmatrix or install an older version of the plugin",
            f"它需要插件 API {info.api_version}，本程序只提供 {API_VERSION}；"
            "请升级 factmatrix，或安装该插件的旧版本",
        )


def section_model(answer: object, info: PositionInfo) -> type[Section] | None:
    """The model of `[ext.<id>]`: a `Section` of declared fields."""
    if answer is None:
        return None
    if not (isinstance(answer, type) and issubclass(answer, Section)):
        expected = Text(
            "a subclass of factmatrix.Section, or None", " factmatrix.Section 的子类或 None"
        )
        raise refused("profile_section()", answer, expected)
    try:
        check_table(answer)
    except DeclaredWronglyError as error:
        en, zh = error.reason.en, error.reason.zh
        raise PluginRefusedError(f"profile_section(): {en}", f"profile_section()：{zh}") from error
    section_inputs(info.id, answer)  # TypeError where a field was not made with declare()
    import pickle  # few positions have a section

    pickle.dumps(answer)  # profiles travel between processes, and with them the section's class
    with suppress(ValidationError):  # required fields are missing; anything else is its own fault
        answer.model_validate({})  # as every profile without the table does
    return answer


def scorecard(answer: object, info: PositionInfo) -> Scorecard | None:
    """The scorecard behind a position, if it has one; `check_inputs` looks into it."""
    if answer is None:
        return None
    if not isinstance(answer, Scorecard):
        raise refused(
            "scorecard()",
            answer,
            Text("a factmatrix.Scorecard, or None", " factmatrix.Scorecard 或 None"),
        )
    if answer.position.id != info.id:
        raise refused("scorecard().position.id", answer.position.id, Text(info.id, f" {info.id}"))
    return answer


def check_inputs(card: Scorecard, info: PositionInfo, section: type[Section] | None) -> None:
    """Refuses a scorecard of which something cannot be evaluated."""
    for fault in rules_misfits(card, own_space(info.id, section)):
        keys = (f"[{key}]" if isinstance(key, int) else f".{key}" for key in fault.path)
        place = f"scorecard(){''.join(keys)}"
        raise PluginRefusedError(f"{place}: {fault.message.en}", f"{place}：{fault.message.zh}")


def check_claims(info: PositionInfo, section: type[Section] | None) -> None:
    """Refuses a position that says it reads inputs which do not exist."""
    if info.inputs or info.rising:
        space = own_space(info.id, section)
        for path in (*info.inputs, *info.rising):
            check_known(path, "position()", space)


def check_known(path: str, place: str, space: InputSpace) -> Domain:
    """The input with this path; refuses one that does not exist."""
    domain = space.domains.get(path)
    if domain is None:
        meant = nearest(path, space.domains)
        raise PluginRefusedError(
            f"{place} names the input {path!r}, which does not exist"
            + (f"; {meant.en}" if meant else ""),
            f"{place} 使用了不存在的输入 {path!r}" + (f"；{meant.zh}" if meant else ""),
        )
    return domain
