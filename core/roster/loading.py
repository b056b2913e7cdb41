"""Find the installed plugins, judge them one by one, and freeze the result.

pluggy registers and validates; which plugin may be missing or broken without stopping the house is
decided here. A bundled plugin that is broken stops the start, because the release is wrong;
anything else is quarantined with its reason, because a county's desk opens at eight either way
(T/ZSM 5.4).
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import SimpleNamespace

import pluggy

from core.hooks import CLASSES, HOOKS, PROJECT, hookimpl
from core.roster.brand_file import FILE, BrandFolder, read_brands
from core.roster.checking import (
    JudgeForms,
    faults,
    faults_of_brand,
    form_keys,
    is_declaration,
    shared_points,
    trusting,
)
from core.roster.health import Gates, TimeRecord
from core.roster.logo import Logo, LogoRefused, read_logo
from core.roster.values import (
    Cause,
    Fault,
    Implementation,
    PluginRefused,
    Quarantine,
    Roster,
)
from core.words import API, Brand, Declared, Service, Support

GROUP = "jiahe.plugins"
DISTRIBUTION = "jiahe"
_MOST_FAULTS = 5


class _Unfit(Exception):
    """This candidate is not loaded."""

    def __init__(self, cause: Cause, detail: str = "") -> None:
        super().__init__(cause, detail)
        self.cause = cause
        self.detail = detail


@dataclass(frozen=True, kw_only=True, slots=True)
class _Candidate:
    name: str
    bundled: bool
    point: EntryPoint | None = None
    handed: object = None
    folder: BrandFolder | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Loaded:
    declared: Declared
    implementations: tuple[tuple[str, Implementation], ...]
    home: Path | None
    bundled: bool
    folder: BrandFolder | None = None
    logo: Logo | None = None


def installed() -> tuple[EntryPoint, ...]:
    """Return the entry points of all installed plugins, ours and others'."""
    return tuple(entry_points(group=GROUP))


def load(
    *,
    since: datetime,
    points: Iterable[EntryPoint] | None = None,
    handed: Mapping[str, object] | None = None,
    brands: Path | None = None,
    off: frozenset[str] = frozenset(),
    strict: bool = False,
    roles: frozenset[str] | None = None,
    schemes: frozenset[str] | None = None,
    core_forms: frozenset[str] = frozenset(),
    judge_forms: JudgeForms = trusting,
    heard: Callable[[tuple[Fault, ...]], None] | None = None,
    gates: Gates | None = None,
    times: TimeRecord | None = None,
) -> Roster:
    """Load every plugin and return the frozen roster.

    *points* defaults to what is installed; *handed* are plugins given as objects by name (tests),
    *brands* is ``JIAHE_BRANDS``, a folder of brand folders; both are judged like third-party ones.
    *off* is ``JIAHE_PLUGINS_OFF``, *strict* ``JIAHE_PLUGINS_STRICT``. *roles* are core's role
    codes, *schemes* its warning schemes, *core_forms* the keys of core's own forms, and
    *judge_forms* finds what is wrong with a form. *heard* is told of every fault while
    the app runs. *since* is the moment written on a quarantine. Never touches a database.

    Raises `PluginRefused` for a broken bundled plugin, and for any quarantine while strict, except
    for what was switched off on purpose.
    """
    taken: dict[str, _Loaded] = {}
    keys: dict[str, str] = dict.fromkeys(core_forms, "core")
    quarantined: list[Quarantine] = []

    def refuse(name: str, unfit: _Unfit, *, bundled: bool) -> None:
        card = Quarantine(name=name, cause=unfit.cause, since=since, detail=unfit.detail)
        # a missing package is a smaller release, a broken one is a wrong release
        broken = bundled and unfit.cause is not Cause.ABSENT
        if unfit.cause is not Cause.OFF and (strict or broken):
            raise PluginRefused(card)
        quarantined.append(card)

    found_points = installed() if points is None else points
    for one in _candidates(found_points, handed or {}, read_brands(brands)):
        try:
            if one.name in off:
                raise _Unfit(Cause.OFF)
            if one.name in taken:
                raise _Unfit(Cause.DUPLICATE, _placed(one.folder, one.name))
            found = _examine(one, roles, judge_forms)
            clash = sorted(form_keys(found.declared) & keys.keys())
            if clash:
                clashing = f"form {clash[0]} of {keys[clash[0]]}"
                raise _Unfit(Cause.DUPLICATE, _placed(one.folder, clashing))
        except _Unfit as unfit:
            refuse(one.name, unfit, bundled=one.bundled)
        else:
            taken[one.name] = found
            keys.update(dict.fromkeys(form_keys(found.declared), one.name))
    for name, why in tuple(_lost_brands(taken, judge_forms, roles, schemes)):
        refuse(name, why, bundled=taken.pop(name).bundled)
    roster = _freeze(
        taken,
        tuple(quarantined),
        strict=strict,
        gates=gates or Gates(),
        times=times or TimeRecord(),
    )
    return roster if heard is None else replace(roster, heard=heard)


def _candidates(
    points: Iterable[EntryPoint], handed: Mapping[str, object], folders: Iterable[BrandFolder]
) -> Iterator[_Candidate]:
    """Yield ours first, so that nobody can take the name of a bundled plugin by being installed."""
    ordered = sorted(points, key=lambda point: (not _is_bundled(point), point.name, point.value))
    for point in ordered:
        yield _Candidate(name=point.name, bundled=_is_bundled(point), point=point)
    for name, plugin in sorted(handed.items()):
        yield _Candidate(name=name, bundled=False, handed=plugin)
    for folder in folders:
        yield _Candidate(name=folder.name, bundled=False, folder=folder)


def _is_bundled(point: EntryPoint) -> bool:
    return point.dist is not None and point.dist.name == DISTRIBUTION


def _examine(one: _Candidate, roles: frozenset[str] | None, judge_forms: JudgeForms) -> _Loaded:
    home: Path | None
    if one.folder is not None:
        plugin, home = _plugin_of(one.folder), one.folder.folder
    else:
        plugin = one.handed if one.point is None else _import(one.point)
        home = _home(plugin)
    implementations = _register(plugin, one.name)
    declared = _declare(implementations)
    wrong = tuple(faults(declared, name=one.name, roles=roles, judge_forms=judge_forms))
    if wrong:
        raise _unfit(one.folder, wrong)
    return _Loaded(
        declared=declared,
        implementations=implementations,
        # a folder of ours is a list, not a package: nothing in it is found by convention
        home=None if one.folder else home,
        bundled=one.bundled,
        folder=one.folder,
        logo=_picture(one.folder, declared, home),
    )


def _plugin_of(folder: BrandFolder) -> object:
    """Return what a folder declares as a plugin like any other; what cannot be read is refused."""
    if folder.brand is None:
        raise _Unfit(Cause.BRAND, _summary(tuple(str(fault) for fault in folder.faults)))
    brand = folder.brand

    def service() -> Brand:
        return brand

    return SimpleNamespace(service=hookimpl(service))


def _unfit(folder: BrandFolder | None, wrong: tuple[str, ...]) -> _Unfit:
    """Return the refusal; of a brand folder with file and line."""
    if folder is None:
        return _Unfit(Cause.DECLARATION, _summary(wrong))
    return _Unfit(Cause.BRAND, _summary(tuple(str(folder.located(line)) for line in wrong)))


def _picture(folder: BrandFolder | None, declared: Declared, home: Path | None) -> Logo | None:
    if not isinstance(declared, Brand) or not declared.logo:
        return None
    try:
        return read_logo(home, declared.logo)
    except LogoRefused as refused:
        raise _unfit(folder, (f"logo: {refused}",)) from None


def _import(point: EntryPoint) -> object:
    try:
        return point.load()
    except ModuleNotFoundError as error:
        # only the plugin's own module may be missing; a missing dependency is a broken plugin
        missing = error.name or ""
        if missing and f"{point.module}.".startswith(f"{missing}."):
            raise _Unfit(Cause.ABSENT) from error
        raise _Unfit(Cause.BROKEN, f"needs the module {missing}") from error
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # a plugin that calls sys.exit() on import must not stop us
        raise _Unfit(Cause.BROKEN, f"{type(error).__name__}: {error}"[:300]) from error


def _register(plugin: object, name: str) -> tuple[tuple[str, Implementation], ...]:
    """Let pluggy validate the plugin, alone, and return its implementations by hook.

    A manager of its own: a misspelt hook is found by ``check_pending``, and no trace of a refused
    plugin stays in a table shared with the others.
    """
    manager = pluggy.PluginManager(PROJECT)
    for promise in CLASSES:
        manager.add_hookspecs(promise)
    try:
        manager.register(plugin, name)
        manager.check_pending()
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        raise _Unfit(Cause.HOOKS, f"{type(error).__name__}: {error}"[:300]) from error
    return tuple(
        (hook, _implementation(hook, impl))
        for hook in HOOKS
        for impl in getattr(manager.hook, hook).get_hookimpls()
    )


def _implementation(hook: str, impl: pluggy.HookImpl) -> Implementation:
    if impl.hookwrapper or impl.wrapper:
        raise _Unfit(Cause.HOOKS, f"{hook}: a wrapper would stand between other plugins and us")
    if inspect.iscoroutinefunction(impl.function):
        raise _Unfit(Cause.HOOKS, f"{hook}: must be an ordinary function")
    return Implementation(
        plugin=impl.plugin_name, function=impl.function, arguments=tuple(impl.argnames)
    )


def _declare(implementations: tuple[tuple[str, Implementation], ...]) -> Declared:
    answering = [one for hook, one in implementations if hook == "service"]
    if len(answering) != 1:
        raise _Unfit(Cause.HOOKS, f"answers the hook service {len(answering)} times, not once")
    try:
        declared = answering[0].function()
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        raise _Unfit(Cause.BROKEN, f"service(): {type(error).__name__}: {error}"[:300]) from error
    # the version is judged first: a declaration of another version may lack what we would look at
    version = getattr(declared, "api", None)
    if version != API:
        raise _Unfit(Cause.API, f"api {version!r}, this platform has {API}")
    if not is_declaration(declared):
        raise _Unfit(Cause.DECLARATION, f"a Service expected, not {type(declared).__name__}")
    assert isinstance(declared, Service | Support | Brand)  # noqa: S101 - for the type checker
    return declared


def _home(plugin: object) -> Path | None:
    """Return the folder of the plugin's package; None for what has none of its own.

    A single module lies in a folder it shares with strangers, whose files are not its to serve.
    """
    file = getattr(plugin, "__file__", None)
    package = getattr(plugin, "__package__", None)
    return Path(file).parent if isinstance(file, str) and package else None


def _lost_brands(
    taken: Mapping[str, _Loaded],
    judge_forms: JudgeForms,
    roles: frozenset[str] | None,
    schemes: frozenset[str] | None,
) -> Iterator[tuple[str, _Unfit]]:
    services = {
        name: one.declared for name, one in taken.items() if isinstance(one.declared, Service)
    }
    standing: list[Brand] = []
    for name, one in taken.items():
        if not isinstance(one.declared, Brand):
            continue
        if one.declared.service not in services:
            yield name, _Unfit(Cause.ORPHAN, _orphaned(one))
            continue
        wrong = (
            *faults_of_brand(one.declared, services, judge_forms, roles, schemes),
            *shared_points(one.declared, standing),
        )
        if wrong:
            yield name, _unfit(one.folder, wrong)
        else:
            standing.append(one.declared)


def _orphaned(one: _Loaded) -> str:
    assert isinstance(one.declared, Brand)  # noqa: S101 - only brands are asked about
    return _placed(one.folder, one.declared.service, "service")


def _placed(folder: BrandFolder | None, what: str, key: str = "name") -> str:
    """Return *what*, of a brand folder with the file and the line of *key* before it."""
    return what if folder is None else f"{folder.folder.name}/{FILE}:{folder.line(key)}: {what}"


def _summary(wrong: tuple[str, ...]) -> str:
    more = len(wrong) - _MOST_FAULTS
    return "; ".join(wrong[:_MOST_FAULTS]) + (f"; and {more} more" if more > 0 else "")


def _freeze(
    taken: Mapping[str, _Loaded],
    quarantined: tuple[Quarantine, ...],
    *,
    strict: bool,
    gates: Gates,
    times: TimeRecord,
) -> Roster:
    def of(kind: type[Declared]) -> list[tuple[str, Declared]]:
        found = [(n, one.declared) for n, one in taken.items() if isinstance(one.declared, kind)]
        return sorted(found, key=_place)

    order = [name for kind in (Service, Support, Brand) for name, _ in of(kind)]
    return Roster(
        services={n: one for n, one in of(Service) if isinstance(one, Service)},
        supports={n: one for n, one in of(Support) if isinstance(one, Support)},
        brands={n: one for n, one in of(Brand) if isinstance(one, Brand)},
        quarantined=quarantined,
        implementations={
            hook: tuple(
                one for name in order for at, one in taken[name].implementations if at == hook
            )
            for hook in HOOKS
        },
        homes={name: one.home for name, one in taken.items() if one.home is not None},
        logos={name: one.logo for name, one in taken.items() if one.logo is not None},
        bundled=frozenset(name for name, one in taken.items() if one.bundled),
        strict=strict,
        gates=gates,
        times=times,
    )


def _place(entry: tuple[str, Declared]) -> tuple[list[int], str]:
    """Order by clause as numbers, so that 5.4.10 would follow 5.4.9, then by name."""
    name, declared = entry
    clause = "" if isinstance(declared, Brand) else declared.clause
    numbers = [int(part) for part in re.findall(r"\d+", clause)]
    return (numbers or [999], name)
