"""Read a brand from a folder: one ``brand.toml``, maybe a picture, and no Python at all.

The second of three ways to a local brand: whoever can fill in a form can write one, and it ends in
the same `Brand` a package would declare. What is not known is refused with its line, because a
misspelt key would otherwise be a question nobody ever asks (T/ZSM 5.4).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from core.roster.brand_keys import (
    BRAND,
    FIELD,
    FORM,
    GROUND,
    LEADER,
    LEVEL,
    SAID,
    STEP,
    WARNING,
    Key,
)
from core.roster.toml_lines import Path as Place
from core.roster.toml_lines import line_at, lines_of
from core.words import (
    Brand,
    Field,
    Form,
    Ground,
    Kind,
    Leader,
    Option,
    Sensitivity,
    Step,
    WarningLevel,
    WarningScheme,
)

FILE = "brand.toml"
MOST_BYTES = 200_000
_PICTURE = re.compile(r"[A-Za-z0-9][\w.-]*\.(?:png|svg)")
_README = re.compile(r"README(?:\.\w{1,8})*")
_NAMED = re.compile(r"(field|step|form|level|ground|factor)s? ['\"]?([\w.]+)")


@dataclass(frozen=True, kw_only=True, slots=True)
class BrandFault:
    """One thing wrong with a brand: the file, the line in it, and why."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


@dataclass(frozen=True, kw_only=True, slots=True)
class BrandFolder:
    """What a folder holds: a brand, or the reasons why it is none.

    ``name`` is what the brand calls itself; of a folder that cannot be read, the folder's own
    with a slash behind it, so that no address and no plugin can be meant by it.
    """

    folder: Path
    name: str
    brand: Brand | None = None
    faults: tuple[BrandFault, ...] = ()
    lines: Mapping[Place, int] = field(default_factory=dict, repr=False)
    named: Mapping[tuple[str, str], int] = field(default_factory=dict, repr=False)

    def line(self, key: str) -> int:
        """Return the line of a key at the top of the file."""
        return self.lines.get((key,), 1)

    def located(self, reason: str) -> BrandFault:
        """Return a fault found later, by those who know forms and services, with its line."""
        places = [self.named.get(found) for found in _NAMED.findall(reason)]
        known = [line for line in places if line]
        # else the reason begins with the key it is about, or speaks of the name
        key = reason.partition(":")[0]
        line = known[-1] if known else self.line(key if (key,) in self.lines else "name")
        return BrandFault(file=f"{self.folder.name}/{FILE}", line=line, reason=reason)


def read_brands(place: Path | None) -> tuple[BrandFolder, ...]:
    """Read every brand folder in *place*, itself one or a folder of them, by name of folder."""
    if place is None:
        return ()
    if (place / FILE).is_file():
        return (read_brand(place),)
    folders = sorted(
        one for one in place.iterdir() if one.is_dir() and not one.name.startswith(("_", "."))
    )
    return tuple(read_brand(one) for one in folders)


def read_brand(folder: Path) -> BrandFolder:
    """Read one folder; never raises for what is in it."""
    path, shown = folder / FILE, f"{folder.name}/{FILE}"

    def refused(line: int, reason: str) -> BrandFolder:
        fault = BrandFault(file=shown, line=line, reason=reason)
        return BrandFolder(folder=folder, name=f"{folder.name}/", faults=(fault,))

    if not path.is_file():
        return refused(1, f"there is no {FILE} here")
    if path.stat().st_size > MOST_BYTES:
        return refused(1, f"larger than {MOST_BYTES} bytes")
    try:
        text = path.read_text(encoding="utf-8")
        told = tomllib.loads(text)
    except UnicodeDecodeError:
        return refused(1, "not written in UTF-8")
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        at = re.search(r"at line (\d+)", str(error))
        last = path.read_text(encoding="utf-8").count("\n") + 1
        reason = re.sub(r" \(at [^)]*\)$", "", str(error)) or type(error).__name__
        return refused(int(at[1]) if at else last, reason)
    reading = _Reading(shown, lines_of(text))
    brand = reading.brand(told)
    strangers = [
        BrandFault(file=f"{folder.name}/{one.name}", line=1, reason="does not belong in a brand")
        for one in sorted(folder.iterdir())
        if not (one.name == FILE or _README.fullmatch(one.name) or _PICTURE.fullmatch(one.name))
    ]
    faults = (*reading.faults, *strangers)
    name = told.get("name")
    return BrandFolder(
        folder=folder,
        name=name if isinstance(name, str) and name else f"{folder.name}/",
        brand=None if faults else brand,
        faults=faults,
        lines=reading.lines,
        named=reading.named,
    )


class _Reading:
    """Turns the tables of one file into words, and notes what cannot be turned."""

    def __init__(self, file: str, lines: dict[Place, int]) -> None:
        self.file, self.lines = file, lines
        self.faults: list[BrandFault] = []
        self.named: dict[tuple[str, str], int] = {}

    def brand(self, told: Mapping[str, Any]) -> Brand | None:
        top = self.table(told, BRAND, ())
        leader = self.table(top["leader"], LEADER, ("leader",)) if "leader" in top else None
        if leader is not None and "name" not in leader:
            leader = None
        points = self.texts(top, "points", ())
        if isinstance(top.get("points"), list) and not points:
            self.fault(("points",), "points: name at least one service point")
        name = str(top.get("name", ""))
        extra: dict[str, list[Field]] = {}
        for place, row in self.rows(top, "fields", ()):
            form = row.get("form")
            if not isinstance(form, str):
                self.fault(place, "form: say which form of the service asks this")
            one = self.field({key: row[key] for key in row if key != "form"}, place)
            if one is not None and isinstance(form, str):
                extra.setdefault(form, []).append(one)
                self.named.setdefault(("form", form), line_at(self.lines, (*place, "form")))
        forms = tuple(self.form(name, row, place) for place, row in self.rows(top, "forms", ()))
        steps = tuple(self.step(name, row, place) for place, row in self.rows(top, "steps", ()))
        warning = self.warning(name, top["warning"]) if "warning" in top else None
        if self.faults:
            return None
        return Brand(
            name=name,
            service=top["service"],
            title=top["title"],
            slogan=top.get("slogan", ""),
            logo=top.get("logo", ""),
            leader=Leader(**leader) if leader else None,
            points=points,
            extra_fields={key: tuple(fields) for key, fields in extra.items()},
            forms=tuple(one for one in forms if one is not None),
            extra_steps=tuple(one for one in steps if one is not None),
            report_title=top.get("report_title", ""),
            warning_scheme=top.get("warning_scheme", ""),
            warning=warning,
        )

    def warning(self, brand: str, row: Mapping[str, Any]) -> WarningScheme:
        """Return the brand's own levels, in the order written: the lightest stands first."""
        at: Place = ("warning",)
        told = self.table(row, WARNING, at)
        factors = self.labels(told.get("factors", {}), (*at, "factors"))
        for one in factors:
            self.named[("factor", one.value)] = line_at(self.lines, (*at, "factors"))
        levels = [self.level(one, place) for place, one in self.rows(told, "levels", at)]
        return WarningScheme(
            code=brand,
            title=told.get("title", ""),
            source=told.get("source", ""),
            factors=factors,
            levels=tuple(levels),
        )

    def level(self, row: Mapping[str, Any], place: Place) -> WarningLevel:
        told = self.table(row, LEVEL, place)
        self.named[("level", told.get("code", ""))] = line_at(self.lines, (*place, "code"))
        grounds = []
        for at, one in self.rows(told, "grounds", place):
            ground = {"code": "", "text": "", "when": {}} | self.table(one, GROUND, at)
            self.named[("ground", ground["code"])] = line_at(self.lines, (*at, "code"))
            grounds.append(Ground(**ground))
        nothing = {"code": "", "label": "", "shape": ""}
        return WarningLevel(**{**nothing, **told, "grounds": tuple(grounds)})

    def form(self, brand: str, row: Mapping[str, Any], place: Place) -> Form | None:
        told = self.table(row, FORM, place)
        key = f"{brand}.{told.get('key', '')}"
        self.named.setdefault(("form", key), line_at(self.lines, place))
        found = [self.field(one, at) for at, one in self.rows(told, "fields", place)]
        fields = tuple(one for one in found if one is not None)
        if "key" not in told or "title" not in told:
            return None
        return Form(**{**told, "key": key, "fields": fields})

    def step(self, brand: str, row: Mapping[str, Any], place: Place) -> Step | None:
        told = self.table(row, STEP, place)
        name = f"{brand}_{told.get('name', '')}"
        self.named.setdefault(("step", name), line_at(self.lines, place))
        if "name" not in told or "title" not in told:
            return None
        form = told.get("form", "")
        return Step(
            name=name,
            title=told["title"],
            form=f"{brand}.{form}" if form else "",
            roles=frozenset(self.texts(told, "roles", place)),
            after=self.texts(told, "after", place),
            repeats=told.get("repeats", False),
            # nothing waits for it: the service ends as it would without the brand
            optional=True,
            help=told.get("help", ""),
            law=told.get("law", ""),
        )

    def field(self, row: Mapping[str, Any], place: Place) -> Field | None:
        told = self.table(row, FIELD, place)
        if "name" in told:
            self.named[("field", told["name"])] = line_at(self.lines, (*place, "name"))
        for key, values in (("kind", Kind), ("sensitivity", Sensitivity)):
            if key in told and told[key] not in {one.value for one in values}:
                known = ", ".join(one.value for one in values)
                self.fault((*place, key), f"{key}: {told.pop(key)!r} is none of {known}")
        options = self.labels(told.pop("options", {}), (*place, "options"))
        inner = [self.field(one, at) for at, one in self.rows(told, "fields", place)]
        if not {"name", "label", "purpose"} <= told.keys():
            return None
        return Field(
            **{
                **told,
                "kind": Kind(told.get("kind", Kind.TEXT)),
                "sensitivity": Sensitivity(told.get("sensitivity", Sensitivity.INTERNAL)),
                "options": options,
                "fields": tuple(one for one in inner if one is not None),
            }
        )

    def labels(self, told: Mapping[str, Any], place: Place) -> tuple[Option, ...]:
        """Return a table of codes and labels as options."""
        for value, label in told.items():
            if not isinstance(label, str) or not label:
                self.fault(place, f"{place[-1]}: {value} needs a label")
        return tuple(Option(value=value, label=str(label)) for value, label in told.items())

    # -- the shape of tables ------------------------------------------------------------------

    def table(self, told: Mapping[str, Any], keys: Mapping[str, Key], at: Place) -> dict[str, Any]:
        """Return what fits of a table, and note what does not."""
        fit: dict[str, Any] = {}
        for name, value in told.items():
            key = keys.get(name)
            if key is None:
                self.fault((*at, name), f"unknown key {name!r}")
            elif type(value) is not key.kind:
                self.fault((*at, name), f"{name}: {SAID[key.kind]} expected")
            elif isinstance(value, str) and not 0 < len(value) <= key.most:
                self.fault((*at, name), f"{name}: 1 to {key.most} characters expected")
            else:
                fit[name] = value
        for name, key in keys.items():
            if key.must and name not in told:
                self.fault(at, f"{name} is missing")
        return fit

    def rows(self, told: Mapping[str, Any], name: str, at: Place) -> list[tuple[Place, Any]]:
        """Return the tables of a list of tables, with their places."""
        found = []
        for number, row in enumerate(told.get(name, ())):
            if isinstance(row, dict):
                found.append(((*at, name, number), row))
            else:
                self.fault((*at, name), f"{name}: tables expected, as in [[{name}]]")
        return found

    def texts(self, told: Mapping[str, Any], name: str, at: Place) -> tuple[str, ...]:
        """Return a list of texts."""
        values = told.get(name, [])
        if any(type(one) is not str or not 0 < len(one) <= 40 for one in values):
            self.fault((*at, name), f"{name}: a list of short texts expected")
            return ()
        if len(set(values)) != len(values):
            self.fault((*at, name), f"{name}: something is named twice")
        return tuple(cast("list[str]", values))

    def fault(self, at: Place, reason: str) -> None:
        self.faults.append(BrandFault(file=self.file, line=line_at(self.lines, at), reason=reason))
