"""Pages read in English hold no Chinese but what people wrote: names, places, stories.

A short practice county is walked through by its own people, link by link, with the language
switched; what is left of each page after the data is taken away may hold no Chinese sign.
"""

import re
from collections import Counter, deque
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from flask import Flask

from core.cli.catalogue import compile_all
from tests.harness.apps import COUNTY
from tests.harness.practice import practice_county
from tests.reliability.people import INTAKE, acting_as

SIGNS = re.compile("[\u3001-\u303f\u3400-\u9fff\uff00-\uffef]")
# the brand, the language's own name, what has to be typed in Chinese
KEPT = ("家和", "中文", "未透露", "桂花镇 后塘村", "休", "班", "春节")
READ = ("title", "placeholder", "aria-label", "aria-description", "alt", "content", "label")
WALKERS = ("desk", "mediator_town", "head", "head_town", "village", "admin", "mediator")
# pages of one kind that are looked at, and pages in all, for each walker
OF_A_KIND, AT_MOST = 2, 60
KIND = re.compile(r"\d{6}-\d{4}-\w+-\w|[0-9a-hjkmnp-tv-z]{13}|(?<==)[^&]+")


class Page(HTMLParser):
    """The texts a reader meets and the addresses a page leads to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.texts.extend(given[name] for name in READ if given.get(name))
        if tag == "a":
            self.links.append((given.get("href") or "").partition("#")[0])

    def handle_data(self, data):
        self.texts.append(data.strip())


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The practice county with a few of its stories, its catalogues compiled."""
    from core.cases import commands
    from core.db import county_scope, db

    compile_all()
    with practice_county(tmp_path_factory) as app:
        with county_scope(app, COUNTY):
            # what somebody has just begun to work stays behind in no story
            commands.receive(acting_as(app, "village"), raw=INTAKE)
            db.session.commit()
        yield app


@pytest.fixture(scope="module")
def data(house: Flask) -> list[str]:
    """What people wrote, longest first: sealed values, names of people and places."""
    from core.cases.models_evaluation import Complaint
    from core.cases.models_meetings import AnalysisMeeting
    from core.db import Base, county_scope, db
    from core.db.sealed import Sealed
    from core.people.models import Account, Post
    from core.points.models import County, ServicePoint
    from core.registers.models import RegisterEntry
    from core.switches.models import PluginSettings

    found: set[str] = set()

    def note(value: object) -> None:
        if isinstance(value, str):
            found.update({value} if SIGNS.search(value) else ())
            # a text of several lines stands on a page line by line
            found.update(one for one in value.splitlines() if SIGNS.search(one))
            found.update({value.replace("\r\n", "\n")} if SIGNS.search(value) else ())
        elif isinstance(value, dict | list):
            for one in value.values() if isinstance(value, dict) else value:
                note(one)

    with county_scope(house, COUNTY):
        for mapper in Base.registry.mappers:
            model = mapper.class_
            # a note of the history also holds our own words, which have to be translated
            boxes = [name for name, one in vars(model).items() if isinstance(one, Sealed)]
            for row in db.session.query(model) if boxes and model.__name__ != "CaseEvent" else ():
                for name in boxes:
                    note(getattr(row, name))
        for account in db.session.query(Account):
            note(account.name)
        for post in db.session.query(Post):
            note(post.title)
        for point in db.session.query(ServicePoint):
            note([point.name, point.neutral_name, point.host, point.address])
        for county in db.session.query(County):
            note([county.name, county.city_name, county.settings])
        for filled in db.session.query(PluginSettings):
            note(filled.data)
        for numbered in (RegisterEntry, AnalysisMeeting, Complaint):
            for entry in db.session.query(numbered):
                note(entry.number)
    return sorted((*found, *KEPT), key=len, reverse=True)


def _walk(app: Flask, login: str) -> Iterator[tuple[str, Page]]:
    """Sign in and follow the links, a few of each kind."""
    client = app.test_client()
    client.set_cookie("jiahe_language", "en")
    shown = client.get("/login").text
    yield "/login", Page(shown)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', shown)
    form = {"username": login, "password": "jiahe-demo-2026", "csrf_token": token and token[1]}
    answer = client.post("/login", data=form, follow_redirects=True)
    assert answer.status_code == 200
    ahead = deque([f"/{COUNTY}/{door}/" for door in ("desk", "cases", "admin")])
    seen: set[str] = set()
    kinds: Counter[str] = Counter()
    while ahead and len(seen) < AT_MOST:
        address = ahead.popleft()
        kind = KIND.sub("#", address)
        if not address.startswith(f"/{COUNTY}/") or address in seen or kinds[kind] >= OF_A_KIND:
            continue
        seen.add(address)
        kinds[kind] += 1
        answer = client.get(address, follow_redirects=True)
        if answer.mimetype == "text/html":
            page = Page(answer.text)
            ahead.extend(page.links)
            yield address, page


@pytest.fixture(scope="module")
def walked(house: Flask) -> dict[str, list[tuple[str, Page]]]:
    """What each of them met; walking twice would show the same."""
    return {login: list(_walk(house, login)) for login in WALKERS}


@pytest.mark.parametrize("login", WALKERS)
def test_no_chinese_is_left_on_an_english_page(walked, data, login):
    left = []
    for address, page in walked[login]:
        for text in page.texts:
            rest = text
            for one in data:
                rest = rest.replace(one, "")
            # a masked name keeps its first sign and its last
            if SIGNS.search(re.sub(r"\w?\*+\w?", "", rest)):
                left.append((address, text))
    assert left == [], "\n".join(map(str, left))


def test_the_walk_sees_cases_items_and_questions(walked):
    kinds = {KIND.sub("#", address) for pages in walked.values() for address, _ in pages}
    wanted = {
        "desk/",
        "desk/register",
        "cases/",
        "cases/#",
        "cases/#/items/#?onward=#",
        "admin/accounts",
        "admin/points",
        "admin/days",
    }
    assert {f"/{COUNTY}/{kind}" for kind in wanted} <= kinds
    assert any(kind.startswith(f"/{COUNTY}/cases/#/moves/") for kind in kinds)


def test_a_refusal_is_told_in_english(house):
    client = house.test_client()
    client.set_cookie("jiahe_language", "en")
    answer = client.get(f"/api/v1/{COUNTY}/cases")
    assert answer.status_code == 401
    assert not SIGNS.search(answer.get_json()["title"] + answer.get_json()["detail"])
