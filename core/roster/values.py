"""What the roster is: the plugins of one app, checked and frozen at start-up.

It is handed about as a value. There is no global manager, so two apps in one process never see each
other's plugins, and a test may build a roster without an app at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from core.hooks import HOOKS
from core.roster.faces import worn
from core.roster.health import Gates, TimeRecord
from core.roster.logo import Logo
from core.roster.names import RESERVED_ADDRESSES
from core.words import Brand, Declared, Form, Service, Support


class Cause(StrEnum):
    """Why a plugin was not loaded."""

    OFF = "off"
    ABSENT = "absent"
    BROKEN = "broken"
    API = "api"
    DUPLICATE = "duplicate"
    HOOKS = "hooks"
    DECLARATION = "declaration"
    ORPHAN = "orphan"
    MOUNT = "mount"
    BRAND = "brand"


CAUSES: Mapping[Cause, str] = {
    Cause.OFF: "部署时已停用（JIAHE_PLUGINS_OFF）",
    Cause.ABSENT: "没有安装",
    Cause.BROKEN: "装入时出错：%(detail)s",
    Cause.API: "为另一版平台编写：%(detail)s",
    Cause.DUPLICATE: "与另一个同名或表单同名：%(detail)s",
    Cause.HOOKS: "回应方式有误：%(detail)s",
    Cause.DECLARATION: "声明有误：%(detail)s",
    Cause.ORPHAN: "所属的服务功能不在：%(detail)s",
    Cause.MOUNT: "页面越界：%(detail)s",
    Cause.BRAND: "品牌文件夹有误：%(detail)s",
}
"""The red card's sentence; ``detail`` is for the author of the plugin and stays English."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Quarantine:
    """A plugin that is named but not loaded. Its records stay readable, its pages are closed."""

    name: str
    cause: Cause
    since: datetime
    detail: str = ""

    @property
    def reason(self) -> str:
        """The Chinese sentence; a page translates ``CAUSES[cause]`` with ``detail`` instead."""
        return CAUSES[self.cause] % {"detail": self.detail}


class Kind(StrEnum):
    """What went wrong with a plugin's answer."""

    RAISED = "raised"
    WRONG = "wrong"
    SLOW = "slow"
    BUSY = "busy"


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """One failure of one plugin. ``where`` names an exception and a place, never its message: the
    message may repeat what somebody told us."""

    plugin: str
    hook: str
    kind: Kind
    where: str = ""


def _unheard(faults: tuple[Fault, ...]) -> None:
    """Keep no record: a roster outside an app has nowhere to keep one."""


class PluginRefused(Exception):
    """A bundled plugin is broken, or any plugin while ``JIAHE_PLUGINS_STRICT=1``: do not start."""

    def __init__(self, quarantine: Quarantine) -> None:
        self.quarantine = quarantine
        super().__init__(f"{quarantine.name}: {quarantine.cause} ({quarantine.detail})")


@dataclass(frozen=True, kw_only=True, slots=True)
class Implementation:
    """One plugin's answer to one hook."""

    plugin: str
    function: Callable[..., object]
    arguments: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Roster:
    """The plugins of one app.

    ``services`` are ordered as in T/ZSM 5.4. ``homes`` is the folder of each plugin's package,
    where templates, static files, translations and migrations are looked for. ``strict`` and
    ``bundled`` are kept because mounting may still refuse a plugin, by the rules of loading.
    ``heard`` is told of every fault, so that no asker can forget to record one. ``faces`` are the
    services as they work under each brand.
    """

    services: Mapping[str, Service]
    supports: Mapping[str, Support]
    brands: Mapping[str, Brand]
    quarantined: tuple[Quarantine, ...] = ()
    implementations: Mapping[str, tuple[Implementation, ...]] = field(default_factory=dict)
    homes: Mapping[str, Path] = field(default_factory=dict)
    logos: Mapping[str, Logo] = field(default_factory=dict)
    bundled: frozenset[str] = frozenset()
    strict: bool = False
    times: TimeRecord = field(default_factory=TimeRecord, compare=False, repr=False)
    gates: Gates = field(default_factory=Gates, compare=False, repr=False)
    heard: Callable[[tuple[Fault, ...]], None] = field(default=_unheard, compare=False, repr=False)
    faces: Mapping[str, Service] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        for name in ("services", "supports", "brands", "implementations", "homes", "logos"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))
        faces = {
            name: worn(self.services[brand.service], brand)
            for name, brand in self.brands.items()
            if brand.service in self.services
        }
        object.__setattr__(self, "faces", MappingProxyType(faces))

    def __contains__(self, name: object) -> bool:
        return name in self.services or name in self.supports or name in self.brands

    def __iter__(self) -> Iterator[str]:
        yield from self.services
        yield from self.supports
        yield from self.brands

    @property
    def names(self) -> frozenset[str]:
        """The names of all loaded plugins."""
        return frozenset(self)

    @property
    def known(self) -> frozenset[str]:
        """The names of all plugins, quarantined ones included: every name the wall must hold.

        What was refused because it is called like a door of core's is not held: nobody closes the
        desk by installing something of its name.
        """
        refused = {one.name for one in self.quarantined}
        return self.names | (refused - RESERVED_ADDRESSES)

    @property
    def brand_points(self) -> frozenset[str]:
        """The codes of the points at which brands stand."""
        return frozenset(code for brand in self.brands.values() for code in brand.points)

    def declared(self, name: str) -> Declared:
        """Return what the plugin *name* declared; raise KeyError when it is not loaded."""
        for kind in (self.services, self.supports, self.brands):
            if name in kind:
                return kind[name]
        raise KeyError(name)

    def hooks(self, name: str) -> tuple[Implementation, ...]:
        """Return who answers the hook *name*, in the order of asking; raise KeyError if unknown."""
        if name not in HOOKS:
            raise KeyError(name)
        return self.implementations.get(name, ())

    def form(self, key: str) -> tuple[str, Form]:
        """Return the plugin that declares the form *key*, and the form; raise KeyError if none."""
        for name in self:
            for form in forms_of(self.declared(name)):
                if form.key == key:
                    return name, form
        raise KeyError(key)

    def folders(self, kind: str) -> Mapping[str, Path]:
        """Return the plugins' folders of one *kind* that exist: found by convention, absent is
        fine. Kinds are ``templates``, ``static``, ``translations``, ``migrations``."""
        found = {name: home / kind for name, home in self.homes.items()}
        return {name: folder for name, folder in found.items() if folder.is_dir()}

    def without(self, refused: Quarantine) -> Roster:
        """Return this roster with the plugin quarantined, together with the brands it carried.

        Raises `PluginRefused` instead when the plugin is bundled or the roster is strict.
        """
        if self.strict or refused.name in self.bundled:
            raise PluginRefused(refused)
        orphans = tuple(
            Quarantine(
                name=brand.name, cause=Cause.ORPHAN, since=refused.since, detail=brand.service
            )
            for brand in self.brands.values()
            if brand.service == refused.name and brand.name != refused.name
        )
        gone = {refused.name} | {one.name for one in orphans}
        return replace(
            self,
            services={name: one for name, one in self.services.items() if name not in gone},
            supports={name: one for name, one in self.supports.items() if name not in gone},
            brands={name: one for name, one in self.brands.items() if name not in gone},
            homes={name: path for name, path in self.homes.items() if name not in gone},
            logos={name: logo for name, logo in self.logos.items() if name not in gone},
            implementations={
                hook: tuple(one for one in answering if one.plugin not in gone)
                for hook, answering in self.implementations.items()
            },
            quarantined=(*self.quarantined, refused, *orphans),
        )


def forms_of(declared: Declared) -> tuple[Form, ...]:
    """Return the forms a declaration brings, those of registers and settings included."""
    if isinstance(declared, Brand):
        return declared.forms
    kept = (
        tuple(form for one in declared.registers for form in one.forms)
        if isinstance(declared, Service)
        else ()
    )
    settings = () if declared.settings is None else (declared.settings,)
    return (*declared.forms, *kept, *settings)
