"""The tables every blueprint of an app shares, and what a plugin changed in them.

A blueprint may reach the whole app through ``before_app_request``, ``app_errorhandler``,
``app_template_filter`` or ``record``. Comparing before and after finds whatever was used, known to
us or not; a list of forbidden calls would not (T/ZSM 5.4).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from flask import Flask
from werkzeug.routing import Rule

Snapshot = Mapping[str, object]

# By scope: the plugin's own scope is its own affair.
_SCOPED: Final = (
    "before_request_funcs",
    "after_request_funcs",
    "teardown_request_funcs",
    "template_context_processors",
)
# These run before the wall, so not even the plugin's own scope may have any.
_EARLY: Final = ("url_value_preprocessors", "url_default_functions")
_LISTS: Final = (
    "teardown_appcontext_funcs",
    "shell_context_processors",
    "url_build_error_handlers",
)
# Filled in by Flask itself when first asked for.
_LAZY: Final = frozenset({"name", "logger", "jinja_env", "jinja_loader", "_got_first_request"})
_MAP: Final = ("strict_slashes", "merge_slashes", "redirect_defaults", "host_matching")


def snapshot(app: Flask, own: str) -> Snapshot:
    """Return everything shared as it is now, without what belongs to the blueprint *own*."""
    tables: dict[str, object] = {}
    for name in _SCOPED:
        tables[name] = _functions(getattr(app, name), own)
    for name in _EARLY:
        tables[name] = _functions(getattr(app, name), None)
    for name in _LISTS:
        tables[name] = [id(one) for one in getattr(app, name)]
    tables["error_handler_spec"] = _handlers(app, own)
    tables["url_map"] = sorted(_rule(rule) for rule in foreign_rules(app, own))
    tables["url_map settings"] = [getattr(app.url_map, name) for name in _MAP]
    tables["converters"] = _identities(app.url_map.converters)
    tables["view_functions"] = _identities(
        {name: view for name, view in app.view_functions.items() if not _is_own(name, own)}
    )
    tables["blueprints"] = _identities(
        {name: one for name, one in app.blueprints.items() if not _is_own(name, own)}
    )
    tables["cli"] = _identities(
        {name: one for name, one in app.cli.commands.items() if name != own}
    )
    tables["extensions"] = _identities(app.extensions)
    tables["csrf exemptions"] = _exemptions(app)
    tables["config"] = _identities(app.config)
    tables["app"] = _identities(
        {name: value for name, value in vars(app).items() if name not in _LAZY}
    )
    return tables | _jinja(app)


def changes(before: Snapshot, after: Snapshot) -> Iterator[str]:
    """Yield the names of the tables that differ."""
    yield from (name for name in before if before[name] != after[name])


def own_rules(app: Flask, own: str) -> list[Rule]:
    """Return the rules of the blueprint *own*."""
    return [rule for rule in app.url_map.iter_rules() if _is_own(rule.endpoint, own)]


def foreign_rules(app: Flask, own: str) -> list[Rule]:
    """Return all other rules."""
    return [rule for rule in app.url_map.iter_rules() if not _is_own(rule.endpoint, own)]


def _is_own(name: object, own: str) -> bool:
    return isinstance(name, str) and f"{name}.".startswith(f"{own}.")


def _functions(table: Mapping[object, list[object]], own: str | None) -> object:
    # an empty list may come from merely looking into a defaultdict
    return {
        str(scope): [id(one) for one in functions]
        for scope, functions in table.items()
        if functions and not (own is not None and _is_own(scope, own))
    }


def _handlers(app: Flask, own: str) -> object:
    return {
        (str(scope), code, kind): id(handler)
        for scope, by_code in app.error_handler_spec.items()
        if not _is_own(scope, own)
        for code, by_kind in by_code.items()
        for kind, handler in by_kind.items()
    }


def _rule(rule: Rule) -> tuple[str, ...]:
    return (
        rule.rule,
        rule.endpoint,
        ",".join(sorted(rule.methods or ())),
        str(rule.subdomain),
        str(rule.host),
    )


def _jinja(app: Flask) -> dict[str, object]:
    env = app.jinja_env
    return {
        "template globals": _identities(env.globals),
        "template filters": _identities(env.filters),
        "template tests": _identities(env.tests),
        "template extensions": _identities(env.extensions),
        "template policies": _identities(env.policies),
        "template loader": [id(env.loader), id(app.jinja_loader), env.autoescape],
    }


def _exemptions(app: Flask) -> object:
    csrf = app.extensions.get("csrf")
    return (
        sorted(getattr(csrf, "_exempt_views", ())),
        sorted(str(one) for one in getattr(csrf, "_exempt_blueprints", ())),
    )


def _identities(table: Mapping[str, object]) -> dict[str, object]:
    """Compare plain values by value and everything else by identity: no foreign ``==`` runs."""
    return {
        name: value if isinstance(value, str | int | float | None) else id(value)
        for name, value in table.items()
    }
