"""Say, on each view, what it does, to what, for whom; refuse to start while one view is silent.

Peers lost data through a view that nobody had judged: a base class that allowed by default, or a
record check forgotten beside a function check. Here a route without a declaration stops
``create_app``, so the question "who may open this?" is answered before the code can run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeVar

from flask import Flask
from werkzeug.routing import Rule

Scope = Literal["county", "platform", "public"]
Answer = Literal["P", "I", "S", "R"]
Csrf = Literal["form", "token", "none"]
View = TypeVar("View", bound=Callable[..., Any])

SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
# What somebody does to her own account needs a sign-in and no post anywhere.
OWN_ACCOUNT: Final = "own_account"
ATTRIBUTE: Final = "__route_policy__"
_SCOPES: Final = ("county", "platform", "public")
_ANSWERS: Final = ("P", "I", "S", "R")
# The gate reads the county where this finds it; a county further back would not be judged.
_PLACED: Final = re.compile(r"/(?:api/v1/)?<(?:\w+:)?county>(?:/|\Z)")
_CSRF: Final = (None, "form", "token", "none")


class UndeclaredRoute(RuntimeError):
    """At least one route is silent, contradicts itself, or is declared without existing."""

    def __init__(self, faults: Collection[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("routes that may not be served:\n  " + "\n  ".join(self.faults))


@dataclass(frozen=True, kw_only=True, slots=True)
class RoutePolicy:
    """What one route does.

    ``action`` is the word handed to ``may``; ``resource`` names the loader that finds and judges
    the thing in the URL; ``scope`` is ``county`` (a post in the county of the URL is needed),
    ``platform`` (signed in, no county) or ``public`` (nobody signed in). ``answer`` is the highest
    sensitivity in the answer. ``csrf`` left out means ``form`` for a writing route and ``none``
    for a reading one. ``methods``, when given, must be exactly what the rule answers (HEAD and
    OPTIONS aside): third-party rules use it to promise that, say, signing out is never a GET.
    """

    action: str
    resource: str | None = None
    scope: Scope = "county"
    answer: Answer = "I"
    audit: str | None = None
    csrf: Csrf | None = None
    methods: frozenset[str] | None = None

    def __post_init__(self) -> None:
        if not self.action:
            raise ValueError("a route policy needs an action")
        if self.scope not in _SCOPES or self.answer not in _ANSWERS or self.csrf not in _CSRF:
            raise ValueError(f"unknown scope, answer or csrf in the policy of {self.action!r}")
        if self.scope == "county" and self.action == OWN_ACCOUNT:
            raise ValueError("inside a county every action is judged by a post")


def policy(
    *,
    action: str,
    resource: str | None = None,
    scope: Scope = "county",
    answer: Answer = "I",
    audit: str | None = None,
    csrf: Csrf | None = None,
) -> Callable[[View], View]:
    """Attach a `RoutePolicy` to a view function, a view class or one method of a view class."""
    declared = RoutePolicy(
        action=action, resource=resource, scope=scope, answer=answer, audit=audit, csrf=csrf
    )

    def attach(view: View) -> View:
        if ATTRIBUTE in vars(view):
            raise TypeError(f"{view!r} carries two policies")
        setattr(view, ATTRIBUTE, declared)
        return view

    return attach


def policy_of(view: Callable[..., Any], method: str) -> RoutePolicy | None:
    """Return what `view` declares for `method`; one class may declare each method apart."""
    view_class = getattr(view, "view_class", None)
    if view_class is not None:
        name = "get" if method in SAFE_METHODS else method.lower()
        handler = getattr(view_class, name, None)
        for carrier in (handler, view_class):
            found = getattr(carrier, ATTRIBUTE, None)
            if isinstance(found, RoutePolicy):
                return found
    found = getattr(view, ATTRIBUTE, None)
    return found if isinstance(found, RoutePolicy) else None


# Rules we do not write ourselves, beside those a room declares for its own library. An entry whose
# rule is gone is an error too, so this stays true.
THIRD_PARTY: Final[Mapping[str, RoutePolicy]] = {}

STATIC_FILES: Final = RoutePolicy(action="read_static", scope="public", answer="P")


def check_policies(
    app: Flask,
    *,
    third_party: Mapping[str, RoutePolicy] = THIRD_PARTY,
    resources: Collection[str] = (),
) -> dict[tuple[str, str], RoutePolicy]:
    """Judge every rule of the application and return policies by (endpoint, method).

    Raises `UndeclaredRoute` naming every rule that has no policy, that writes on GET, that mixes
    reading and writing under one policy, or that asks for a loader nobody gave; and every
    `third_party` entry that matches no rule.
    """
    faults: list[str] = []
    table: dict[tuple[str, str], RoutePolicy] = {}
    seen: set[str] = set()
    for rule in app.url_map.iter_rules():
        seen.add(rule.endpoint)
        declared = {
            method: _declared(app, rule, method, third_party) for method in rule.methods or ()
        }
        faults.extend(_faults(rule, declared, resources, foreign=rule.endpoint in third_party))
        for method, found in declared.items():
            if found is not None:
                table[rule.endpoint, method] = found
    faults.extend(
        f"{endpoint}: declared as third-party, but no such rule exists"
        for endpoint in sorted(set(third_party) - seen)
    )
    if faults:
        raise UndeclaredRoute(sorted(set(faults)))
    return table


def _declared(
    app: Flask, rule: Rule, method: str, third_party: Mapping[str, RoutePolicy]
) -> RoutePolicy | None:
    if rule.endpoint in third_party:
        return third_party[rule.endpoint]
    view = app.view_functions[rule.endpoint]
    found = policy_of(view, method)
    if found is None and method in SAFE_METHODS:
        # HEAD and the automatic OPTIONS answer for whatever the rule really does.
        others = sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        candidates = [policy_of(view, other) for other in others]
        found = next((each for each in candidates if each is not None), None)
    if found is None and _is_static(rule):
        return STATIC_FILES
    return found


def _is_static(rule: Rule) -> bool:
    """Flask's own file route of an app or a blueprint; a closed plugin's is behind the wall."""
    return (
        rule.endpoint.rpartition(".")[2] == "static"
        and rule.arguments - {"county"} == {"filename"}
        and not _writes(rule)
    )


def _writes(rule: Rule) -> frozenset[str]:
    return frozenset(rule.methods or ()) - SAFE_METHODS


def _faults(
    rule: Rule,
    declared: Mapping[str, RoutePolicy | None],
    resources: Collection[str],
    *,
    foreign: bool,
) -> Iterator[str]:
    name = f"{rule.endpoint} ({rule.rule})"
    silent = sorted(method for method, found in declared.items() if found is None)
    if silent:
        yield f"{name}: no policy for {', '.join(silent)}"
    reading, writing = declared.get("GET"), _writes(rule)
    for found in {each for each in declared.values() if each is not None}:
        if found.resource is not None and found.resource not in resources:
            yield f"{name}: no loader is registered for {found.resource!r}"
        if found.scope == "county" and not _PLACED.match(rule.rule):
            yield f"{name}: county scope, but the URL does not begin with a county"
        if found.scope == "platform" and "county" in rule.arguments:
            yield f"{name}: platform scope, but the URL carries a county"
        answers = frozenset(rule.methods or ()) - {"HEAD", "OPTIONS"}
        if found.methods is not None and found.methods != answers:
            yield f"{name}: answers {sorted(answers)}, promised {sorted(found.methods)}"
    for method in sorted(writing):
        mode = declared[method]
        if mode is not None and mode.csrf == "none" and mode.scope != "public":
            yield f"{name}: {method} for signed-in people needs a CSRF check"
    if foreign or reading is None:
        return
    if reading.csrf in ("form", "token"):
        yield f"{name}: a writing policy answers GET"
    if any(declared[method] is reading for method in writing):
        yield f"{name}: one policy both reads and writes; a form has two functions"
