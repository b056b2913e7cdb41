"""Every paper of the services that may have a county's own look, with data in which each place says
its own name."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from core.documents.numbering import paper_name
from core.documents.parts import sheet, table, words
from core.documents.word.filling import fill
from core.words import DocumentKind, ItemView
from tests.core.documents.word_files import whole_template

SERVICES = (
    *("mediation", "legal_aid", "legal_consult", "petition"),
    *("psych", "marriage_counseling", "hardship_aid", "family_education"),
)
ITEM = ItemView(id="i", service="s", state="open", step="", version=1)
STAMP = {"number": "示家服转字〔2026〕1号", "verify_code": "R7K3-Q2M9", "replaces": ""}


KINDS: Mapping[str, DocumentKind] = {
    paper_name(kind, service): kind
    for service in SERVICES
    for kind in import_module(f"plugins.{service}.documenting").DOCUMENTS
}
REPLACEABLE = {name: kind for name, kind in KINDS.items() if kind.schema is not None}


def made_up(kind: DocumentKind) -> Mapping[str, object]:
    """Data of the kind in which every place says its own name, as its collector would return it."""
    schema = kind.schema
    assert schema
    if not schema.of_sheet:
        rows = {
            name: [{column: f"{name}：{column}" for column in one.columns}]
            for name, one in schema.tables.items()
        }
        return {**{name: f"值：{name}" for name in schema.texts}, **rows, **STAMP}
    tables = [
        table(
            one.title,
            dict.fromkeys(one.columns.values(), 1),
            [[f"{name}：{c}" for c in one.columns]],
        )
        for name, one in schema.tables.items()
    ]
    half = len(schema.texts) // 2
    texts = list(schema.texts.items())
    data = sheet(
        ITEM,
        kind.title,
        to="某单位",
        opening="开头",
        facts=[(called, f"值：{name}") for name, called in texts[:half]],
        parts=[*(words(called, f"值：{name}") for name, called in texts[half:]), *tables],
        note="一句说明",
        signs=("签的人",),
    )
    return {**data, **STAMP, "brand": {"title": "茶姐妹", "slogan": "先喝茶"}}


def word_copy(name: str) -> bytes:
    """The paper from a template that names everything, filled with ``made_up``."""
    kind = REPLACEABLE[name]
    return fill(kind, whole_template(kind), made_up(kind))


SAMPLED = ("mediation.sitting", "mediation.agreement", "psych.case_record", "petition.transfer")
"""Those that are opened on every run; the others take a long one."""
