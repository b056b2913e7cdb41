"""Each mistake in a declaration is found, and a sound form has none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.forms import changed_forms, check_forms, digests, digests_from, digests_text
from core.words import Field, Form, Kind, options
from tests.core.forms.samples import EVERYTHING, judged_form


def asking(*fields: Field, **settings) -> Form:
    return Form(key="sample.bad", title="坏表", fields=fields, **settings)


def field(name: str = "it", **settings) -> Field:
    return Field(**{"name": name, "label": "它", "purpose": "测试", **settings})


CASH = field("kind", kind=Kind.CHOICE, options=options(cash="现金"))
INNER = field("inner")

BAD = [
    (asking(field(), field()), "it is declared 2 times"),
    (asking(field(purpose="")), "no purpose"),
    (asking(field(label="")), "no label"),
    (asking(field("Name")), "identifier"),
    (asking(field("a-b")), "identifier"),
    (asking(field("_schema")), "identifier"),
    (asking(field(kind=Kind.CHOICE)), "choice without options"),
    (asking(field(kind=Kind.CHOICES)), "choices without options"),
    (asking(field(kind=Kind.SUB_FORM)), "a sub-form has fields"),
    (asking(field(fields=(INNER,))), "a sub-form has fields"),
    (
        asking(
            field(
                kind=Kind.SUB_FORM,
                fields=(field("deep", kind=Kind.SUB_FORM, fields=(INNER,)),),
            )
        ),
        "sub-form inside a sub-form",
    ),
    (asking(field(kind=Kind.SUB_FORM, fields=(field("x", default="a"),))), "default in a row"),
    (asking(field(kind=Kind.CITIZEN_ID)), "sensitive at least"),
    (asking(field(kind=Kind.LONG_TEXT, index=True)), "cannot be indexed"),
    (asking(field(max_length=30_000)), "max_length"),
    (asking(field(max_length=3, min_length=4)), "min_length"),
    (asking(field(kind=Kind.NUMBER, max_length=3)), "only texts"),
    (asking(field(kind=Kind.NUMBER, minimum=3, maximum=2)), "minimum"),
    (asking(field(max_items=500)), "items"),
    (asking(field(shown_when={"field": "ghost", "filled": True})), "unknown field ghost"),
    (asking(field(shown_when={"field": "it", "filled": True})), "the field itself"),
    (asking(field(shown_when={"field": "kind"}), CASH), "known shapes"),
    (asking(field(shown_when={"field": "kind", "is": "gold"}), CASH), "no option"),
    (asking(field(shown_when={"field": "kind", "in": ["cash", 1]}), CASH), "no option"),
    (asking(field(shown_when={"field": "kind", "has": "cash"}), CASH), "use filled"),
    (asking(field(shown_when={"field": "x", "is": "1"}), field("x")), "use filled"),
    (asking(field(shown_when={"field": "kind", "filled": "yes"}), CASH), "true or false"),
    (
        asking(
            field("a", shown_when={"field": "b", "filled": True}),
            field("b", shown_when={"not": {"field": "a", "filled": True}}),
        ),
        "circle",
    ),
    (asking(field(), sections=(("一", ("it", "ghost")),)), "unknown field ghost"),
    (asking(field(), sections=(("一", ("it",)), ("二", ("it",)))), "2 sections"),
    (asking(field(), about="it"), "about"),
    (asking(field(), version=0), "version"),
    (asking(), "asks nothing"),
    (replace(judged_form(Kind.TEXT), title=""), "no title"),
    (replace(judged_form(Kind.TEXT), key="Bad key"), "key"),
    (asking(field(options=options(a="甲") + options(a="乙"))), "different"),
]


@pytest.mark.parametrize(
    ("form", "says"), BAD, ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_mistake_is_found(form, says):
    faults = check_forms([form])
    assert [one for one in faults if says in one], faults
    assert all(one.startswith(f"form {form.key}: ") for one in faults)


def test_sound_forms_have_no_faults():
    about = field("side", kind=Kind.PARTY)
    assert check_forms([EVERYTHING, asking(about, about="side")]) == []


def test_a_row_may_ask_what_stands_around_it():
    rows = field(
        "rows", kind=Kind.SUB_FORM, fields=(field("x", shown_when={"field": "kind", "is": "cash"}),)
    )
    assert check_forms([asking(CASH, rows)]) == []


def test_two_forms_of_one_key():
    assert check_forms([EVERYTHING, EVERYTHING]) == ["form sample.everything: declared 2 times"]


def test_a_changed_form_needs_a_new_version():
    known = digests([EVERYTHING])
    assert check_forms([EVERYTHING], known) == []
    changed = replace(EVERYTHING, title="新样表")
    assert check_forms([changed], known) == [
        "form sample.everything: changed without a new version (version 3 is on record)"
    ]
    assert digests_from(digests_text(known)) == known
    assert changed_forms([replace(changed, version=4)], known) == []
