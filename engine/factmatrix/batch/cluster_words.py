"""What a person is told of a cluster that cannot be used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError

from factmatrix.batch.cluster_part import Identity
from factmatrix.plugins.reports import one_line
from factmatrix.text import Text


class ClusterError(Exception):
    """A cluster cannot do what is asked, or no longer; `text` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


NOT_INSTALLED = Text(
    "--cluster needs dask.distributed, which comes with an extra: pip install "
    "'factmatrix[cluster]', pipx install 'factmatrix[cluster]' or uv tool install "
    "'factmatrix[cluster]'.",
    "--cluster 需要 dask.distributed，请安装扩展：pip install 'factmatrix[cluster]'、"
    "pipx install 'factmatrix[cluster]' 或 uv tool install 'factmatrix[cluster]'。",
)
LOST = Text(
    "The connection to the scheduler was lost; nothing was written.",
    "与调度器的连接已断开，未写结果。",
)
_LABELS = {
    "factmatrix": Text("version of factmatrix", "factmatrix 版本"),
    "polars": Text("version of polars", "polars 版本"),
    "rules": Text("hash of the rules", "规则哈希"),
}


def no_address(address: str, error: ValueError) -> Text:
    """That no scheduler can have such an address."""
    return Text(
        f"--cluster {address}: this is no address ({error}). Write it like tcp://host:8786.",
        f"--cluster {address}：不是有效地址（{error}），请写成 tcp://host:8786 的形式。",
    )


def nobody(address: str) -> Text:
    """That no scheduler answers."""
    return Text(
        f"--cluster {address}: no dask scheduler answers there. Start one with `dask scheduler`, "
        "which prints its address (tls://… where it uses TLS).",
        f"--cluster {address}：该地址没有 dask 调度器应答。可用 `dask scheduler` 启动，"
        "启动时会打印地址（使用 TLS 时为 tls://…）。",
    )


def no_scheduler(address: str, kind: object) -> Text:
    """That another part of dask answers."""
    return Text(
        f"--cluster {address}: this is a dask {kind}; name the scheduler.",
        f"--cluster {address}：这是 dask 的 {kind}，请写调度器的地址。",
    )


def waits(address: str, seconds: float) -> Text:
    """That a run waits for workers."""
    return Text(
        f"{address} has no worker; waiting {seconds:.0f} s for one (dask worker {address}).",
        f"{address} 没有 worker，最多等待 {seconds:.0f} 秒（启动命令：dask worker {address}）。",
    )


def no_worker(address: str) -> Text:
    """That none came."""
    return Text(
        f"{address} has no worker; nothing was written. Start some with `dask worker {address}`.",
        f"{address} 没有 worker，未写结果。请用 `dask worker {address}` 启动。",
    )


def silent(seconds: float) -> Text:
    """That nothing came back for so long."""
    return Text(
        f"The scheduler or a worker gave no answer within {seconds:.0f} s; nothing was written. "
        "Look at their logs, or end the worker that hangs.",
        f"调度器或某个 worker 在 {seconds:.0f} 秒内没有应答，未写结果。"
        "请查看日志，或结束卡住的 worker。",
    )


def no_shared_disk(path: str, workers: Iterable[str]) -> Text:
    """That workers see other files."""
    names = list(workers)
    return Text(
        f"Workers do not see {path}: {', '.join(names)}. Brands and results must lie on a disk "
        "that all machines share, under the same path.",
        f"以下 worker 看不到 {path}：{'、'.join(names)}。品牌数据和结果须放在所有机器"
        "以同一路径共享的磁盘上。",
    )


def killed(workers: int) -> Text:
    """That one part was the end of several workers."""
    return Text(
        f"{workers} workers died of the same part; nothing was written. Their memory may be too "
        "small (--memory-limit of dask worker); their logs say more.",
        f"同一部分数据先后使 {workers} 个 worker 退出，未写结果。可能是内存不足"
        "（dask worker 的 --memory-limit），详见其日志。",
    )


def failed(error: Exception) -> Text:
    """That a worker failed in a way that nobody expected."""
    what = _raised(error)
    return Text(
        f"A worker failed; nothing was written: {what.en}",
        f"worker 出错，未写结果：{what.zh}",
    )


def differ(workers: Mapping[str, Text]) -> Text:
    """That workers would give other results, and why."""
    en = "\n".join(f"{worker}: {why.en}" for worker, why in workers.items())
    zh = "\n".join(f"{worker}：{why.zh}" for worker, why in workers.items())
    return Text(
        "Nothing was written, as these workers would give other results. Install there what is "
        f"installed here, and start them anew:\n{en}",
        f"以下 worker 会得出不同的结果，未写结果。请安装与本机相同的版本并重新启动：\n{zh}",
    )


def other_versions(found: Mapping[str, str | Exception], wanted: str) -> dict[str, Text]:
    """Which workers have another version of factmatrix, or none."""
    return {
        worker: _instead(_LABELS["factmatrix"], version, wanted)
        for worker, version in found.items()
        if version != wanted
    }


def other_identities(
    found: Mapping[str, Identity | Exception], wanted: Identity
) -> dict[str, Text]:
    """In what workers differ."""
    return {
        worker: _raised(here) if isinstance(here, Exception) else _difference(here, wanted)
        for worker, here in found.items()
        if here != wanted
    }


def _raised(error: Exception) -> Text:
    what = one_line(f"{type(error).__name__}: {error}")
    return Text(what, what)


def _difference(here: Identity, wanted: Identity) -> Text:
    """The first thing that differs."""
    for name, label in _LABELS.items():
        if getattr(here, name) != getattr(wanted, name):
            return _instead(label, getattr(here, name), getattr(wanted, name))
    more = ", ".join(sorted(set(here.plugins) - set(wanted.plugins))) or "–"
    less = ", ".join(sorted(set(wanted.plugins) - set(here.plugins))) or "–"
    return Text(
        f"other plugins (only there: {more}; only here: {less})",
        f"插件不同（仅 worker 有：{more}；仅本机有：{less}）",
    )


def _instead(what: Text, found: object, wanted: str) -> Text:
    if isinstance(found, PackageNotFoundError):
        return Text("factmatrix is not installed there", "没有安装 factmatrix")
    return Text(f"{what.en}: {found} instead of {wanted}", f"{what.zh}：{found}，应为 {wanted}")
