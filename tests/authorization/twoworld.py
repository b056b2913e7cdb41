"""Ask two databases the same as the same person, and compare every byte of the answers.

They differ only in what that person may not see; whatever differs in the answers is therefore a
leak, whoever wrote the view. Nothing is excused but what ``docs/security.md`` lists.
"""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import Flask

from core.clocks import now
from core.db import county_scope, db
from tests.authorization.cast import COUNTY, NEIGHBOUR
from tests.authorization.world import Voice, World, nothing_kept, opened, voice

Write = Callable[[Flask, World], None]
Answer = tuple[int, tuple[tuple[str, str], ...], bytes]
MOST_PAGES = 28
"""How many of the links a viewer meets are followed; three times as many with ``--long``."""
LINK = re.compile(r'href="(/[^"#]*)"')
ONE_TIME = (
    # new with every answer, whoever asks: the request's token, the form's key, the reader's nonce
    (re.compile(rb'(name="csrf_token"[^>]*value=")[^"]*'), rb"\1-"),
    (re.compile(rb'(name="csrf-token"[^>]*content=")[^"]*'), rb"\1-"),
    (re.compile(rb'(name="key" value=")[^"]*'), rb"\1-"),
    (re.compile(rb'nonce="[^"]*"'), b'nonce="-"'),
)
NONCE = re.compile(r"'nonce-[^']*'")
COOKIE = re.compile(r"(session=)[^;]*")


@dataclass(frozen=True, kw_only=True)
class Secret:
    """What world B holds and A does not: *common* is written to both before they part."""

    name: str
    viewers: tuple[str, ...]
    hide: Write
    common: Write | None = None
    number: str = ""
    county: str = COUNTY
    name_hidden: str = "欧阳雪"
    phone: str = "13912345678"
    id_no: str = "110105199003074579"


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One request, named by what it asks."""

    method: str
    path: str
    data: dict[str, str] = field(default_factory=dict)
    json: Any = None

    @property
    def label(self) -> str:
        return f"{self.method} {self.path} {self.data or self.json or ''}"


@contextmanager
def stopped_clock() -> Iterator[None]:
    """One instant for both worlds: the time of day is on many pages."""
    module = sys.modules["core.clocks.now"]
    instant = datetime.now(now().tzinfo)

    class Stopped(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return instant.astimezone(tz)

    module.datetime = Stopped  # type: ignore[attr-defined]  # given back below
    try:
        yield
    finally:
        module.datetime = datetime  # type: ignore[attr-defined]


@contextmanager
def pair(world: World, secret: Secret, place: Path) -> Iterator[tuple[Flask, Flask]]:
    """World A and world B of *secret*, both open."""
    first, second = place / f"{secret.name}-a.db", place / f"{secret.name}-b.db"
    world.copy(first)
    if secret.common is not None:
        _write(first, world, secret.common, secret.county)
    second.write_bytes(first.read_bytes())
    _write(second, world, secret.hide, secret.county)
    with opened(first) as a, opened(second) as b:
        yield a, b


def _write(path: Path, world: World, write: Write, county: str) -> None:
    with opened(path) as app, county_scope(app, county):
        write(app, world)
        db.session.commit()


def differences(
    apps: tuple[Flask, Flask], world: World, secret: Secret, login: str, *, crawl: int
) -> list[str]:
    """Return the requests whose answers differ between the worlds, for *login*, who also follows
    *crawl* of the links she meets."""
    found = []
    for app in apps:
        with nothing_kept():
            found.append(dict(_answers(voice(app, world, login), secret, world, crawl=crawl)))
    left, right = found
    return sorted(
        label
        for label in {*left, *right}
        if left.get(label) != right.get(label) and not excused(label, login)
    )


def differ(apps: tuple[Flask, Flask], world: World, secret: Secret, login: str) -> bool:
    """Tell whether any answer differs between the worlds, for *login*; the first one is enough."""
    speakers = (voice(app, world, login) for app in apps)
    with nothing_kept():
        asked = (_answers(one, secret, world, crawl=0) for one in speakers)
        return any(
            left != right and not excused(left[0], login)
            for left, right in zip(*asked, strict=True)
        )


def excused(label: str, login: str = "head") -> bool:
    """The county's own total counts sealed cases: docs/security.md, inference 1. Only who answers
    for the county is told it; the pages of a point are excused to nobody."""
    if login not in ("head", "supervisor", "city"):
        return False
    if re.fullmatch(r"GET /api/v1/990101/indicators(\?period=2026-11)? ", label):
        return True
    page = re.fullmatch(
        r"GET /990101/figures/(export\.xlsx|services|ledgers/[\w.]*)?(\?\S*)? ", label
    )
    return page is not None and not re.search(r"[?&]point=\d", label)


def _answers(
    speaker: Voice, secret: Secret, world: World, *, crawl: int
) -> Iterator[tuple[str, Answer]]:
    asked: set[str] = set()
    waiting = list(probes(secret, world))
    pages = 0
    while waiting:
        ask = waiting.pop(0)
        if ask.label in asked:
            continue
        answer = speaker.ask(
            ask.method,
            ask.path,
            **({"json": ask.json} if ask.json is not None else {}),
            **({"data": ask.data} if ask.data else {}),
        )
        body = answer.data
        headers = tuple(
            (name, COOKIE.sub(r"\1-", NONCE.sub("'nonce--'", value)))
            for name, value in sorted(answer.headers.items())
        )
        if ask.label.startswith(f"POST /api/v1/{COUNTY}/cases {{'ch"):
            # a desk that cannot save would compare nothing
            assert answer.status_code in (201, 403), answer.text
        if ask.label.startswith("POST /api") and answer.status_code == 201:
            body, headers = _of_intake(answer.get_json()), ()
        for pattern, instead in ONE_TIME:
            body = pattern.sub(instead, body)
        if any(len(value) != len(NONCE.sub("'nonce--'", value)) for _name, value in headers):
            headers = ()
        asked.add(ask.label)
        yield (
            ask.label,
            (answer.status_code, _same_length(headers, body, answer.data), body),
        )
        if crawl and ask.method == "GET" and "html" in answer.headers.get("Content-Type", ""):
            for link in LINK.findall(body.decode()):
                if pages < crawl and not link.startswith("/static/"):
                    pages += 1
                    waiting.append(Ask(method="GET", path=link.replace("&amp;", "&")))


def _same_length(
    headers: tuple[tuple[str, str], ...], body: bytes, sent: bytes
) -> tuple[tuple[str, str], ...]:
    """Drop the length of a body whose one-time parts were taken out; the body tells it."""
    if body == sent:
        return headers
    return tuple(pair for pair in headers if pair[0] != "Content-Length")


def _of_intake(case: Any) -> bytes:
    """An intake makes a new number and new ids; everything else of its answer is compared."""
    told = {
        name: case[name]
        for name in ("state", "stage", "level", "confidentiality", "reach", "summary", "urgency")
    }
    people = [
        {name: value for name, value in party.items() if name != "id"}
        for party in case["parties"] or ()
    ]
    return repr((told, people, [item["service"] for item in case["items"]])).encode()


def probes(secret: Secret, world: World) -> Iterator[Ask]:
    """What somebody curious would ask: every list with every filter, every search, the address
    of the hidden case itself, and an intake that names its people."""
    for path in ("desk/", "desk/register", "cases/", "admin/services", "admin/points"):
        yield Ask(method="GET", path=f"/{COUNTY}/{path}")
    words = (
        secret.name_hidden[:2],
        secret.name_hidden,
        secret.phone[-4:],
        secret.phone,
        secret.id_no[-6:],
        secret.id_no,
        secret.number or "990101-2026-222222-2",
    )
    for word in words:
        yield Ask(method="GET", path=f"/{COUNTY}/cases/?q={word}")
        yield Ask(method="GET", path=f"/api/v1/{COUNTY}/cases?q={word}&count=1")
        yield Ask(method="GET", path=f"/api/v1/{COUNTY}/people?q={word}&count=1")
        yield Ask(method="POST", path=f"/{COUNTY}/desk/", data={"q": word, "_search": "1"})
    for query in (
        "count=1", "count=1&page_size=1", "state=in_progress", "state=assigned&count=1",
        "stage=resolution&count=1", "scenario=property&count=1", "service=mediation&count=1",
        "point=990101&count=1", "point=990101001&count=1", "mine=1&count=1",
    ):  # fmt: skip
        yield Ask(method="GET", path=f"/api/v1/{COUNTY}/cases?{query}")
    for path in (
        "incoming?count=1", "tasks?count=1", "followups?count=1", "day", "services", "points",
        "indicators", "indicators?period=2026-11", "indicators?point=990101001",
        "indicators?point=990101001001", "indicators?period=2026-11&point=990101002",
        "switches/mediation/rehearsal?state=closed", "switches/psych/rehearsal?state=closed",
        "switches/mediation/rehearsal?state=closed&point=990101001",
        "switches/mediation/rehearsal?state=closing",
    ):  # fmt: skip
        yield Ask(method="GET", path=f"/api/v1/{COUNTY}/{path}")
    yield Ask(method="GET", path=f"/{COUNTY}/admin/services?plugin=mediation&state=closed")
    for path in (
        "", "?point=990101", "?point=990101001", "?period=2026&point=990101001001",
        "export.xlsx?point=990101001", "ledgers/disputes?point=990101",
        "ledgers/clues?point=990101001", "ledgers/visits?period=2026-Q4&point=990101001",
        "ledgers/hops?point=990101001", "ledgers/meetings.xlsx?point=990101",
    ):  # fmt: skip
        yield Ask(method="GET", path=f"/{COUNTY}/figures/{path}")
    for path in ("desk/day", "desk/visits", "cases/?warning=red"):
        yield Ask(method="GET", path=f"/{COUNTY}/{path}")
    numbers = [secret.number] if secret.number else []
    numbers += [world.cases[tag].number for tag in ("own_town", "escalated_county")]
    for number in numbers:
        for county in (COUNTY, NEIGHBOUR):
            yield Ask(method="GET", path=f"/{county}/cases/{number}")
            yield Ask(method="GET", path=f"/api/v1/{county}/cases/{number}")
        for part in (
            "history", "clocks", "records", "followups", "documents", "moves",
            "promises", "rating",
        ):  # fmt: skip
            yield Ask(method="GET", path=f"/api/v1/{COUNTY}/cases/{number}/{part}")
        yield Ask(method="GET", path=f"/{COUNTY}/cases/{number}/moves/archive")
        yield Ask(
            method="POST",
            path=f"/api/v1/{COUNTY}/cases/{number}/moves",
            json={"move": "archive", "version": 1},
        )
    yield Ask(method="POST", path=f"/api/v1/{COUNTY}/cases", json=_intake(secret))
    yield Ask(
        method="POST",
        path=f"/api/v1/{COUNTY}/cases",
        json=_intake(secret, phone="", name=secret.name_hidden),
    )


def _intake(secret: Secret, **changes: str) -> dict[str, Any]:
    party = {"role": "applicant", "name": "路人甲", "phone": "", "id_no": secret.id_no, **changes}
    return {
        "channel": "walk_in",
        "scenario": "property",
        "summary": "想问一件事",
        "danger_now": "no",
        "parties": [{name: value for name, value in party.items() if value}],
        "services": ["legal_consult"],
    }
