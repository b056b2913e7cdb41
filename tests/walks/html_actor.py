"""Somebody at work through the pages: signs in, reads, fills in forms, presses buttons.

Nothing here knows an address but the ones a person has: the sign-in page, the county's three doors
and what links and forms lead to.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from core.privacy import mask_name
from tests.walks import pages
from tests.walks.browsing import Browsing, Shown
from tests.walks.case_page import read_case, why_not
from tests.walks.reading import paper_text
from tests.walks.words import Ask, Outcome, Person, Place, Seen, Staff, Visit, Who

MOST_PAGES = 10


class HtmlActor(Browsing):
    """One account at work."""

    def receive(self, visit: Visit) -> Outcome:
        """Fill in the desk as told and press 登记."""
        shown = self.open(self.at("desk/"))
        rows = 0 if visit.not_family or visit.anonymous else len(visit.people)
        shown = self.rows(shown, "/desk/", "parties", rows)
        shown = self.rows(shown, "/desk/", "keep_away", len(visit.keep_away))
        form = shown.form("/desk/")
        form.fill("danger_now", visit.danger)
        form.tick("danger_flags", list(visit.flags))
        form.fill("channel", visit.channel)
        form.fill("channel_ref", visit.channel_ref)
        if visit.campaign:
            try:
                form.fill("campaign", visit.campaign)
            except pages.CannotFill as absent:
                return Outcome(ok=False, reasons=(str(absent),))
        if visit.not_family:
            form.fill("not_family", visit.not_family)
            form.tick("services", [])
            return self._received(self.press(form))
        form.fill("scenario", visit.scenario)
        form.fill("summary", visit.summary)
        if visit.anonymous:
            form.fill("anonymous", "true")
        for place, person in enumerate(visit.people if rows else ()):
            self._tell_of(form, f"parties-{place}", person)
        for place, wish in enumerate(visit.keep_away):
            for name, value in wish.items():
                if name == "point":
                    form.fill(f"keep_away-{place}-point", value.id)
                else:
                    form.fill(f"keep_away-{place}-{name}", str(value))
        try:
            form.tick("services", list(visit.services))
        except pages.CannotFill:
            return Outcome(ok=False, reasons=self._why_services(form, visit))
        form.fill("answer", visit.answer)
        return self._received(self.press(form))

    def _tell_of(self, form: pages.Form, start: str, person: Person) -> None:
        for name in ("role", "name", "relation", "phone", "id_no"):
            form.fill(f"{start}-{name}", getattr(person, name))
        if person.place:
            form.fill(f"{start}-place", person.place.code)

    def _why_services(self, form: pages.Form, visit: Visit) -> tuple[str, ...]:
        """Return what stands beside the boxes that cannot be ticked."""
        return tuple(
            label.text
            for label in form.node.all("label")
            for box in label.all("input", name="services")
            if "disabled" in box.attrs and box.attrs["value"] in visit.services
        )

    def _received(self, shown: Shown) -> Outcome:
        if shown.status != 200:
            return Outcome(ok=False, reasons=shown.complaints() or (shown.text,))
        done = shown.root.first("b", "number")
        return Outcome(ok=True, number=done.text if done else "")

    # -- a case ------------------------------------------------------------

    def _case(self, number: str) -> Shown:
        return self.open(self.at(f"cases/{number}"))

    def sees(self, number: str) -> Seen | None:
        """Open the case and read it; None when the house says there is none."""
        shown = self._case(number)
        if shown.status == 404:
            return None
        assert shown.status == 200, shown.text
        return read_case(number, shown)

    def everything(self, number: str) -> str:
        """Read the case, each of its items, the names, and every paper that can be opened."""
        shown = self._case(number)
        if shown.status != 200:
            return ""
        told = [shown.text]
        for node in shown.root.all("a"):
            where = node.attrs.get("href", "")
            if f"{number}/items/" in where:
                told.append(self.open(where).text)
            elif where.endswith(".pdf"):
                self.open(where)
                told.append(paper_text(self.body))
        if any("/people" in one.attrs.get("action", "") for one in shown.root.all("form")):
            told.append(self.press(shown.form("/people")).text)
        return "\n".join(told)

    def move(self, number: str, move: str, **asked: Any) -> Outcome:
        """Press the move on the case, fill in what it asks, send it."""
        ask = Ask(**asked)
        shown = self._case(number)
        if shown.status != 200:
            return Outcome(ok=False, reasons=(shown.text,))
        link = shown.link(f"/moves/{move}")
        if link is None:
            told = why_not(shown.root).get(move, ("这一步不由您办",))
            return Outcome(ok=False, reasons=told)
        page = self.open(link)
        form = page.form(f"/moves/{move}")
        try:
            self._fill_move(form, ask)
        except pages.CannotFill as absent:
            return Outcome(ok=False, reasons=(str(absent),))
        return self.outcome(self.press(form))

    def _fill_move(self, form: pages.Form, ask: Ask) -> None:
        for name in ("reason", "waiver", "outcome", "plan", "on", "into"):
            if value := getattr(ask, name):
                form.fill(name, value)
        if ask.to:
            form.pick("to", ask.to.name)
        if ask.to_person:
            form.pick("to_account", f"{self.house.staff[ask.to_person].name}（")
        if ask.told_remedies:
            form.fill("told_remedies", "1")
        for row, (body, text, due) in enumerate(ask.measures):
            form.fill(f"measure-{row}-body", body)
            form.fill(f"measure-{row}-text", text)
            form.fill(f"measure-{row}-due", due)
        if ask.present:
            boxes = {
                label.text: box.attrs["value"]
                for label in form.node.all("label")
                for box in label.all("input", name="present")
            }
            form.chosen["present"] = [
                boxes[mask_name(one)] for one in ask.present if mask_name(one) in boxes
            ]
            others = [one for one in ask.present if mask_name(one) not in boxes]
            form.fill("others", "、".join(others))

    def open_item(self, number: str, service: str) -> Outcome:
        """加开服务 from the case."""
        shown = self._case(number)
        form = shown.form("/items")
        try:
            form.fill("service", service)
        except pages.CannotFill as absent:
            return Outcome(ok=False, reasons=(str(absent),))
        return self.outcome(self.press(form))

    def _item_page(self, number: str, service: str) -> Shown | None:
        """Open the item of a service from the case; None when it is not open to this person."""
        title = self.app.extensions["jiahe.roster"].services[service].title
        shown = self._case(number)
        for article in reversed(shown.root.all("article")):
            link = article.first("a")
            heading = article.first("h3")
            if heading is not None and heading.text == title and link is not None:
                return self.open(link.attrs["href"])
        return None

    def take_step(
        self, number: str, service: str, step: str, data: Mapping[str, Any] | None = None
    ) -> Outcome:
        """Press 办 beside the step, fill in its form, press 存."""
        page = self._item_page(number, service)
        if page is None:
            return Outcome(ok=False, reasons=("只看进度",))
        link = page.link(f"step={step}")
        if link is None:
            return Outcome(ok=False, reasons=("没有可以按的“办”",))
        page = self.open(link)
        answers = data or {}
        for name, value in answers.items():
            if isinstance(value, list) and value and isinstance(value[0], Mapping):
                page = self.rows(page, f"/steps/{step}", name, len(value))
        form = page.form(f"/steps/{step}")
        self._answer(form, "", answers)
        return self.outcome(self.press(form))

    def _answer(self, form: pages.Form, start: str, data: Mapping[str, Any]) -> None:
        for name, value in data.items():
            full = f"{start}{name}"
            if isinstance(value, list) and value and isinstance(value[0], Mapping):
                for place, row in enumerate(value):
                    self._answer(form, f"{full}-{place}-", row)
            elif isinstance(value, list):
                form.tick(full, [str(one) for one in value])
            elif isinstance(value, bool):
                form.fill(full, "yes" if value else "no")
            elif isinstance(value, Who):
                form.pick(full, f"{value.name}（")
            elif isinstance(value, Place):
                form.pick(full, value.name)
            elif isinstance(value, Staff):
                form.pick(full, self.house.staff[value.login].name)
            else:
                form.fill(full, str(value))

    def claim(self, number: str, service: str) -> Outcome:
        """Press 认领 on an item that waits for one's profession."""
        title = self.app.extensions["jiahe.roster"].services[service].title
        shown = self._case(number)
        for article in shown.root.all("article"):
            heading, form = article.first("h3"), article.first("form")
            if heading is not None and heading.text == title and form is not None:
                return self.outcome(self.press(pages.Form.of(form, shown.address)))
        return Outcome(ok=False, reasons=("没有可以认领的",))

    def give_item(self, number: str, service: str, login: str) -> Outcome:
        """Name a colleague on the page of the item."""
        page = self._item_page(number, service)
        if page is None:
            return Outcome(ok=False, reasons=("只看进度",))
        form = page.form("/owner")
        try:
            form.pick("account", f"{self.house.staff[login].name}（")
        except pages.CannotFill as absent:
            return Outcome(ok=False, reasons=(str(absent),))
        return self.outcome(self.press(form))

    def give_case(self, number: str, login: str) -> Outcome:
        """派给同事."""
        shown = self._case(number)
        link = shown.link("/handler") if shown.status == 200 else None
        if link is None:
            return Outcome(ok=False, reasons=("这一步不由您办",))
        form = self.open(link).form("/handler")
        try:
            form.pick("account", f"{self.house.staff[login].name}（")
        except pages.CannotFill as absent:
            return Outcome(ok=False, reasons=(str(absent),))
        return self.outcome(self.press(form))

    def _core_form(self, number: str, part: str, data: Mapping[str, Any]) -> Outcome:
        shown = self._case(number)
        link = shown.link(part) if shown.status == 200 else None
        if link is None:
            return Outcome(ok=False, reasons=("页上没有这一项",))
        page = self.open(link)
        for name, value in data.items():
            if isinstance(value, list) and value and isinstance(value[0], Mapping):
                page = self.rows(page, part, name, len(value))
        form = page.form(part)
        self._answer(form, "", data)
        return self.outcome(self.press(form))

    def ask_alone(self, number: str, danger: str, *, alone: bool = True) -> Outcome:
        """单独谈."""
        return self._core_form(number, "/danger", {"alone": alone, "danger_now": danger})

    def report(self, number: str, **data: Any) -> Outcome:
        """登记强制报告."""
        return self._core_form(number, "/report", data)

    def protect(self, number: str, **data: Any) -> Outcome:
        """登记保护令、告诫书."""
        return self._core_form(number, "/protection", data)

    def follow_up(self, number: str, **data: Any) -> Outcome:
        """填回访."""
        return self._core_form(number, "/followups/new", data)

    def thank(self, number: str, **data: Any) -> Outcome:
        """Press 登记锦旗、感谢信 on the case, fill it in."""
        return self._core_form(number, "/thanks", data)

    def figure(self, title: str, period: str) -> str:
        """Read a figure's line in the table of all of them: numerator / denominator, or the
        number alone."""
        shown = self.open(self.at(f"figures/?period={period}"))
        rows = [one for one in shown.root.all("tr") if one.first("td", "says") is not None]
        row = next(one for one in rows if one.all("th")[0].text == title)
        number, says = row.all("td")[:2]
        return says.text.split(" · ")[0] or number.text.split()[0]

    def plan_visit(self, number: str, kind: str, day: str) -> Outcome:
        """再排一次回访."""
        shown = self._case(number)
        if shown.status != 200 or not any(
            one.attrs.get("action", "").endswith("/followups/plan")
            for one in shown.root.all("form")
        ):
            return Outcome(ok=False, reasons=("页上没有这一项",))
        form = shown.form("/followups/plan")
        form.fill("kind", kind)
        form.fill("planned_on", day)
        answered = self.press(form)
        told = answered.root.all(cls="notice is-bad")
        return Outcome(ok=not told, reasons=tuple(one.text for one in told))

    def co_handling(self, number: str, part: str, data: Mapping[str, Any]) -> Outcome:
        """安排联办, 答复, 记联办, 结束联办: the part of the address says which."""
        return self._core_form(number, "/".join(("/co-handling", part)).rstrip("/"), data)

    def visits(self) -> list[str]:
        """Read the numbers on 回访, the earliest first."""
        shown = self.open(self.at("desk/visits"))
        assert shown.status == 200, shown.text
        return [
            one.attrs["href"].split("/")[-3]
            for one in shown.root.all("a")
            if one.attrs.get("href", "").endswith("/followups/new")
        ]

    def measure_done(self, number: str, place: int = 0) -> Outcome:
        """Press 完成了 beside the first measure still open, or a later one."""
        shown = self._case(number)
        forms = [
            one for one in shown.root.all("form") if "/measures/" in one.attrs.get("action", "")
        ]
        if place >= len(forms):
            return Outcome(ok=False, reasons=("没有待完成的措施",))
        return self.outcome(self.press(pages.Form.of(forms[place], shown.address)))

    def issue_paper(self, number: str, kind: str, to: str = "") -> str:
        """Press the paper's button on the case and read the copy."""
        shown = self._case(number)
        for node in shown.root.all("form"):
            form = pages.Form.of(node, shown.address)
            if form.action.endswith("/papers") and form.chosen.get("kind") == [kind]:
                if to:
                    form.pick("party", mask_name(to))
                answered = self.press(form)
                assert self.mimetype == "application/pdf", answered.text
                return paper_text(self.body)
        raise pages.CannotFill(f"no button for {kind} on {number}")

    def issue_every_paper(self, number: str) -> str:
        """Press every paper's button once, for each person it may be for; return all words."""
        told = []
        shown = self._case(number)
        for node in shown.root.all("form"):
            form = pages.Form.of(node, shown.address)
            if not form.action.endswith("/papers"):
                continue
            people = [one.attrs["value"] for one in node.all("option")]
            for party in people or [""]:
                if party:
                    form.fill("party", party)
                self.press(form)
                assert self.mimetype == "application/pdf", form.chosen
                told.append(paper_text(self.body))
        return "\n".join(told)

    def dossier(self, number: str) -> tuple[str, str]:
        """Read how whole the file is, and the bound file itself."""
        shown = self.open(self.at(f"cases/{number}/dossier"))
        assert shown.status == 200, shown.text
        told = re.search(r"(?:✔ )?\d+ / \d+ 件", shown.text)
        assert told, shown.text
        self.open(self.at(f"cases/{number}/dossier.pdf"))
        return told[0], paper_text(self.body)

    def archive(self) -> str:
        """Read the register of files."""
        return self.open(self.at("cases/archive")).text

    # -- lists -------------------------------------------------------------

    def listed(self, **narrowed: str) -> list[str]:
        """Return the numbers on the list of cases, page after page."""
        where: str | None = self.at(f"cases/?{urlencode(narrowed)}")
        found: list[str] = []
        for _page in range(MOST_PAGES):
            if where is None:
                break
            shown = self.open(where)
            if shown.status == 403:
                return []
            assert shown.status == 200, shown.text
            main = shown.root.first(id="main")
            assert main is not None
            found += [one.attrs["href"].rpartition("/")[2] for one in main.all("a", "strong")]
            following = shown.root.first("a", rel="next")
            where = following.attrs["href"] if following else None
        return found

    def _home(self) -> Shown:
        """Where this person's day begins: the desk, or the list of cases for who has none."""
        shown = self.open(self.at("desk/"))
        return shown if shown.status == 200 else self.open(self.at("cases/"))

    def _in_box(self, heading: str) -> list[pages.Node]:
        for box in self._home().root.all("section"):
            title = box.first("h2")
            if title is not None and title.text == heading:
                return box.all("a")
        return []

    def incoming(self) -> list[str]:
        """Return the numbers under 转入待接收."""
        return [one.attrs["href"].rpartition("/")[2] for one in self._in_box("转入待接收")]

    def tasks(self) -> list[tuple[str, str]]:
        """Return (number, words) of what stands under 要办的."""
        return [(one.attrs["href"].rpartition("/")[2], one.text) for one in self._in_box("要办的")]

    def search(self, text: str) -> str:
        """Search at the desk and in the list of cases; return all that was answered."""
        told = []
        shown = self.open(self.at("desk/"))
        if shown.status == 200:
            form = shown.form("/desk/")
            form.fill("q", text)
            answered = self.press(form, "_search").root.first(id="search-part")
            assert answered is not None
            told.append(answered.text)
        shown = self.open(self.at(f"cases/?{urlencode({'q': text})}"))
        main = shown.root.first(id="main")
        assert main is not None
        told += [one.text for one in main.all("li") if one.first("a", "strong") is not None]
        return "\n".join(told)

    def switch(self, plugin: str, state: str) -> Outcome:
        """Rehearse on the switch page, then press what is offered."""
        shown = self.open(self.at(f"admin/services?plugin={plugin}&state={state}"))
        assert shown.status == 200, shown.text
        for node in shown.root.all("form"):
            for button in node.all("button", name="state", value=state):
                if node.attrs.get("method") == "post" and "disabled" not in button.attrs:
                    form = pages.Form.of(node, shown.address)
                    return self.outcome(self.press(form, "state", state))
        box = shown.root.all(cls="notice is-bad small")
        return Outcome(ok=False, reasons=tuple(one.text for one in box))

    def status_of(self, path: str) -> int:
        """Return how the house answers to an address inside the county."""
        return self.open(self.at(path)).status
