"""Plugins that behave badly, and one that does not: packages as somebody might install them.

They are found through entry points, like real ones; `entry_point` makes one without installing.
"""

from collections.abc import Callable
from importlib.metadata import EntryPoint
from types import SimpleNamespace

from core.api import CloseItem, Field, Form, Service, Step, SuggestRule, hookimpl
from core.roster import GROUP

NAMES = ("quiet", "noisy", "greedy", "stale", "slow", "brand")


def entry_point(name: str, module: str | None = None) -> EntryPoint:
    """Return the entry point of the dummy *name*, as a distribution of somebody else's has it."""
    return EntryPoint(name=name, value=module or f"tests.dummies.{name}", group=GROUP)


def a_service(name: str, **changes: object) -> Service:
    """Return a small sound service: one form, two steps, the second closes."""
    values: dict[str, object] = {
        "name": name,
        "title": f"{name} 服务",
        "clause": "5.9.1",
        "summary": "测试用的服务",
        "faces_both_parties": False,
        "forms": (
            Form(
                key=f"{name}.intake",
                title="登记",
                fields=(Field(name="wish", label="希望怎样", purpose="决定下一步"),),
            ),
        ),
        "steps": (
            Step(name="talk", title="谈一次", form=f"{name}.intake"),
            Step(
                name="finish",
                title="办结",
                after=("talk",),
                closes=True,
                then=lambda _ctx: (CloseItem(outcome="done"),),
            ),
        ),
        "suggests": (SuggestRule(why="说到了茶", words=("茶",)),),
        "closing_outcomes": {"done": "已办好"},
        "fallback_help": "请到县里问一问",
    }
    return Service(**{**values, **changes})  # type: ignore[arg-type]  # given by name, on purpose loose


def a_plugin(declared: object, **hooks: Callable[..., object]) -> SimpleNamespace:
    """Return a plugin object that declares *declared* and answers *hooks* with plain functions."""

    def service() -> object:
        return declared

    return SimpleNamespace(
        service=hookimpl(service), **{name: hookimpl(answer) for name, answer in hooks.items()}
    )
