"""Judge a warning scheme a brand brings: levels in order, grounds that ask what core knows.

A ground that asks for something nobody knows would never hold, and a family in danger would be
proposed as a light one without anybody noticing (T/ZSM 5.5.3.1).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from core.words import WARNING_FACTS, Brand, Ground, WarningLevel, WarningScheme

SHAPES = ("ring", "circle", "triangle", "square")
RESPONSIBLE = ("grid", "village", "town", "county")
MOST_LEVELS, MOST_DAYS = 7, 366
MOST_COUNTED = 40
"""Characters of the code a level is counted under, the brand's name before it."""
_CODE = re.compile(r"[a-z][a-z0-9_]{0,19}")
_DANGER = "stop_one"


def faults_of_scheme(brand: Brand, scheme: WarningScheme) -> Iterator[str]:
    """Yield what is wrong with the levels *brand* brings."""
    if scheme.code != brand.name:
        yield f"warning: its code is {scheme.code!r}; it is called as the brand, {brand.name!r}"
    if brand.warning_scheme:
        yield "warning: the brand names a shipped scheme too; it is the one or the other"
    if not scheme.title.strip():
        yield "warning: its title is empty"
    if not 2 <= len(scheme.levels) <= MOST_LEVELS:
        yield f"warning: 2 to {MOST_LEVELS} levels expected, the lightest first"
        return
    yield from _repeated("level", [one.code for one in scheme.levels])
    yield from _repeated("factor", [one.value for one in scheme.factors])
    for option in scheme.factors:
        if not _CODE.fullmatch(option.value):
            yield f"factor {option.value!r}: no lower-case code of at most 20 characters"
    known = {option.value for option in scheme.factors}
    for level in scheme.levels:
        yield from _faults_of_level(level, known, MOST_COUNTED - len(brand.name) - 1)
    gravest = scheme.levels[-1]
    asked = {fact for ground in gravest.grounds for fact in _safe(ground)}
    if _DANGER not in asked:
        yield (
            f"level {gravest.code!r}: the gravest has no ground that asks {_DANGER!r}, so present "
            "danger would be proposed as something lighter"
        )


def _faults_of_level(level: WarningLevel, factors: set[str], most: int) -> Iterator[str]:
    at = f"level {level.code!r}"
    if not _CODE.fullmatch(level.code):
        yield f"{at}: no lower-case code of at most 20 characters"
    if len(level.code) > most:
        yield f"{at}: at most {most} characters, it is counted together with the brand's name"
    if not level.label.strip():
        yield f"{at}: its label is empty"
    if level.shape not in SHAPES:
        yield f"{at}: its shape {level.shape!r} is none of {', '.join(SHAPES)}"
    if level.responsible and level.responsible not in RESPONSIBLE:
        yield f"{at}: responsible {level.responsible!r} is none of {', '.join(RESPONSIBLE)}"
    for name, days, least in (
        ("first_action_days", level.first_action_days, 0),
        ("visit_every_days", level.visit_every_days, 1),
    ):
        if days is not None and not least <= days <= MOST_DAYS:
            yield f"{at}: {name} is {least} to {MOST_DAYS}"
    yield from _repeated("ground", [one.code for one in level.grounds])
    for ground in level.grounds:
        yield from _faults_of_ground(ground, factors)


def _faults_of_ground(ground: Ground, factors: set[str]) -> Iterator[str]:
    at = f"ground {ground.code!r}"
    if not _CODE.fullmatch(ground.code) or not ground.text.strip():
        yield f"{at}: needs a lower-case code and a text"
    try:
        asked = dict(_asked(ground.when))
    except ValueError as wrong:
        yield f"{at}: {wrong}"
        return
    for fact in sorted(asked.keys() - set(WARNING_FACTS)):
        yield f"{at}: asks {fact!r}, which is none of {', '.join(WARNING_FACTS)}"
    for wanted in sorted(asked.get("factors", set()) - factors):
        yield f"{at}: asks for the factor {wanted!r}, which nobody can tick"


def _safe(ground: Ground) -> dict[str, set[str]]:
    try:
        return dict(_asked(ground.when))
    except ValueError:
        return {}


def _asked(when: object) -> Iterator[tuple[str, set[str]]]:
    """Yield each fact a condition asks with the texts it is held against; raise ValueError."""
    found: dict[str, set[str]] = {}
    for leaf in _leaves(when, 0):
        texts = [leaf.get("is"), leaf.get("has"), *_several(leaf.get("in", ()))]
        found.setdefault(str(leaf["field"]), set()).update(
            one for one in texts if isinstance(one, str)
        )
    yield from found.items()


def _leaves(when: object, depth: int) -> Iterator[Mapping[str, object]]:
    if not isinstance(when, Mapping) or depth > 8:
        raise ValueError('a condition is a table, as { field = "violence", is = true }')
    for joint in ("all", "any"):
        if joint in when:
            for one in _several(when[joint]):
                yield from _leaves(one, depth + 1)
            return
    if "not" in when:
        yield from _leaves(when["not"], depth + 1)
        return
    if not isinstance(when.get("field"), str):
        raise ValueError("a condition names a field, or holds all, any or not")
    if len({"is", "in", "has", "filled"} & when.keys()) != 1:
        raise ValueError("a condition asks is, in, has or filled")
    yield when


def _several(values: object) -> list[object]:
    if not isinstance(values, list | tuple):
        raise ValueError("all, any and in hold a list")
    return list(values)


def _repeated(what: str, codes: list[str]) -> Iterator[str]:
    for code, times in Counter(codes).items():
        if times > 1:
            yield f"{what} {code!r} is there {times} times"
