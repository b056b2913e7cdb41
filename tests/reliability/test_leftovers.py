"""What is left lying about after a day's work holds nobody's name: logs, addresses, cookies, files.

A real server is worked with words nobody else says in every field, over pages and API, with errors,
refusals, searches, drafts and uploads. Then everything it left is searched for them, and for
anything shaped like an id number or a phone: 4 cases here, 45 (over 500 words) with ``--long``.
"""

from __future__ import annotations

import base64
import http.client
import json
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlencode

from sqlalchemy import select

from core import jobs
from core.db import county_scope, db
from core.outbox import OutboxMessage
from tests.harness.apps import COUNTY
from tests.reliability.serving import LOUD, Server
from tests.reliability.test_kill import ENVIRON, House, house

__all__ = ["house"]

PASSWORD = "jiahe-demo-2026"
ID_NUMBER = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d{9}[\dXx](?![0-9A-Za-z])")
PHONE = re.compile(r"(?<![0-9A-Za-z.])1[3-9]\d{9}(?![0-9A-Za-z])")
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
ADDRESSES = re.compile(r'(?:href|action|src)="([^"]*)"')
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True, kw_only=True)
class Words:
    """What is said in one case and nowhere else."""

    turn: int

    def word(self, where: str) -> str:
        return f"雀{where}{self.turn:03d}雀"

    @property
    def phones(self) -> tuple[str, str]:
        return f"1391234{self.turn:04d}", f"1587654{self.turn:04d}"

    @property
    def id_no(self) -> str:
        first = f"11010519900307{self.turn:03d}"
        rest = sum(int(one) * by for one, by in zip(first, WEIGHTS, strict=True)) % 11
        return first + "10X98765432"[rest]

    @property
    def intake(self) -> dict[str, object]:
        return {
            "channel": "walk_in",
            "scenario": "property",
            "summary": f"{self.word('摘要')}分家时老房子归谁说不拢",
            "danger_now": "no",
            "keep_away": [{"name": self.word("避开")}],
            "parties": [
                {
                    "role": "applicant", "name": self.word("甲"), "phone": self.phones[0],
                    "id_no": self.id_no, "relation": "self",
                },
                {
                    "role": "respondent", "name": self.word("乙"), "phone": self.phones[1],
                    "relation": "sibling",
                },
            ],
            "services": ["legal_consult"],
        }  # fmt: skip

    @property
    def all(self) -> tuple[str, ...]:
        places = ("摘要", "避开", "甲", "乙", "理由", "查找", "草稿", "文件", "错", "路径", "要求")
        return (*map(self.word, places), *self.phones, self.id_no)


@dataclass(kw_only=True)
class Left:
    """What came back over the wire beside the pages: addresses, cookies, titles."""

    addresses: set[str] = field(default_factory=set)
    cookies: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)

    def texts(self) -> Iterator[tuple[str, str]]:
        yield from (("address", unquote(one)) for one in self.addresses)
        yield from (("cookie", one) for one in self.cookies)
        yield from (("title", one) for one in self.titles)


class Visitor:
    """A browser of one person, and a caller with a token; notes what is left behind."""

    def __init__(self, server: Server, token: str, left: Left) -> None:
        self.server, self.token, self.left = server, token, left
        self.jar: dict[str, str] = {}

    def ask(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> tuple[int, str]:
        wire = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        sent = {"Cookie": "; ".join(f"{name}={one}" for name, one in self.jar.items())}
        wire.request(method, path, body=body, headers={**sent, **(headers or {})})
        answer = wire.getresponse()
        for name, told in answer.getheaders():
            if name.lower() == "set-cookie":
                cookie, _, rest = told.partition("=")
                self.jar[cookie] = rest.partition(";")[0]
                self.left.cookies |= {told, _opened(self.jar[cookie])}
            if name.lower() == "location":
                self.left.addresses.add(told)
        text = answer.read().decode("utf-8", "replace")
        wire.close()
        if "html" in (answer.getheader("Content-Type") or ""):
            self.left.addresses |= set(ADDRESSES.findall(text))
            self.left.titles |= set(TITLE.findall(text))
        return answer.status, text

    def page(self, path: str) -> str:
        return self.ask("GET", path)[1]

    def send(self, path: str, page: str, **typed: str) -> int:
        token = TOKEN.search(page)
        body = urlencode({"csrf_token": token[1] if token else "", **typed}).encode()
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", path, body, kind)[0]

    def upload(self, path: str, body: bytes) -> tuple[int, str]:
        kind = {"Content-Type": "multipart/form-data; boundary=line"}
        return self._as_caller("POST", path, body, kind)

    def call(self, method: str, path: str, body: object = None) -> tuple[int, str]:
        sent = b"" if body is None else json.dumps(body).encode()
        return self._as_caller(method, path, sent, {"Content-Type": "application/json"})

    def _as_caller(
        self, method: str, path: str, body: bytes, kind: Mapping[str, str]
    ) -> tuple[int, str]:
        headers = {"Authorization": f"Bearer {self.token}", **kind}
        kept, self.jar = self.jar, {}
        try:
            return self.ask(method, f"/api/v1/{COUNTY}/{path}", body, headers)
        finally:
            self.jar = kept


def _opened(cookie: str) -> str:
    """Return what a signed cookie says, as anybody who finds it can read it."""
    body = cookie.strip('"')
    packed, body = body.startswith("."), body.lstrip(".").partition(".")[0]
    try:
        raw = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
        return (zlib.decompress(raw) if packed else raw).decode("utf-8", "replace")
    except (ValueError, zlib.error):
        return body


def a_case(visitor: Visitor, words: Words) -> None:
    """Everything that can be said in one case, the wrong things too."""
    desk = f"/{COUNTY}/desk/"
    status, told = visitor.call("POST", "cases", words.intake)
    assert status == 201, told
    number = json.loads(told)["number"]
    wrong = {**words.intake, "channel": words.word("错"), "parties": []}
    assert visitor.call("POST", "cases", wrong)[0] == 422
    visitor.call("GET", f"cases?{urlencode({'q': words.word('查找')})}")
    visitor.call("GET", f"cases?{urlencode({'q': words.phones[0]})}")
    for version in (1, 7):
        body = {"move": "suspend", "version": version, "reason": words.word("理由")}
        visitor.call("POST", f"cases/{number}/moves", body)
    page = visitor.page(desk)
    typed = {"summary": words.word("草稿"), "_search": "1", "q": words.word("甲")}
    visitor.send(desk, page, **typed)
    visitor.send(desk, page, **typed, _draft="save")
    visitor.page(f"{desk}?draft=1")
    visitor.page(f"/{COUNTY}/cases/?{urlencode({'q': words.word('查找')})}")
    visitor.page(f"/{COUNTY}/cases/{number}")
    visitor.page(f"/{COUNTY}/cases/{number}/moves/suspend")
    assert visitor.ask("GET", f"/{COUNTY}/{urlencode({'': words.word('路径')})}")[0] == 404
    file = (
        f'--line\r\nContent-Disposition: form-data; name="file"; '
        f'filename="{words.word("文件")}.txt"\r\nContent-Type: text/plain\r\n\r\n'
        f"{words.word('要求') * 60_000}\r\n--line--\r\n"
    ).encode()
    assert visitor.upload(f"cases/{number}/attachments", file)[0] in (201, 422)
    visitor.call("POST", f"cases/{number}/documents", {"kind": "intake_receipt"})
    visitor.call("GET", f"cases/{number}/history")


def found(texts: Iterator[tuple[str, str]], words: list[str]) -> list[str]:
    """Return where a word lies about, or something shaped like an id number or a phone."""
    hits = []
    for place, text in texts:
        hits += [f"{place}: {one}" for one in words if one in text]
        for shape in (ID_NUMBER, PHONE):
            hits += [f"{place}: {one} is somebody's" for one in shape.findall(text)]
    return hits


def lying_about(house: House, log: Path, temp: Path, left: Left) -> Iterator[tuple[str, str]]:
    """Yield every text that was left somewhere."""
    yield from (("log", line) for line in log.read_text("utf-8", "replace").splitlines())
    for path in temp.rglob("*"):
        yield "temporary file", path.name
        if path.is_file():
            yield f"temporary file {path.name}", path.read_bytes().decode("utf-8", "replace")
    yield from left.texts()
    yield from (("name of a stored file", path.name) for path in house.place.rglob("*"))
    with county_scope(house.app, COUNTY, read_only=True):
        for row in db.session.scalars(select(OutboxMessage)):
            yield "outbox", f"{row.kind} {json.dumps(row.payload)} {row.dedup_key} {row.fault}"


def in_the_clear(house: House, words: list[str]) -> list[str]:
    """Return the words that stand unsealed in a file of the data folder."""
    stored = b"".join(path.read_bytes() for path in house.place.rglob("*") if path.is_file())
    return [one for one in words if one.encode() in stored]


def worked(house: House, tmp_path: Path, cases: int, *, loud: bool = False) -> tuple[Path, Left]:
    """Let a server be worked with for *cases* cases; return its log and what came back."""
    temp, log, left = tmp_path / "tmp", tmp_path / "server.log", Left()
    temp.mkdir()
    environ = {**ENVIRON, "TMPDIR": str(temp), **({LOUD: "1"} if loud else {})}
    server = Server(house.place, environ, log=log)
    server.start()
    try:
        visitor = Visitor(server, house.token, left)
        page = visitor.page("/login")
        assert visitor.send("/login", page, username="desk", password=PASSWORD) == 302
        for turn in range(cases):
            a_case(visitor, Words(turn=turn))
    finally:
        server.kill()
    jobs.drain(house.app)
    house.let_go()
    return log, left


def test_nothing_of_anybody_lies_about(house: House, tmp_path: Path, long: bool) -> None:
    cases = 45 if long else 4
    log, left = worked(house, tmp_path, cases)
    words = [one for turn in range(cases) for one in Words(turn=turn).all]
    assert len(words) >= (500 if long else 50)
    assert log.stat().st_size, "it logs at all"
    assert left.addresses
    assert left.cookies
    assert found(lying_about(house, log, tmp_path / "tmp", left), words) == []
    assert in_the_clear(house, words) == []


def test_a_server_that_logs_what_was_typed_would_be_seen(house: House, tmp_path: Path) -> None:
    """The planted bug: a request's body in the log."""
    log, left = worked(house, tmp_path, 1, loud=True)
    hits = found(lying_about(house, log, tmp_path / "tmp", left), list(Words(turn=0).all))
    assert any(one.startswith("log: 雀甲") for one in hits), hits
    assert any("is somebody's" in one for one in hits)


def test_a_word_left_anywhere_would_be_seen() -> None:
    """The planted bugs: a name in an address, a cookie, a title; a number nobody planted."""
    left = Left(addresses={"/x?q=%E9%9B%80%E7%94%B2000%E9%9B%80"}, titles={"13800138000"})
    left.cookies.add(_opened(base64.urlsafe_b64encode("雀乙000雀".encode()).decode()))
    hits = found(left.texts(), list(Words(turn=0).all))
    assert hits == [
        "address: 雀甲000雀",
        "cookie: 雀乙000雀",
        "title: 13800138000 is somebody's",
    ]
