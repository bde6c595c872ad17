"""Checks of what a position knows: its rules, its columns, its actions, its reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from factmatrix.conformance.answering import brands_tried
from factmatrix.conformance.trial import FIGURES, Figures, Trial, figures
from factmatrix.conformance.verdict import Finding, Outcome
from factmatrix.fit import Fit
from factmatrix.plugins.loading import PluginFailure
from factmatrix.rules.homes import load_doctrine
from factmatrix.rules.lint import entries, lint, source_faults
from factmatrix.rules.lint.effects import action_faults
from factmatrix.rules.problems import Fault
from factmatrix.rules.scorecard import ActionRule, Scorecard
from factmatrix.scoring.advice import is_reached
from factmatrix.text import Text
from factmatrix.toml.place import dotted

PLAIN_PYTHON = Outcome((), Text("it shows no scorecard", "没有提供评分卡"), applies=False)


def sound_rules(trial: Trial) -> Outcome:
    """What `fact rules check` calls an error in a scorecard; its actions are told by another."""
    card = trial.position.scorecard
    if card is None:
        return PLAIN_PYTHON
    known = frozenset(rule.id for rule in load_doctrine().rules)
    faults = [
        *lint(entries(card), trial.engine.space),
        *source_faults(card.model_dump(by_alias=True), known),
    ]
    elsewhere = set(_never_shown(trial, card))
    findings = [
        Finding(_placed(fault), _RULES_CHECK)
        for fault in dict.fromkeys(faults)
        if fault.severity == "error" and fault not in elsewhere
    ]
    return Outcome(tuple(findings), _rules_tried(card))


def _rules_tried(card: Scorecard) -> Text:
    count = sum(1 for _ in entries(card))
    return Text(f"{count} rules", f"{count} 条规则")


def _placed(fault: Fault) -> Text:
    place = f"scorecard().{dotted(fault.path)}"
    return Text(f"{place}: {fault.message.en}", f"{place}：{fault.message.zh}")


_RULES_CHECK = Text(
    "Correct the rule; `fact rules check` names line and column in its file.",
    "请修改该规则；`fact rules check` 会指出它在文件中的行列位置。",
)


def same_columns(trial: Trial) -> Outcome:
    """A scorecard that is shown is the scorecard that scores: a table gets the same figures."""
    card = trial.position.scorecard
    if card is None:
        return PLAIN_PYTHON
    if not trial.fits:
        return Outcome((), brands_tried(0))
    from factmatrix.conformance.table import card_figures  # polars; only scorecards pay for it

    found: tuple[Finding, ...] = ()
    for (profile, fit), row in zip(trial.fits, card_figures(trial, card), strict=True):
        if figures(fit) != row and not found:
            found = (Finding(_unlike(figures(fit), row), _ONE_CARD, trial.example(profile)),)
    return Outcome(found, brands_tried(len(trial.fits)))


def _unlike(own: Figures, shown: Figures) -> Text:
    """The first figure that differs."""
    name, said, of_card = next(
        difference
        for difference in zip(FIGURES, own, shown, strict=True)
        if difference[1] != difference[2]
    )
    return Text(
        f"score_fit() says {name} {said}, the scorecard that it shows {of_card}.",
        f"score_fit() 给出的 {name} 为 {said}，而所示评分卡为 {of_card}。",
    )


_ONE_CARD = Text(
    "Let factmatrix.ScorecardPosition score the scorecard, or answer None from scorecard().",
    "请用 factmatrix.ScorecardPosition 按评分卡评分，或让 scorecard() 返回 None。",
)


def reachable_actions(trial: Trial) -> Outcome:
    """Every action is shown to some brand: proven from conditions, or searched for."""
    card = trial.position.scorecard
    seen, shown = _suggested(trial)
    if card is not None:
        findings = [Finding(_placed(fault), _REACHABLE) for fault in _never_shown(trial, card)]
        if trial.position.ready is None:
            findings += [Finding(_never_seen(a.id, trial), _REACHABLE)
                         for a in card.actions if not seen[a.id]]  # fmt: skip
        count = len(card.actions)
        return Outcome(
            tuple(findings),
            Text(f"by their conditions, {count} in all", f"按条件判定，共 {count} 个行动"),
        )
    met = [Finding(_always_met(name, count), _REACHABLE)
           for name, count in sorted(seen.items()) if not shown[name]]  # fmt: skip
    names = ", ".join(sorted(seen)) or "-"
    return Outcome(
        tuple(met),
        Text(
            f"suggested in {len(trial.fits)} tries: {names}",
            f"{len(trial.fits)} 次尝试中出现的行动：{names}",
        ),
    )


def _never_shown(trial: Trial, card: Scorecard) -> Iterator[Fault]:
    for place, entry in entries(card):
        if isinstance(entry, ActionRule):
            yield from action_faults(entry, trial.engine.space, place)


def _suggested(trial: Trial) -> tuple[Counter[str], Counter[str]]:
    """How often each action was suggested, and how often with something left to do."""
    seen, shown = Counter[str](), Counter[str]()
    for answer in trial.answers:
        if isinstance(answer.actions, PluginFailure):
            continue
        facts = trial.facts(answer.profile)
        for action in answer.actions:
            seen[action.id] += 1
            shown[action.id] += not is_reached(action, facts)
    return seen, shown


def _never_seen(name: str, trial: Trial) -> Text:
    count = len(trial.fits)
    return Text(
        f"The scorecard has the action {name}, which suggest_actions() gave to none of {count} "
        "brands.",
        f"评分卡里有行动 {name}，但 suggest_actions() 对 {count} 个品牌都没有给出它。",
    )


def _always_met(name: str, count: int) -> Text:
    return Text(
        f"The action {name} was suggested to {count} brands, all of which had met its targets "
        "already, so that nobody sees it.",
        f"行动 {name} 被建议给 {count} 个品牌，但它们都已达到其目标，因此永远不会显示。",
    )


_REACHABLE = Text(
    "Let its condition hold for a brand whose targets are not met, or take the action out.",
    "请让其条件在目标尚未达到的品牌上成立，或删去该行动。",
)


def reasons_given(trial: Trial) -> Outcome:
    """Every contribution says why it counts."""
    found: dict[str, Finding] = {}
    count = 0
    for profile, fit in trial.fits:
        for name in _without_reason(fit):
            message = Text(
                f"The contribution {name} has no rationale.", f"得分构成 {name} 没有写明依据。"
            )
            found.setdefault(name, Finding(message, _RATIONALE, trial.example(profile)))
        count += len(fit.contributions)
    if not count:
        why = Text("its fits have no contributions", "评分没有给出得分构成")
        return Outcome((), why, applies=False)
    return Outcome(tuple(found.values()), Text(f"{count} contributions", f"{count} 项得分构成"))


def _without_reason(fit: Fit) -> Iterator[str]:
    return (c.criterion for c in fit.contributions if c.rationale is None)


_RATIONALE = Text(
    "Say with rationale=Text(en, zh) why the figure counts, and where the number comes from.",
    "请用 rationale=Text(en, zh) 写明该指标为何计分、数值从何而来。",
)
