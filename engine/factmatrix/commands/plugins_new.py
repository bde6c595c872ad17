"""What `fact plugins new` refuses, and what it says when the position is there."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from factmatrix.batch.output import InUse, Output
from factmatrix.commands.failing import UsageProblem
from factmatrix.engine import Engine
from factmatrix.plugins.folders import ENDING
from factmatrix.scaffold.package import (
    Form,
    distribution_name,
    is_id,
    module_name,
    single_file,
    write_package,
)
from factmatrix.system_errors import reason
from factmatrix.text import Text
from factmatrix.toml.save import SaveError, save


def new_package(name: str, form: Form, to: Path, engine: Engine) -> Path:
    """Write the package into a new folder, which is there whole or not at all.

    Raises UsageProblem for a name that cannot be used and a folder that cannot be made.
    """
    _insist_on_free(name, engine)
    _insist_on_free_module(name)
    folder = to / distribution_name(name)
    try:
        to.mkdir(parents=True, exist_ok=True)
        with Output(folder, folder=True) as part:
            write_package(part, name, form)
    except SaveError:
        raise UsageProblem(
            Text(
                f"{folder} is there already and was left alone. Choose another NAME or --to, or "
                "move it away.",
                f"{folder} 已存在，未作改动。请换一个名称或 --to，或先把它移走。",
            )
        ) from None
    except InUse:
        raise UsageProblem(
            Text(
                f"{folder} is being made by another run. Wait for its end.",
                f"另一个进程正在新建 {folder}，请等它结束。",
            )
        ) from None
    except OSError as error:
        raise UsageProblem(
            Text(
                f"the folder {folder} cannot be made: {reason(error).en}.",
                f"无法新建文件夹 {folder}：{reason(error).zh}。",
            )
        ) from None
    return folder


def new_file(name: str, to: Path, engine: Engine) -> Path:
    """Write the position that is one file; raises UsageProblem, and overwrites nothing."""
    _insist_on_free(name, engine)
    path = to / f"{name}{ENDING}"
    try:
        to.mkdir(parents=True, exist_ok=True)
        save(path, single_file(name), expected=None)
    except SaveError as error:
        raise UsageProblem(error.message) from None
    except OSError as error:
        raise UsageProblem(
            Text(
                f"the folder {to} cannot be made: {reason(error).en}.",
                f"无法新建文件夹 {to}：{reason(error).zh}。",
            )
        ) from None
    return path


def _insist_on_free(name: str, engine: Engine) -> None:
    if not is_id(name):
        raise UsageProblem(
            Text(
                f"'{name}' cannot be the id of a position: a letter a-z, then letters, digits and "
                "single _ between them, at most 64, e.g. xiaohongshu or live_room.",
                f"{name} 不能作为阵地 id：以小写字母开头，由小写字母、数字组成，中间可用"
                "单个下划线，最多 64 个字符，如 xiaohongshu、live_room。",
            )
        )
    taken = {own for report in engine.reports for own in (report.id, report.name)}
    if name in taken:
        raise UsageProblem(
            Text(
                f"'{name}' is the id of an installed position, and each needs its own. Choose "
                "another; fact plugins list shows those in use.",
                f"{name} 是已安装阵地的 id，不能重复。请换一个；"
                "fact plugins list 可查看已用的 id。",
            )
        )


def _insist_on_free_module(name: str) -> None:
    module = module_name(name)
    if find_spec(module) is not None:
        raise UsageProblem(
            Text(
                f"A package {module} is installed already. Choose another NAME.",
                f"已安装名为 {module} 的包，请换一个名称。",
            )
        )


def next_steps(folder: Path, name: str) -> Text:
    """What to run now, a line each."""
    place = _quoted(folder)
    module = module_name(name)
    return Text(
        "next (README.md has the rest):\n"
        f"  cd {place}\n"
        "  python -m pip install --upgrade pip    (--group needs 25.1 or later)\n"
        "  pip install -e . --group dev    (in the environment of fact)\n"
        "  pytest\n"
        f"  fact plugins check src/{module}\n"
        "  fact plugins list",
        "接下来（其余见 README.md）：\n"
        f"  cd {place}\n"
        "  python -m pip install --upgrade pip    （--group 需要 25.1 以上）\n"
        "  pip install -e . --group dev    （在 fact 所在环境中）\n"
        "  pytest\n"
        f"  fact plugins check src/{module}\n"
        "  fact plugins list",
    )


def next_steps_of_file(path: Path) -> Text:
    """What to run now that the one file is there, a line each."""
    file, folder = _quoted(path), _quoted(path.parent)
    return Text(
        "next, change it in any editor; it says how. Then:\n"
        f"  fact rules check {file}\n"
        f"  fact rules test {file}\n"
        f"  fact plugins check {file}\n"
        f"  fact score BRAND.toml --plugins-dir {folder}",
        "接下来用任何编辑器修改它（写法见文件内说明），然后：\n"
        f"  fact rules check {file}\n"
        f"  fact rules test {file}\n"
        f"  fact plugins check {file}\n"
        f"  fact score 品牌.toml --plugins-dir {folder}",
    )


def _quoted(path: Path) -> str:
    return f'"{path}"' if " " in str(path) else str(path)
