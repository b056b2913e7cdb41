"""Read the page of a case: what stands at its head, its items, what may be done and why not."""

from __future__ import annotations

from core.words import CASE_STATES, LEVEL_TITLES, MOVES
from tests.walks import pages
from tests.walks.browsing import Shown
from tests.walks.words import ItemSeen, Seen

TITLES = {title: str(move) for move, title in MOVES.items()}
STATES = {title: str(state) for state, title in CASE_STATES.items()}
LEVELS = {title: str(level) for level, title in LEVEL_TITLES.items()}
STAGES = ("prevention", "resolution", "aftercare")


def read_case(number: str, shown: Shown) -> Seen:
    head = shown.root.first("header", "card")
    assert head is not None
    facts = _facts(head)
    lead, first = facts.get("首办、牵头", ""), ""
    place_name = _place_then_name(lead)
    if "首办" in lead:
        lead, _word, first = (one.strip() for one in lead.partition("首办"))
        place_name = _place_then_name(lead)
    level = facts.get("层级", "").split(" ")
    tags = [one.text for one in head.all("span", "tag") if one.text in STATES]
    mark = head.first("span", "sealed-mark")
    now = [place for place, one in enumerate(head.all("li")) if "aria-current" in one.attrs]
    return Seen(
        number=number,
        state=STATES[tags[-1]],
        stage=STAGES[now[0]] if now else "",
        level=LEVELS.get(level[0], ""),
        confidentiality=mark.text[:2] if mark else "",
        holder=facts.get("当前承办", ""),
        handler=facts.get("承办人", "").replace("—", ""),
        lead=place_name,
        first_handler=first or place_name,
        tracker=facts.get("跟踪", ""),
        attempts=" ".join(level[1:]),
        story=shown.root.first(id="people") is not None,
        items=tuple(_items(shown.root)),
        moves=frozenset(
            one.attrs["href"].rpartition("/")[2].partition("?")[0]
            for one in shown.root.all("a", "btn")
            if "/moves/" in one.attrs.get("href", "")
        ),
        why_not=why_not(shown.root),
        text=shown.text,
    )


def _facts(node: pages.Node) -> dict[str, str]:
    return {
        pair.all("dt")[0].text: pair.all("dd")[0].text
        for box in node.all("dl", "facts-wide")
        for pair in box.all("div")
    }


def _place_then_name(text: str) -> str:
    return text.rpartition(" ")[2]


def _items(root: pages.Node) -> list[ItemSeen]:
    found = []
    for article in root.all("article"):
        heading, link = article.first("h3"), article.first("a")
        lines = [one.text for one in article.all("p")]
        tag = article.first("span", "tag")
        steps = next((one for one in lines if one.startswith("已办")), "")
        found.append(
            ItemSeen(
                id=link.attrs["href"].rpartition("/")[2].partition("?")[0] if link else "",
                title=heading.text if heading else "",
                state=tag.text if tag else "",
                owner=lines[0].partition(" · ")[0] if lines else "",
                steps=int("".join(filter(str.isdigit, steps)) or 0),
            )
        )
    return found


def why_not(root: pages.Node) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for node in root.all("li", "move"):
        name, why = node.first("p", "strong"), node.first("ul", "why")
        if name is not None and why is not None:
            told = tuple(one.text for one in why.all("li"))
            # what waits for the same stands in one line
            found |= {TITLES[title]: told for title in name.text.split("、")}
    return found
