"""The hooks that one plugin object implements, found by pluggy and checked."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any

from pluggy import HookImpl, PluginManager

from factmatrix.plugins import hookspecs
from factmatrix.plugins.hookspecs import PROJECT
from factmatrix.plugins.reports import PluginRefusedError, nearest

Hook = Callable[..., Any]
"""An implementation under its hook's full signature, called by position."""

ARGUMENTS: Mapping[str, tuple[str, ...]] = {
    name: tuple(inspect.signature(hook).parameters)
    for name, hook in inspect.getmembers(hookspecs, inspect.isfunction)
    if hasattr(hook, f"{PROJECT}_spec")
}
"""The arguments of every hook."""
REQUIRED = ("position", "score_fit", "suggest_actions")


def implementations(plugin: object, name: str) -> dict[str, Hook]:
    """The plugin's implementations by hook; raises `PluginRefusedError` where one is unsound.

    Every plugin gets a manager of its own: whatever is wrong with it, nothing of it stays behind.
    """
    if inspect.isclass(plugin):
        raise PluginRefusedError(
            f"its entry point names the class {plugin.__name__}; name an object of it, or a module",
            f"入口点指向类 {plugin.__name__}；请改为指向该类的对象或一个模块",
        )
    manager = PluginManager(PROJECT)
    manager.register(plugin, name)
    found = {
        hook.name: [i for i in hook.get_hookimpls() if hook.name in ARGUMENTS or not i.optionalhook]
        for hook in manager.get_hookcallers(plugin) or ()
    }
    found = {hook: impls for hook, impls in found.items() if impls}
    _check_names(found)
    for hook, impls in found.items():
        _check_implementations(hook, impls)
    manager.add_hookspecs(hookspecs)  # pluggy's own checks, over what is registered already
    manager.check_pending()
    return {hook: _under_full_signature(impl, hook) for hook, (impl,) in found.items()}


def _check_names(found: Mapping[str, object]) -> None:
    if not found:
        raise PluginRefusedError(
            "nothing in it carries @factmatrix.hookimpl; mark the hooks that it implements",
            "其中没有任何函数带 @factmatrix.hookimpl；请标注它实现的钩子",
        )
    for hook in found:
        if hook not in ARGUMENTS:
            meant = nearest(hook, ARGUMENTS)
            hooks = ", ".join(ARGUMENTS)
            raise PluginRefusedError(
                f"{hook} is no hook; {meant.en if meant else f'there are {hooks}'}",
                f"没有名为 {hook} 的钩子；{meant.zh if meant else f'可用的有 {hooks}'}",
            )
    missing = [hook for hook in REQUIRED if hook not in found]
    if missing:
        raise PluginRefusedError(
            f"it does not implement {', '.join(missing)}; a position needs {', '.join(REQUIRED)}",
            f"缺少 {'、'.join(missing)} 的实现；定位插件必须实现 {'、'.join(REQUIRED)}",
        )


def _check_implementations(hook: str, impls: list[HookImpl]) -> None:
    if any(impl.wrapper or impl.hookwrapper for impl in impls):
        raise PluginRefusedError(
            f"{hook} is a hook wrapper, which could alter other positions; "
            "drop wrapper=True or hookwrapper=True",
            f"{hook} 是钩子包装器，会影响其他定位；请去掉 wrapper=True 或 hookwrapper=True",
        )
    if len(impls) > 1:
        raise PluginRefusedError(
            f"it implements {hook} {len(impls)} times; keep one",
            f"{hook} 有 {len(impls)} 个实现；请只保留一个",
        )
    allowed = ARGUMENTS[hook]
    parameters = inspect.signature(impls[0].function).parameters.values()
    if not all(p.name in allowed and p.default is p.empty and _positional(p) for p in parameters):
        asked = ", ".join(map(str, parameters))
        takes = ", ".join(allowed)
        raise PluginRefusedError(
            f"{hook} is declared with ({asked}); it may take "
            + (f"{takes} by these names, without defaults" if allowed else "no arguments"),
            f"{hook} 声明为 ({asked})；"
            + (f"参数只能是 {takes}，名称一致且不带默认值" if allowed else "它不接受任何参数"),
        )


def _positional(parameter: inspect.Parameter) -> bool:
    return parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD)


def _under_full_signature(impl: HookImpl, hook: str) -> Hook:
    """Passes on the arguments that the implementation asks for by name, as pluggy does."""
    function, arguments = impl.function, ARGUMENTS[hook]
    if impl.argnames == arguments:
        return function
    places = [arguments.index(name) for name in impl.argnames]
    return lambda *given: function(*(given[place] for place in places))
