"""Checks of what a position claims: the inputs it reads, its range, what never lowers its score."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from random import Random

from factmatrix.conformance.trial import Trial, figures
from factmatrix.conformance.verdict import Finding, Outcome
from factmatrix.fit import Fit
from factmatrix.plugins.reports import nearest, one_line
from factmatrix.profile.model import BrandProfile, Value
from factmatrix.scoring.facts import AS_OF
from factmatrix.text import Text

TOLERANCE = 1e-6
"""Points by which figures may differ for want of precision."""
COMPLETIONS = 2
"""Ways of filling in what is missing that are tried for each brand."""
_ENOUGH = 5
"""After so many findings no more are looked for."""


def named_inputs(trial: Trial) -> Outcome:
    """A position in Python names every input that it reads: questions and certainty rest on it."""
    if trial.position.scorecard is not None:
        why = Text("its scorecard names its inputs", "评分卡已写明所用输入")
        return Outcome((), why, applies=False)
    random, tried, found = trial.random("inputs"), 0, _read_in_vain(trial)
    others = [profile for profile, _ in trial.fits]
    for profile, fit in trial.fits:
        changes = _elsewhere(profile, random.choice(others), trial.named)
        other = trial.brands.mixed(profile, changes)
        tried += other is not None
        if other is None or len(found) >= _ENOUGH or _same(trial.fit(other), fit):
            continue
        for path in _to_blame(trial, profile, fit, changes):
            found.setdefault(path, Finding(_unnamed(path), _NAME_IT, trial.example(profile)))
    return Outcome(
        tuple(found.values()),
        Text(
            f"{tried} brands with everything else taken from other brands",
            f"{tried} 个品牌，其余字段换成其他品牌的值",
        ),
    )


class _WatchedInputs(Mapping[str, Value]):
    """The inputs of a brand, which tell what is asked for that they do not have."""

    def __init__(self, inputs: Mapping[str, Value], missed: Callable[[str], object]) -> None:
        self._inputs, self._missed = inputs, missed

    def __getitem__(self, path: str) -> Value:
        if path not in self._inputs:
            self._missed(str(path))
        return self._inputs[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._inputs)

    def __len__(self) -> int:
        return len(self._inputs)


def _read_in_vain(trial: Trial) -> dict[str, Finding]:
    """The paths that are read and that no brand can have, which looks as if all left them out."""
    known, found, missed = trial.engine.space.domains, dict[str, Finding](), set[str]()
    for profile, call in trial.plain_calls(lambda inputs: _WatchedInputs(inputs, missed.add)):
        call()
        for path in sorted(missed - known.keys()):
            found.setdefault(path, Finding(_not_there(path, known), _THERE, trial.example(profile)))
        missed.clear()
    return found


def _not_there(path: str, known: Iterable[str]) -> Text:
    name, meant = one_line(repr(path)), nearest(path, known)
    return Text(
        f"It reads profile.inputs of {name}, which does not exist"
        + (f"; {meant.en}" if meant else "."),
        f"它从 profile.inputs 读取了不存在的 {name}" + (f"；{meant.zh}" if meant else "。"),
    )


_THERE = Text(
    "Read an input that there is, under its whole path (docs/fields.md, or the fields of the "
    "position's own table); one that does not exist is missing for every brand.",
    "请用完整路径读取现有的输入（见 docs/fields.md，或阵地自己的表）；"
    "不存在的输入对所有品牌都是缺失。",
)


def _elsewhere(
    profile: BrandProfile, other: BrandProfile, named: Iterable[str]
) -> dict[str, Value | None]:
    """What the other brand states where this position does not look; the context tells the day."""
    paths = {*profile.inputs, *other.inputs} - {*named, AS_OF}
    changes = {path: other.inputs.get(path) for path in sorted(paths)}
    return {path: value for path, value in changes.items() if value != profile.inputs.get(path)}


def _same(one: Fit | None, other: Fit) -> bool:
    return one is None or figures(one) == figures(other)


def _to_blame(
    trial: Trial, profile: BrandProfile, fit: Fit, changes: dict[str, Value | None]
) -> Iterator[str]:
    """The fields that change the fit alone; the first of all where it takes several together."""
    alone = []
    for path, value in changes.items():
        other = trial.brands.changed(profile, {path: value})
        if other is not None and not _same(trial.fit(other), fit):
            alone.append(path)
    yield from alone or [", ".join(list(changes)[:_ENOUGH]) + ", …"]


def _unnamed(path: str) -> Text:
    return Text(
        f"Its fit changes with {path}, which position().inputs does not name.",
        f"评分随 {path} 变化，但 position().inputs 没有写明。",
    )


_NAME_IT = Text(
    "Add it to inputs: questions, gains and the proof of certainty look at named inputs only.",
    "请把它加入 inputs：追问、行动收益和确定性证明只看写明的输入。",
)


def sound_ranges(trial: Trial) -> Outcome:
    """Whatever the missing fields turn out to be, the figures stay between low and high."""
    random, tried = trial.random("ranges"), 0
    found: tuple[Finding, ...] = ()
    for profile, fit in trial.fits:
        for _ in range(COMPLETIONS):
            full = trial.brands.completed(profile, trial.facts(profile), random)
            then = trial.fit(full) if full and not found else None
            if full is None or then is None:
                continue
            tried += 1
            if not _within(then, fit):
                found = (_beyond(trial, profile, fit, full, then),)
    return Outcome(
        found,
        Text(
            f"ways of filling in what {len(trial.fits)} brands leave open: {tried}",
            f"对 {len(trial.fits)} 个品牌的缺失字段随机补全 {tried} 次",
        ),
    )


def _within(then: Fit, now: Fit) -> bool:
    return now.low - TOLERANCE <= then.low and then.high <= now.high + TOLERANCE


def _beyond(
    trial: Trial, profile: BrandProfile, fit: Fit, full: BrandProfile, then: Fit
) -> Finding:
    """The finding, for one field alone where one is enough."""
    new = {path: value for path, value in full.inputs.items() if path not in profile.inputs}
    where = Text("its missing fields", "缺失字段")
    for path, value in new.items():
        other = trial.brands.changed(profile, {path: value})
        answer = trial.fit(other) if other else None
        if answer is not None and not _within(answer, fit):
            stated = f"{path} = {value}"
            where, then = Text(stated, f" {stated} "), answer
            break
    message = Text(
        f"With {where.en} filled in, the fit is {_shown(then)}, which is not within the range "
        f"{fit.low:.4g}–{fit.high:.4g} given before.",
        f"补上{where.zh}后，结果为 {_shown(then)}，"
        f"超出此前给出的区间 {fit.low:.4g}–{fit.high:.4g}。",
    )
    return Finding(message, _WIDEN, trial.example(profile))


def _shown(fit: Fit) -> str:
    score = "None" if fit.score is None else f"{fit.score:.4g}"
    return f"{score} ({fit.low:.4g}–{fit.high:.4g})"


_WIDEN = Text(
    "low and high must hold for every way of filling in what is missing: take the worst and the "
    "best that each missing field could be, and let no answer widen the range.",
    "low 和 high 必须对缺失字段的任何取值都成立：请按每个缺失字段的最差和最好取值计算，"
    "并且补上信息后区间不能变宽。",
)


def rising_claims(trial: Trial) -> Outcome:
    """What the position claims to be good never lowers a figure when it rises."""
    rising = trial.position.info.rising
    if not rising:
        why = Text("it claims no input in position().rising", "position().rising 没有声明任何输入")
        return Outcome((), why, applies=False)
    random, tried, found = trial.random("rising"), 0, list[Finding]()
    for path in rising:
        domain = trial.engine.space.domains[path]
        if domain.metric is not None or domain.shape == "choice":
            found.append(Finding(_not_a_figure(path), _FIELDS))
            continue
        for profile, _ in trial.fits:
            raised = _raised(trial, profile, path, random)
            tried += raised is not None
            if raised is not None and (fallen := _fallen(*raised[2:])):
                message = _falls(path, raised, fallen)
                found.append(Finding(message, _NO_CLAIM, trial.example(profile)))
                break
    paths = ", ".join(rising)
    return Outcome(tuple(found), Text(f"{tried} rises of {paths}", f"{paths} 上调 {tried} 次"))


Raised = tuple[Value, Value, Fit, Fit]


def _raised(trial: Trial, profile: BrandProfile, path: str, random: Random) -> Raised | None:
    """A lower and a higher value of one field of a brand, with the fits; None where impossible."""
    pair = trial.brands.rise(path, random)
    if pair is None:
        return None
    before, after = (trial.brands.changed(profile, {path: value}) for value in pair)
    if before is None or after is None:
        return None
    lower, higher = trial.fit(before), trial.fit(after)
    return (*pair, lower, higher) if lower and higher else None


def _fallen(lower: Fit, higher: Fit) -> str | None:
    """The first figure that is less after the rise."""
    for name in ("score", "low", "high"):
        before, after = getattr(lower, name), getattr(higher, name)
        if before is not None and after is not None and after < before - TOLERANCE:
            return f"{name} {before:.4g} → {after:.4g}"
    return None


def _falls(path: str, raised: Raised, fallen: str) -> Text:
    move = f"{path} {raised[0]} → {raised[1]}"
    return Text(
        f"position().rising names {path}, but a rise lowers a figure: {move}, {fallen}.",
        f"position().rising 写明了 {path}，但它上升时数值下降：{move}，{fallen}。",
    )


_NO_CLAIM = Text(
    "Take the input out of rising, or let no figure fall when it rises.",
    "请从 rising 中去掉它，或保证它上升时任何数值都不下降。",
)


def _not_a_figure(path: str) -> Text:
    return Text(
        f"position().rising names {path}, which no brand can raise by itself.",
        f"position().rising 写明了 {path}，它无法单独上升。",
    )


_FIELDS = Text(
    "Name fields with an order, and in place of a derived figure the fields behind it.",
    "请写明有大小之分的字段；派生指标请改写其来源字段。",
)
