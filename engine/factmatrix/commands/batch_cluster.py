"""`fact batch --cluster`: which brands go to the workers, and what cannot be done there."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from factmatrix.batch import cluster_words as words
from factmatrix.batch.chosen import Chosen
from factmatrix.batch.cluster_part import (
    ENDING,
    FilesSent,
    Part,
    Run,
    identity,
    parts_of_files,
    parts_of_table,
)
from factmatrix.batch.cluster_words import ClusterError
from factmatrix.batch.destination import ResultFolder
from factmatrix.batch.failures import Failure
from factmatrix.batch.running import Account
from factmatrix.batch.scoring import Order
from factmatrix.batch.table import count_rows
from factmatrix.columns.evaluator import row_columns
from factmatrix.commands.batch_messages import NO_TABLE
from factmatrix.commands.batch_options import is_stdout
from factmatrix.commands.batch_sources import named
from factmatrix.commands.failing import UsageProblem, complain
from factmatrix.commands.paths import some_profile
from factmatrix.commands.settings import Settings
from factmatrix.commands.tables import mapping_in
from factmatrix.engine import Engine
from factmatrix.plugins.folders import position_files
from factmatrix.profile.file import file_bytes
from factmatrix.profile.finding import PROFILES
from factmatrix.system_errors import reason
from factmatrix.tables import ENDINGS
from factmatrix.tables.problems import TableError
from factmatrix.tables.scanning import scan
from factmatrix.text import Text
from factmatrix.toml.problem import SourceError

_EITHER = Text(
    "On a cluster name profiles or Parquet files, not both at once. Other tables of brands are for "
    "one machine: score them without --cluster, or save them as Parquet.",
    "使用集群时，请只给档案或只给 Parquet 文件。其他格式的品牌表请不用 --cluster，"
    "或先另存为 Parquet。",
)
_JOBS = Text(
    "--jobs is for one machine. How many processes a cluster has is said where its workers are "
    "started (dask worker --nworkers N): leave it out.",
    "--jobs 只用于单机。集群的进程数由启动 worker 时决定（dask worker --nworkers N），"
    "请去掉 --jobs。",
)
_CACHE = Text(
    "--cache is for one machine: it lies in a folder of the user that other machines do not see. "
    "Leave it out, and every file is read.",
    "--cache 只用于单机：缓存放在用户自己的文件夹里，其他机器看不到。请去掉，所有文件都会读取。",
)
_VERIFY = Text(
    "--verify is for one machine. Leave it out; to compare, score some of the files without "
    "--cluster.",
    "--verify 只用于单机，请去掉；要核对，可不用 --cluster 给其中一些文件评分。",
)
_SHEET = Text(
    "--sheet is for workbooks, and a cluster reads Parquet: save the sheet as Parquet.",
    "--sheet 用于工作簿，而集群读取 Parquet：请先把工作表另存为 Parquet。",
)


class _Brands(NamedTuple):
    """The parts of a run, how many brands they hold, and the paths that lead to none."""

    parts: list[Part]
    total: int
    lost: list[Failure]


def insist_on_what_a_cluster_does(
    out: str, *, jobs: int | None, cached: bool, verified: bool, sheet: str | None
) -> None:
    """Raises UsageProblem for results and options that only one machine has."""
    if find_spec("distributed") is None:
        raise UsageProblem(words.NOT_INSTALLED)
    if is_stdout(out) or Path(out).suffix.lower() != ENDING:
        raise UsageProblem(_only_parquet(out))
    used = {_JOBS: jobs is not None, _CACHE: cached, _VERIFY: verified, _SHEET: sheet is not None}
    for text, is_used in used.items():
        if is_used:
            raise UsageProblem(text)


def cluster_work(
    address: str,
    paths: Sequence[str],
    chosen: Chosen,
    order: Order,
    engine: Engine,
    settings: Settings,
    mapping: Path | None,
) -> tuple[int, Callable[[ResultFolder, Account], None]]:
    """How many brands there are, and what to do with them; raises UsageProblem."""
    from factmatrix.batch.cluster import score_on_cluster

    if own_code := [p.info.id for p in engine.plugins.positions if row_columns(p)]:
        raise UsageProblem(_own_code(own_code))
    brands = _brands(named(paths), engine, settings, mapping)
    run = _run(chosen, order, engine, settings)

    def tell(text: Text) -> None:
        complain(text, settings.language)

    def work(place: ResultFolder, account: Account) -> None:
        account.add(brands.lost)
        scored = score_on_cluster(address, run, brands.parts, order, place.folder, account, tell)
        try:
            asyncio.run(scored)
        except ClusterError as error:
            raise UsageProblem(error.text) from error

    return brands.total, work


def _run(chosen: Chosen, order: Order, engine: Engine, settings: Settings) -> Run:
    try:
        overlays = tuple(path.read_bytes() for path in settings.rules)
    except OSError as error:
        why = reason(error)
        told = Text(f"--rules cannot be read: {why.en}.", f"--rules 无法读取：{why.zh}。")
        raise UsageProblem(told) from error
    positions = tuple(map(_sent, settings.plugin_folders))
    return Run(
        identity(engine), settings.enable, settings.disable, overlays, order.day, chosen,
        os.getcwd(), "", positions,
    )  # fmt: skip


def _sent(folder: Path) -> FilesSent:
    """The files of a folder of positions, as they travel."""
    sent = []
    for path in position_files(folder):
        try:
            sent.append((path.name, file_bytes(path)))
        except SourceError as error:
            why = error.problem.message
            told = Text(
                f"--plugins-dir {folder}: not all of it can be sent. {path.name}: {why.en}",
                f"--plugins-dir {folder}：有文件无法发送。{path.name}：{why.zh}",
            )
            raise UsageProblem(told) from error
    return tuple(sent)


def _brands(
    names: Sequence[str], engine: Engine, settings: Settings, mapping: Path | None
) -> _Brands:
    """The profiles, or the rows of the tables, that paths lead to."""
    found = some_profile(names, (*PROFILES, ENDING))
    lost = [_lost(path, why) for path, why in found.lost]
    endings = {Path(path).suffix.lower() for path in found.paths}
    if endings.isdisjoint(ENDINGS):
        if mapping is not None:
            raise UsageProblem(NO_TABLE)
        return _Brands(parts_of_files(found.paths), len(found.paths), lost)
    if endings != {ENDING}:
        raise UsageProblem(_EITHER)
    read = mapping_in(mapping, engine)
    parts: list[Part] = []
    total = 0
    for path in found.paths:
        try:
            table = scan(Path(path), engine.sections, read)
            rows = count_rows(table)
        except TableError as error:
            lost.append(_lost(path, error.text))
            continue
        for warning in table.warnings:
            complain(warning, settings.language)
        parts += parts_of_table(path, rows, read)
        total += rows
    if not parts and lost:
        raise UsageProblem(lost[0].message)
    return _Brands(parts, total, lost)


def _lost(path: str, why: Text) -> Failure:
    return Failure(path, None, None, None, "", None, why)


def _only_parquet(out: str) -> Text:
    return Text(
        f"-o {out}: a cluster writes a folder of Parquet files; name it like scored.parquet.",
        f"-o {out}：集群输出 Parquet 文件夹，请写成 scored.parquet 这样的名称。",
    )


def _own_code(positions: Sequence[str]) -> Text:
    return Text(
        f"Positions with code or fields of their own ({', '.join(positions)}) are not asked on a "
        "cluster, where code that hangs would hold up a worker. Leave them out with --no-plugin, "
        "or score without --cluster.",
        f"自带代码或字段的阵地（{'、'.join(positions)}）不在集群上调用，以免卡住 worker。"
        "请用 --no-plugin 停用，或不用 --cluster。",
    )
