"""Give projected values the names the API promises: codes and usernames instead of our ids."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any, TypeVar

from core.cases.acting import Acting
from core.cases.loading import facts_of, find_case, load
from core.cases.people_of import logins_of
from core.cases.reading import CaseOut, ItemOut, project
from core.privacy import Reach, reach
from core.rest.calls import LARGEST_COUNT
from core.web import Page, decode_cursor, page_of
from core.web.speech import spoken, spoken_with
from core.words import Objection

Row = TypeVar("Row")


def told(objections: Iterable[Objection]) -> list[dict[str, Any]]:
    """Return reasons in the reader's language."""
    return [
        {
            "text": spoken_with(one.text, one.values),
            "citation": spoken(one.citation),
            "code": one.code,
            "waivable": one.waivable,
        }
        for one in objections
    ]


def case_now(acting: Acting, number: str) -> dict[str, Any]:
    """Return the case after a command, as the one who acted may see it.

    Who gave it out of hand may not know of it any more; what is told then is the envelope.
    """
    loaded = load(acting.session, find_case(acting.session, number))
    facts = facts_of(acting, loaded)
    how_far = max(reach(acting.viewer, facts.standing), Reach.ENVELOPE)
    return case_shape(acting, project(acting, loaded, facts, how_far))


def case_shape(acting: Acting, case: CaseOut) -> dict[str, Any]:
    """Return *case* with the API's names."""
    logins = logins_of(
        acting,
        {
            case.first_handler_id,
            case.lead_id,
            case.handler_id,
            case.tracker_id,
            *(item.owner_id for item in case.items),
        },
    )
    shape: dict[str, Any] = {field.name: getattr(case, field.name) for field in fields(case)}
    for name in ("first_handler", "lead", "handler", "tracker"):
        shape[f"{name}_name"] = shape[name]
        shape[name] = logins.get(shape[f"{name}_id"] or "", "")
    shape["holder"], shape["holder_name"] = case.holder_code, case.holder
    shape["reach"] = case.reach.name.lower()
    shape["items"] = [_item(item, logins) for item in case.items]
    shape["pending"] = (
        {"kind": case.pending_kind, "to": case.pending_to} if case.pending_kind else None
    )
    return shape


def _item(item: ItemOut, logins: Mapping[str, str]) -> dict[str, Any]:
    shape = asdict(item)
    shape["owner"], shape["owner_name"] = logins.get(item.owner_id or "", ""), item.owner
    return shape


def item_now(acting: Acting, number: str, item_id: str) -> dict[str, Any]:
    """Return one item after a command."""
    items: list[dict[str, Any]] = case_now(acting, number)["items"]
    return next(item for item in items if item["id"] == item_id)


def listed(page: Page[Any], asked: Mapping[str, Any], count: Callable[[], int]) -> dict[str, Any]:
    """Return the envelope of a list, with its total when it was asked for."""
    answer: dict[str, Any] = {"items": page.items, "next": page.next}
    if asked["count"]:
        answer["total"] = min(count(), LARGEST_COUNT)
    return answer


def short_list(
    rows: Sequence[Row],
    asked: Mapping[str, Any],
    purpose: str,
    key: Callable[[Row], str],
) -> dict[str, Any]:
    """Page a list that is read whole, such as the records of one case, by its rows' keys."""
    start = 0
    if asked["after"]:
        (last,) = decode_cursor(purpose, asked["after"])
        start = next((place for place, row in enumerate(rows, 1) if key(row) == last), len(rows))
    size = asked["page_size"]
    page = page_of(rows[start : start + size + 1], size, purpose, lambda row: (key(row),))
    return listed(page, asked, lambda: len(rows))
