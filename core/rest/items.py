"""Service items: open one, file a form, take a step, say who works it."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from core.cases import commands, errors
from core.cases.acting import Acting
from core.cases.commands.filing import form_of
from core.cases.commands.items import find_item
from core.cases.faces import service_of
from core.cases.filed import records_of
from core.cases.here import acting, roster
from core.cases.loading import open_case
from core.rest.answers import CaseAnswer, ItemAnswer, RecordAnswer
from core.rest.bodies import AccountBody, ItemBody, RecordBody, StepBody
from core.rest.calls import call, idempotency_key
from core.rest.cases import CASE
from core.rest.naming import account_id, with_ids
from core.rest.shapes import case_now, item_now
from core.web import Problem
from core.words import Service

ITEMS = "items"
ITEM = f"{CASE}/items/<rowid:item_id>"


@call(
    f"{CASE}/items",
    method="POST",
    action="case.move",
    tag=ITEMS,
    takes=ItemBody,
    gives=ItemAnswer,
    status=201,
    creates=True,
)
def open_item(body: dict[str, Any], number: str) -> dict[str, Any]:
    """Open another function on the case; 409 where that function takes nothing in."""
    here, service = acting(), body["service"]
    if service not in roster().known:
        raise Problem(422, errors={"service": [_("没有这项服务")]})
    item = commands.open_item(here, number, service, key=idempotency_key())
    return item_now(here, number, item.id)


@call(
    f"{ITEM}/records",
    method="POST",
    action="record.file",
    tag=ITEMS,
    takes=RecordBody,
    gives=RecordAnswer,
    answer="R",
    status=201,
    creates=True,
)
def file_record(body: dict[str, Any], number: str, item_id: str) -> dict[str, Any]:
    """File a form of the item's service, quoting the version of the item."""
    here = acting()
    loaded, _facts, _reach = open_case(here, number)
    item = find_item(loaded, item_id)
    try:
        form = form_of(here, item, body["form"], loaded.path)
    except errors.Unknown:
        raise Problem(422, errors={"form": [_("这项服务没有这张表")]}) from None
    data = with_ids(here, form.fields, body["data"])
    record = commands.file_record(
        here, number, item_id, form.key, body["version"], data, key=idempotency_key()
    )
    loaded, _facts, how_far = open_case(here, number)
    filed = {one.id: one for one in records_of(here, loaded, how_far, item_id=item_id)}[record.id]
    version = next(item.version for item in loaded.items if item.id == item_id)
    return {
        **{name: getattr(filed, name) for name in filed.__dataclass_fields__},
        "item_version": version,
    }


@call(
    f"{ITEM}/steps",
    method="POST",
    action="record.file",
    tag=ITEMS,
    takes=StepBody,
    gives=ItemAnswer,
    creates=True,
)
def take_step(body: dict[str, Any], number: str, item_id: str) -> dict[str, Any]:
    """Take a step, quoting the version of the item; its form is filed in the same transaction."""
    here, name = acting(), body["step"]
    loaded, _facts, _reach = open_case(here, number)
    service = service_of(here, find_item(loaded, item_id), loaded.path)
    data = data_of(here, service, name, body["data"])
    commands.take_step(here, number, item_id, name, body["version"], data, key=idempotency_key())
    return item_now(here, number, item_id)


def data_of(
    here: Acting, declared: Service | None, name: str, sent: dict[str, Any]
) -> dict[str, Any]:
    """Return the answers of the step's form with our ids; 422 for what the step does not ask."""
    if declared is None:
        return sent  # the command says what can still be done
    steps = {step.name: step for step in declared.steps}
    if name not in steps:
        raise Problem(422, errors={"step": [_("这项服务没有这一步")]})
    key = steps[name].form
    if key:
        return with_ids(here, declared.form(key).fields, sent)
    if sent:
        raise Problem(422, errors={"data": [_("这一步没有要填的表")]})
    return {}


@call(
    f"{ITEM}/owner",
    method="POST",
    action="case.move",
    tag=ITEMS,
    takes=AccountBody,
    gives=ItemAnswer,
)
def own_item(body: dict[str, Any], number: str, item_id: str) -> dict[str, Any]:
    """Name who works the item, or take on one that waits, quoting the version of the item."""
    here = acting()
    account = account_id(here, body["account"], "account")
    commands.assign_item(here, number, item_id, body["version"], account)
    return item_now(here, number, item_id)


@call(
    f"{CASE}/handler",
    method="POST",
    action="case.move",
    tag=ITEMS,
    takes=AccountBody,
    gives=CaseAnswer,
    answer="R",
)
def assign_handler(body: dict[str, Any], number: str) -> dict[str, Any]:
    """Name who works the case where it is held, quoting the version of the case."""
    here = acting()
    account = account_id(here, body["account"], "account")
    commands.assign_handler(here, number, body["version"], account)
    return case_now(here, number)
