"""The code lists of a county: which there are, how they stand, and what shapes them.

Core's own lists and those a plugin declares are shaped alike. The codes of a law or a standard keep
their words and are never disabled (T/ZSM 5.2; GB/T 4761); what a county adds stands under one of
them for good, so that the figures of last year and next year still add up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from sqlalchemy.orm import Session

from core.audit import note_change
from core.cases.casework_forms import FOLLOW_UP_WAYS
from core.cases.flag_words import FLAGS
from core.cases.key_family_form import ENDS, KINDS, NEEDS
from core.clocks import now
from core.forms.codes import UNDER, CodeBook, book_of, in_county, offered, shared
from core.forms.text import objection_to, tidy
from core.points.service import change_settings, county_settings
from core.roster import Roster
from core.words import (
    CHANNELS,
    CHANNELS_WITH_REFERENCE,
    DANGER_FLAGS,
    NOTICE_BASES,
    RELATIONS,
    REPLY_WAYS,
    SCENARIOS,
    WAIVERS,
    CodeList,
    Option,
    Service,
)

EXPORT_PURPOSES: Mapping[str, str] = {
    "inspection": "上级检查",
    "analysis": "统计分析",
    "handover": "工作移交",
    "self_check": "自查核对",
    "other": "其他",
}
MOST_OWN = 60
LONGEST_LABEL = 40
_PLACE = re.compile(r"[0-9]{1,3}", re.ASCII)


def _list(name: str, title: str, codes: Mapping[str, str], **more: Any) -> CodeList:
    options = tuple(Option(value=code, label=label) for code, label in codes.items())
    return CodeList(name=name, title=title, options=options, **more)


CORE_LISTS: tuple[CodeList, ...] = (
    _list(
        "scenario",
        "服务情形",
        SCENARIOS,
        fixed=frozenset(SCENARIOS),
        extends=True,
        law="T/ZSM 5.2",
    ),
    _list(
        "channel",
        "来源渠道",
        CHANNELS,
        # who comes, calls or is found is taken in whatever a county thinks; a court names itself
        fixed=CHANNELS_WITH_REFERENCE | {"walk_in", "phone", "grid", "found", "other"},
        extends=True,
        law="T/ZSM 5.3.1",
    ),
    _list(
        "relation",
        "关系",
        RELATIONS,
        fixed=frozenset(RELATIONS),
        extends=True,
        law="GB/T 4761；民法典第1045条",
    ),
    _list("reply_way", "答复方式", REPLY_WAYS, fixed=frozenset({"in_person", "none"})),
    _list("follow_up_way", "回访方式", FOLLOW_UP_WAYS, fixed=frozenset({"visit"}), extends=True),
    _list("family_kind", "重点家庭类别", KINDS, fixed=frozenset({"child_in_need"}), extends=True),
    _list("family_need", "帮扶需求", NEEDS, fixed=frozenset({"shelter", "relief"}), extends=True),
    _list("family_end", "销号原因", ENDS, fixed=frozenset({"resolved"}), extends=True),
    _list(
        "danger_flag",
        "危险信号",
        DANGER_FLAGS,
        fixed=frozenset(DANGER_FLAGS),
        law="反家庭暴力法第13条",
    ),
    _list(
        "notice_basis",
        "信息处理依据",
        NOTICE_BASES,
        fixed=frozenset(NOTICE_BASES),
        law="个人信息保护法第13条",
    ),
    _list(
        "export_purpose",
        "导出用途",
        EXPORT_PURPOSES,
        fixed=frozenset({"other"}),
        extends=True,
        law="个人信息保护法第6条",
    ),
    _list("flag", "办件标记", FLAGS, extends=True),
    _list("waiver", "越级上报的理由", WAIVERS, fixed=frozenset(WAIVERS), law="附录 B"),
)


class CodesRefused(Exception):
    """What was asked of a code list cannot be; ``errors`` hold sentences by field."""

    def __init__(self, errors: Mapping[str, list[str]]) -> None:
        self.errors = errors
        super().__init__(", ".join(errors))


class StaleCodes(Exception):
    """Somebody shaped the list since the page was opened."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Shaped:
    """A list as it stands in a county. ``seen`` names this very state of it."""

    declared: CodeList
    options: tuple[Option, ...]
    seen: str

    def fixed(self, code: str) -> bool:
        """Tell whether *code* is one of the law, the standard or a rule."""
        return code in self.declared.fixed

    def parent(self, code: str) -> str:
        """Return the label of the code that a county's own *code* stands under; "" for others."""
        if UNDER not in code:
            return ""
        above = shared(code)
        return next((one.label for one in self.options if one.value == above), above)


@lru_cache(maxsize=8)
def _lists(services: tuple[tuple[CodeList, ...], ...]) -> Mapping[str, CodeList]:
    return {one.name: one for group in (CORE_LISTS, *services) for one in group}


def lists_of(roster: Roster) -> Mapping[str, CodeList]:
    """Return all code lists, core's own first, by name."""
    declared = [
        *(one.code_lists for one in roster.services.values()),
        *(one.code_lists for one in roster.supports.values()),
    ]
    return _lists(tuple(one for one in declared if one))


def book_here(stored: Mapping[str, Any], roster: Roster) -> CodeBook:
    """Return the county's book from the settings it stored."""
    return book_of(stored, lists_of(roster).values()) if stored else CodeBook()


def labels(book: CodeBook, name: str, roster: Roster) -> Mapping[str, str]:
    """Return what the codes of the list *name* are called here: disabled and own ones too."""
    return {one.value: one.label for one in offered(lists_of(roster)[name].options, book.of(name))}


class _Held:
    """A service as a key, equal for the very same one only; it lives as long as what was derived
    from it."""

    def __init__(self, service: Service) -> None:
        self.service = service

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.service is self.service

    def __hash__(self) -> int:
        return id(self.service)


@lru_cache(maxsize=64)
def _service_in(held: _Held, book: CodeBook) -> Service:
    service = held.service
    forms = tuple(in_county(one, book) for one in service.forms)
    unchanged = all(new is old for new, old in zip(forms, service.forms, strict=True))
    return service if unchanged else replace(service, forms=forms)


def service_in(service: Service, book: CodeBook) -> Service:
    """Return *service* with its forms as they are asked in the county of *book*."""
    return _service_in(_Held(service), book) if book.shapes else service


def shaped_lists(session: Session, roster: Roster) -> tuple[Shaped, ...]:
    """Return all lists as they stand in the session's county."""
    stored = county_settings(session)["codes"]
    book = book_here(stored, roster)
    return tuple(
        Shaped(
            declared=one,
            options=offered(one.options, book.of(one.name)),
            seen=_seen(stored.get(one.name)),
        )
        for one in lists_of(roster).values()
    )


def shaped_list(session: Session, roster: Roster, name: str) -> Shaped:
    """Return one list; raise LookupError when there is none of that name."""
    for one in shaped_lists(session, roster):
        if one.declared.name == name:
            return one
    raise LookupError(name)


def _seen(stored: Mapping[str, Any] | None) -> str:
    return str((stored or {}).get("version", 0))


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What an administrator asks of one list: labels, places and who is offered, by code; and a
    code of the county's own, ``under`` one of the list."""

    labels: Mapping[str, str]
    places: Mapping[str, str]
    on: frozenset[str]
    new: str = ""
    under: str = ""


def shape_list(
    session: Session, roster: Roster, name: str, wanted: Wanted, *, seen: str, by: str
) -> Shaped:
    """Shape the list *name* of the county in one go, or refuse and change nothing.

    Raises LookupError for an unknown list, StaleCodes when it was shaped since *seen*, and
    CodesRefused naming each field. Disabling is for what is picked from now on; what was filed
    reads, counts and is found as before. A code is never taken away.
    """
    current = shaped_list(session, roster, name)
    if current.seen != seen:
        raise StaleCodes(name)
    errors = dict(_faults(current, wanted))
    if errors:
        raise CodesRefused(errors)
    before = county_settings(session)["codes"]
    entry = _entry(current, wanted, int(current.seen))
    change_settings(
        session, str(getattr(session, "county_id", "")), {"codes": {**before, name: entry}}
    )
    session.flush()
    after = shaped_list(session, roster, name)
    note_change(
        session,
        action="codes.shaped",
        actor_id=by,
        target="county",
        at=now(),
        detail={"list": name, **_told(current, after)},
    )
    return after


def _faults(current: Shaped, wanted: Wanted) -> Iterator[tuple[str, list[str]]]:
    taken: dict[str, str] = {}
    for one in current.options:
        label = tidy(wanted.labels.get(one.value, one.label))
        fixed = current.fixed(one.value)
        if fixed and (label != one.label or one.value not in wanted.on):
            yield one.value, ["法定的、标准的代码不能改名，也不能停用"]
            continue
        wrong = _fault_of_label(label)
        if not wrong and label in taken:
            wrong = "和另一项同名，分不清"
        if wrong:
            yield one.value, [wrong]
        elif not _PLACE.fullmatch(wanted.places.get(one.value, "1")):
            yield one.value, ["顺序写 0 到 999 的整数"]
        taken[label] = one.value
    if not wanted.new:
        return
    own = [one for one in current.options if UNDER in one.value]
    above = {one.value for one in current.declared.options}
    if not current.declared.extends:
        yield "new", ["这一组不能加本县代码"]
    elif wanted.under not in above:
        yield "under", ["请选它归在哪一项下面，统计按那一项汇总"]
    elif len(own) >= MOST_OWN:
        yield "new", ["本县代码已经太多，请先理一理"]
    elif wrong := _fault_of_label(tidy(wanted.new)):
        yield "new", [wrong]
    elif tidy(wanted.new) in taken:
        yield "new", ["和另一项同名，分不清"]


def _fault_of_label(label: str) -> str:
    if not label:
        return "名称不能空"
    if len(label) > LONGEST_LABEL:
        return "名称最多 40 个字"
    return "名称里有不能用的字符" if "\n" in label or objection_to(label) else ""


def _entry(current: Shaped, wanted: Wanted, version: int) -> dict[str, Any]:
    declared = {one.value: one.label for one in current.declared.options}
    labels: dict[str, str] = {}
    own: list[list[str]] = []
    for one in current.options:
        label = tidy(wanted.labels.get(one.value, one.label))
        if one.value not in declared:
            own.append([one.value, label])
        elif label != declared[one.value]:
            labels[one.value] = label
    off = [one.value for one in current.options if one.value not in wanted.on]
    places = {
        one.value: int(wanted.places.get(one.value, str(place)))
        for place, one in enumerate(current.options, start=1)
    }
    order = [one.value for one in sorted(current.options, key=lambda one: places[one.value])]
    if wanted.new:
        numbers = [int(code.rpartition("x")[2]) for code, _label in own]
        code = f"{wanted.under}{UNDER}x{max(numbers, default=0) + 1}"
        own.append([code, tidy(wanted.new)])
        behind = max(place for place, one in enumerate(order) if shared(one) == wanted.under)
        order.insert(behind + 1, code)
    return {"labels": labels, "off": off, "own": own, "order": order, "version": version + 1}


def _told(before: Shaped, after: Shaped) -> dict[str, Any]:
    """Return what changed, for the chain: codes only, as everywhere in it."""
    old = {one.value: one for one in before.options}
    return {
        "added": [one.value for one in after.options if one.value not in old],
        "renamed": [
            one.value
            for one in after.options
            if one.value in old and old[one.value].label != one.label
        ],
        "disabled": [
            one.value
            for one in after.options
            if one.off and one.value in old and not old[one.value].off
        ],
        "enabled": [
            one.value
            for one in after.options
            if not one.off and one.value in old and old[one.value].off
        ],
    }
