"""Somebody at work through the JSON API, with a bearer token and nothing else."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from werkzeug.test import TestResponse

from core.db import county_scope, db
from core.documents.kinds import PAPERS
from core.people.service import create_token
from core.words import ITEM_STATES
from tests.harness.apps import COUNTY
from tests.walks.reading import paper_text
from tests.walks.words import (
    Ask,
    Colleague,
    House,
    ItemSeen,
    Outcome,
    Place,
    Seen,
    Staff,
    Visit,
    Who,
)

GOOD = (200, 201)
ABSENT = 404


class ApiActor:
    """One account with a token of its own."""

    def __init__(self, app: Flask, login: str, house: House, county: str = COUNTY) -> None:
        self.app, self.login, self.house, self.county = app, login, house, county
        self.me: Colleague = house.staff[login]
        with county_scope(app, county):
            self.token = create_token(db.session(), self.me.id)
            db.session.commit()
        self.client = app.test_client(use_cookies=False)

    def ask(self, method: str, path: str, body: object = None, *, again: str = "") -> TestResponse:
        """Make one call; ``again`` is the key that makes a repetition harmless."""
        headers = {"Authorization": f"Bearer {self.token}"}
        if again:
            headers["Idempotency-Key"] = again
        sent: dict[str, Any] = {} if body is None else {"json": body}
        address = f"/api/v1/{self.county}/{path}"
        answer = self.client.open(address, method=method, headers=headers, **sent)
        assert answer.status_code < 500, answer.text
        return answer

    def get(self, path: str) -> Any:
        """Return what a call answers; the call must be allowed."""
        answer = self.ask("GET", path)
        assert answer.status_code in GOOD, answer.text
        return answer.get_json()

    def _every(self, path: str) -> list[Any]:
        """Return a whole list, page after page."""
        found: list[Any] = []
        after = ""
        while True:
            mark = "&" if "?" in path else "?"
            page = self.get(f"{path}{mark}page_size=100{after}")
            found += page["items"]
            if not page["next"]:
                return found
            after = f"&{urlencode({'after': page['next']})}"

    def _done(self, answer: TestResponse) -> Outcome:
        body = answer.get_json()
        if answer.status_code in GOOD:
            return Outcome(ok=True, number=str(body.get("number", "")))
        assert answer.mimetype == "application/problem+json", answer.text
        told = [f"{one['text']} {one['citation']}" for one in body.get("reasons", ())]
        told += [text for texts in body.get("errors", {}).values() for text in texts]
        return Outcome(ok=False, reasons=tuple(told) or (body.get("detail") or body["title"],))

    # -- the window --------------------------------------------------------

    def receive(self, visit: Visit) -> Outcome:
        """Send the intake."""
        body: dict[str, Any] = {"channel": visit.channel}
        if visit.not_family:
            body["not_family"] = visit.not_family
        else:
            body |= {
                "scenario": visit.scenario,
                "summary": visit.summary,
                "danger_now": visit.danger,
                "danger_flags": list(visit.flags),
                "services": list(visit.services),
                "anonymous": visit.anonymous,
                "keep_away": [
                    {
                        name: value.code if isinstance(value, Place) else value
                        for name, value in wish.items()
                    }
                    for wish in visit.keep_away
                ],
            }
            if not visit.anonymous:
                body["parties"] = [
                    {
                        **{
                            name: getattr(one, name)
                            for name in ("role", "name", "relation", "phone", "id_no")
                            if getattr(one, name)
                        },
                        **({"place": one.place.code} if one.place else {}),
                    }
                    for one in visit.people
                ]
        for name in ("channel_ref", "campaign", "answer"):
            if value := getattr(visit, name):
                body[name] = value
        return self._done(self.ask("POST", "cases", body, again=secrets.token_hex(8)))

    # -- a case ------------------------------------------------------------

    def _case(self, number: str) -> Any:
        answer = self.ask("GET", f"cases/{number}")
        if answer.status_code == ABSENT:
            return None
        assert answer.status_code in GOOD, answer.text
        return answer.get_json()

    def sees(self, number: str) -> Seen | None:
        """Read the case; None when the house says there is none."""
        case = self._case(number)
        if case is None:
            return None
        offers = self.get(f"cases/{number}/moves")
        needed = case["attempts_needed"]
        return Seen(
            number=number,
            state=case["state"],
            stage=case["stage"] if case["holder"] else "",
            level=case["level"] if case["holder"] else "",
            confidentiality=case["confidentiality"],
            holder=case["holder_name"],
            handler=case["handler_name"],
            lead=case["lead_name"],
            first_handler=case["first_handler_name"],
            tracker=case["tracker_name"],
            attempts=f"调处 {case['attempts']} / {needed} 次" if needed else "",
            story=case["parties"] is not None,
            items=tuple(
                ItemSeen(
                    id=one["id"],
                    title=one["title"],
                    state=ITEM_STATES[one["state"]],
                    owner=one["owner_name"],
                    steps=len(one["done"]),
                )
                for one in case["items"]
            ),
            moves=frozenset(one["move"] for one in offers if one["allowed"]),
            why_not={
                one["move"]: tuple(f"{why['text']} {why['citation']}" for why in one["objections"])
                for one in offers
                if not one["allowed"]
            },
            text=_words(case),
        )

    def everything(self, number: str) -> str:
        """Read every call about the case and every paper that can be opened."""
        if self._case(number) is None:
            return ""
        told = []
        for part in (
            "", "/history", "/clocks", "/records", "/followups", "/moves", "/documents",
            "/co-handling",
        ):  # fmt: skip
            answer = self.ask("GET", f"cases/{number}{part}")
            told.append(_words(answer.get_json()))
        for paper in self.ask("GET", f"cases/{number}/documents").get_json().get("items", ()):
            told.append(self._paper(number, paper["id"]))
        return "\n".join(told)

    def _paper(self, number: str, document_id: str) -> str:
        answer = self.ask("GET", f"cases/{number}/documents/{document_id}.pdf")
        assert answer.status_code in GOOD, answer.text
        return paper_text(answer.data)

    def move(self, number: str, move: str, **asked: Any) -> Outcome:
        """Make a move on the case as it stands."""
        ask, case = Ask(**asked), self._case(number)
        if case is None:
            return Outcome(ok=False, reasons=("没有这个办件",))
        parties = {one["name"]: one["id"] for one in case["parties"] or ()}
        body: dict[str, Any] = {"move": move, "version": case["version"]}
        for name in ("reason", "waiver", "outcome", "plan", "on", "into"):
            if value := getattr(ask, name):
                body[name] = value
        if ask.to:
            body["to"] = ask.to.code
        if ask.to_person:
            body["to_account"] = ask.to_person
        if ask.told_remedies:
            body["told_remedies"] = True
        if ask.measures:
            body["measures"] = [
                {"body": who, "text": text, "due_on": due} for who, text, due in ask.measures
            ]
        if ask.present:
            body["present"] = [parties.get(one, one) for one in ask.present]
        return self._done(self.ask("POST", f"cases/{number}/moves", body))

    def open_item(self, number: str, service: str) -> Outcome:
        """Open another function on the case."""
        return self._done(self.ask("POST", f"cases/{number}/items", {"service": service}))

    def _item(self, number: str, service: str) -> Any:
        case = self._case(number)
        mine = [one for one in case["items"] if one["service"] == service] if case else []
        return mine[-1] if mine else None

    def _told(self, number: str, value: Any) -> Any:
        if isinstance(value, Who):
            parties = self._case(number)["parties"] or ()
            return next(one["id"] for one in parties if one["name"] == value.name)
        if isinstance(value, Staff):
            return value.login
        if isinstance(value, Place):
            return value.code
        if isinstance(value, Mapping):
            return {name: self._told(number, one) for name, one in value.items()}
        if isinstance(value, list):
            return [self._told(number, one) for one in value]
        return value

    def take_step(
        self, number: str, service: str, step: str, data: Mapping[str, Any] | None = None
    ) -> Outcome:
        """Take a step of the item of a service."""
        item = self._item(number, service)
        if item is None:
            return Outcome(ok=False, reasons=("没有这项服务",))
        body = {"step": step, "version": item["version"], "data": self._told(number, data or {})}
        return self._done(self.ask("POST", f"cases/{number}/items/{item['id']}/steps", body))

    def claim(self, number: str, service: str) -> Outcome:
        """Take on an item that waits for one's profession."""
        return self.give_item(number, service, self.login)

    def give_item(self, number: str, service: str, login: str) -> Outcome:
        """Name who works the item."""
        item = self._item(number, service)
        if item is None:
            return Outcome(ok=False, reasons=("没有这项服务",))
        body = {"version": item["version"], "account": login}
        return self._done(self.ask("POST", f"cases/{number}/items/{item['id']}/owner", body))

    def give_case(self, number: str, login: str) -> Outcome:
        """Name who works the case."""
        return self._on_case(number, "handler", {"account": login})

    def _on_case(self, number: str, part: str, body: Mapping[str, Any]) -> Outcome:
        case = self._case(number)
        if case is None:
            return Outcome(ok=False, reasons=("没有这个办件",))
        sent = {"version": case["version"], **body}
        return self._done(self.ask("POST", f"cases/{number}/{part}", sent))

    def ask_alone(self, number: str, danger: str, *, alone: bool = True) -> Outcome:
        """File what was said when asked alone."""
        return self._on_case(number, "danger", {"data": {"alone": alone, "danger_now": danger}})

    def report(self, number: str, **data: Any) -> Outcome:
        """File that the duty to report was done."""
        return self._on_case(number, "report", {"data": data})

    def protect(self, number: str, **data: Any) -> Outcome:
        """File a step of a protection order or a warning letter."""
        return self._on_case(number, "protection", {"data": self._told(number, data)})

    def follow_up(self, number: str, **data: Any) -> Outcome:
        """File a visit."""
        return self._on_case(number, "followups", {"data": data})

    def thank(self, number: str, **data: Any) -> Outcome:
        """Record a 锦旗 or another word of thanks."""
        return self._on_case(number, "thanks", {"data": self._told(number, data)})

    def figure(self, title: str, period: str) -> str:
        """Return a figure as numerator / denominator, or the number alone."""
        found = self.get(f"indicators?period={period}")
        one = next(one for one in found if one["title"] == title)
        parts = (one["numerator"], one["denominator"])
        return " / ".join(str(part) for part in parts if part is not None)

    def plan_visit(self, number: str, kind: str, day: str) -> Outcome:
        """Plan one more visit."""
        return self._on_case(number, "followups/plan", {"kind": kind, "planned_on": day})

    def co_handling(self, number: str, part: str, data: Mapping[str, Any]) -> Outcome:
        """Order a co-handling, answer, report, end it."""
        where = "/".join(("co-handling", part)).rstrip("/")
        return self._on_case(number, where, {"data": self._told(number, dict(data))})

    def visits(self) -> list[str]:
        """Return the numbers of the visits to make, the earliest first."""
        rows = self.ask("GET", "followups?page_size=100").get_json()["items"]
        return [row["number"] for row in rows]

    def measure_done(self, number: str, place: int = 0) -> Outcome:
        """Mark the first measure still open, or a later one, as done."""
        still = [one for one in self._case(number)["measures"] or () if not one["done_on"]]
        if place >= len(still):
            return Outcome(ok=False, reasons=("没有待完成的措施",))
        return self._on_case(number, f"measures/{still[place]['id']}/done", {})

    def issue_paper(self, number: str, kind: str, to: str = "") -> str:
        """Issue a paper and read the copy."""
        body: dict[str, Any] = {"kind": kind}
        if to:
            body["party"] = self._told(number, Who(to))
        if "." in kind:
            body["item"] = self._item(number, kind.partition(".")[0])["id"]
        answer = self.ask("POST", f"cases/{number}/documents", body)
        assert answer.status_code in GOOD, answer.text
        return self._paper(number, answer.get_json()["id"])

    def issue_every_paper(self, number: str) -> str:
        """Ask for every kind of paper, for nobody and for each party; return what was issued."""
        case = self._case(number)
        here = {one["service"] for one in case["items"]}
        kinds = list(PAPERS)
        kinds += [
            paper["kind"]
            for one in self.get("services")
            if one["name"] in here
            for paper in one.get("documents", ())
        ]
        told = []
        for kind in kinds:
            for party in ["", *(one["id"] for one in case["parties"])]:
                answer = self.ask(
                    "POST", f"cases/{number}/documents", {"kind": kind, "party": party}
                )
                if answer.status_code in GOOD:
                    told.append(self._paper(number, answer.get_json()["id"]))
        return "\n".join(told)

    def dossier(self, number: str) -> tuple[str, str]:
        """Ask how whole the file is, and for the bound file itself."""
        told = self.get(f"cases/{number}/dossier")
        answer = self.ask("GET", f"cases/{number}/dossier.pdf")
        assert answer.status_code in GOOD, answer.text
        tick = "✔ " if 0 < told["whole"] == told["there"] else ""
        return f"{tick}{told['there']} / {told['whole']} 件", paper_text(answer.data)

    def archive(self) -> str:
        """Return the numbers of what was filed away."""
        return "\n".join(self.listed(state="archived"))

    # -- lists -------------------------------------------------------------

    def listed(self, **narrowed: str) -> list[str]:
        """Return the numbers of the list of cases."""
        if self.ask("GET", "cases").status_code == 403:
            return []
        return [one["number"] for one in self._every(f"cases?{urlencode(narrowed)}")]

    def incoming(self) -> list[str]:
        """Return the numbers of what waits to be accepted."""
        return [one["number"] for one in self._every("incoming")]

    def tasks(self) -> list[tuple[str, str]]:
        """Return (number, words) of what is asked of this person."""
        return [(one["number"], one["title"]) for one in self._every("tasks")]

    def search(self, text: str) -> str:
        """Search the register and the cases; return all that was answered."""
        query = urlencode({"q": text})
        told = [self.ask("GET", f"{part}?{query}") for part in ("people", "cases")]
        return "\n".join(_words(one.get_json()) for one in told if one.status_code in GOOD)

    def switch(self, plugin: str, state: str) -> Outcome:
        """Set a switch of the county."""
        return self._done(self.ask("PUT", f"switches/{plugin}", {"state": state}))

    def status_of(self, path: str) -> int:
        """Return how the house answers to an address inside the county."""
        headers = {"Authorization": f"Bearer {self.token}"}
        return self.client.get(f"/{self.county}/{path}", headers=headers).status_code


def _words(body: object) -> str:
    """Return an answer as it reads, Chinese unescaped."""
    return json.dumps(body, ensure_ascii=False)
