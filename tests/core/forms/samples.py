"""Forms and answers the form tests work with, and strategies that make more of both."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from core.words import Field, Form, Kind, Objection, Option, Sensitivity, options

TODAY = date(2026, 11, 22)
CITIZEN = "440524188001010014"

PARTIES = Field(
    name="parties",
    label="当事人",
    kind=Kind.SUB_FORM,
    purpose="附录A",
    min_items=1,
    max_items=4,
    fields=(
        Field(name="name", label="姓名", purpose="文书", required=True),
        Field(
            name="phone",
            label="电话",
            kind=Kind.PHONE,
            purpose="联系",
            sensitivity=Sensitivity.SENSITIVE,
        ),
        Field(
            name="id_no",
            label="证件号码",
            kind=Kind.CITIZEN_ID,
            purpose="查重",
            sensitivity=Sensitivity.RESTRICTED,
            index=True,
        ),
        Field(
            name="wants",
            label="要什么",
            kind=Kind.CHOICES,
            purpose="分流",
            options=options(talk="调解", law="法律咨询"),
        ),
        Field(
            name="law_question",
            label="问什么法",
            purpose="分流",
            required=True,
            shown_when={"field": "wants", "has": "law"},
        ),
        Field(
            name="share",
            label="份额",
            kind=Kind.MONEY,
            purpose="协议",
            shown_when={"field": "kind", "is": "cash"},
        ),
    ),
)

EVERYTHING = Form(
    key="sample.everything",
    title="样表",
    version=3,
    fields=(
        Field(name="title", label="标题", purpose="文书", required=True, help="写短些", index=True),
        Field(name="story", label="经过", kind=Kind.LONG_TEXT, purpose="文书", max_length=200),
        Field(
            name="kind",
            label="方式",
            kind=Kind.CHOICE,
            purpose="统计",
            required=True,
            options=options(cash="现金", goods="物资", other="其他"),
            index=True,
        ),
        Field(
            name="amount",
            label="金额",
            kind=Kind.MONEY,
            purpose="协议",
            required=True,
            maximum=100_000_00,
            shown_when={"field": "kind", "is": "cash"},
            index=True,
        ),
        Field(
            name="why",
            label="为何",
            purpose="统计",
            required=True,
            shown_when={
                "any": [
                    {"field": "kind", "in": ["goods", "other"]},
                    {"not": {"field": "kind", "filled": True}},
                ]
            },
        ),
        Field(
            name="why_more",
            label="再说说",
            purpose="统计",
            shown_when={"field": "why", "filled": True},
        ),
        Field(
            name="tags",
            label="标签",
            kind=Kind.CHOICES,
            purpose="统计",
            options=options(a="甲", b="乙", c="丙"),
            index=True,
        ),
        Field(
            name="agreed",
            label="同意吗",
            kind=Kind.YES_NO,
            purpose="人民调解法",
            law="人民调解法第17条",
        ),
        Field(name="day", label="日期", kind=Kind.DATE, purpose="期限", index=True),
        Field(name="at", label="时间", kind=Kind.DATETIME, purpose="期限", index=True),
        Field(
            name="count",
            label="人数",
            kind=Kind.NUMBER,
            purpose="统计",
            minimum=0,
            maximum=99,
            index=True,
        ),
        Field(name="child", label="孩子", kind=Kind.PERSON, purpose="文书"),
        Field(name="place", label="地址区划", kind=Kind.REGION, purpose="统计"),
        Field(name="worker", label="经办人", kind=Kind.STAFF, purpose="文书"),
        Field(name="point", label="服务点", kind=Kind.POINT, purpose="转介"),
        Field(name="side", label="哪一方", kind=Kind.PARTY, purpose="文书"),
        Field(name="paper", label="附件", kind=Kind.FILE, purpose="卷宗"),
        Field(name="signed", label="签名", kind=Kind.SIGNATURE, purpose="文书"),
        Field(
            name="law",
            label="依据",
            kind=Kind.CITATION,
            purpose="文书",
            options=(Option(value="民法典第1085条", label="民法典第1085条"),),
        ),
        Field(
            name="secret",
            label="健康情况",
            kind=Kind.LONG_TEXT,
            purpose="安全",
            sensitivity=Sensitivity.RESTRICTED,
        ),
        PARTIES,
    ),
    sections=(("一　基本", ("title", "kind", "amount", "why")), ("二　当事人", ("parties",))),
)

ANSWERS: dict[str, Any] = {
    "title": "彩礼",
    "story": "两家说不拢。",
    "kind": "cash",
    "amount": "1,234.50",
    "tags": ["b"],
    "agreed": "yes",
    "day": "2026-11-22",
    "at": "2026-11-22 14:30",
    "count": "3",
    "parties": [
        {"name": "周芬", "phone": "138 0013 8000", "id_no": CITIZEN, "wants": [], "share": "10"}
    ],
}


def judged_form(kind: Kind, **settings: Any) -> Form:
    """A form of one field called ``it``."""
    field = Field(name="it", label="它", kind=kind, purpose="测试", **settings)
    return Form(key="sample.one", title="一项", fields=(field,))


def complains(data: Any) -> tuple[Objection, ...]:
    """A cross-field check that is never satisfied."""
    return (Objection(text="金额与人数对不上", citation="县规则", field_name="amount"),)


def json_values() -> st.SearchStrategy[Any]:
    """Anything JSON can hold, lone surrogates and control characters included."""
    text = st.text(st.characters(codec=None, categories=None), max_size=20)
    leaf = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | text
    return st.recursive(
        leaf,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4),
        max_leaves=12,
    )


def plain_texts(**settings: Any) -> st.SearchStrategy[str]:
    """Texts a person may store: no control, format or surrogate characters, no outer blanks."""
    letters = st.characters(exclude_categories=("Cc", "Cf", "Cs", "Cn", "Zl", "Zp"))
    return st.text(letters, **settings).map(str.strip)


_IDS = st.from_regex(r"[0-9a-z]{13}", fullmatch=True)
_MONEY = st.integers(0, 100_000_00).map(lambda fen: f"{fen // 100:,}.{fen % 100:02d}")


def right_values(asked: Field) -> st.SearchStrategy[Any]:
    """Raw answers the judge takes for one field."""
    values = [one.value for one in asked.options]
    match asked.kind:
        case Kind.TEXT | Kind.LONG_TEXT | Kind.CITATION:
            return plain_texts(min_size=1, max_size=min(asked.max_length or 30, 30)).filter(bool)
        case Kind.CHOICE:
            return st.sampled_from(values)
        case Kind.CHOICES:
            return st.sets(st.sampled_from(values)).map(
                lambda picked: [one for one in values if one in picked]
            )
        case Kind.YES_NO:
            return st.sampled_from(["yes", "no", True, False])
        case Kind.DATE:
            return st.dates(date(1850, 1, 1), date(2199, 12, 31)).map(date.isoformat)
        case Kind.DATETIME:
            return st.datetimes().map(
                lambda at: at.replace(year=2026, day=1).isoformat(" ", "minutes")
            )
        case Kind.NUMBER:
            least = asked.minimum or 0
            return st.integers(least, asked.maximum or 999) | st.integers(least, least + 9).map(str)
        case Kind.MONEY:
            return _MONEY
        case Kind.PHONE:
            return st.from_regex(r"1[3-9][0-9]{9}|0571-[2-9][0-9]{7}|12338", fullmatch=True)
        case Kind.CITIZEN_ID:
            return st.just(CITIZEN)
        case Kind.REGION:
            return st.from_regex(r"[0-9]{6}|[0-9]{12}", fullmatch=True)
        case Kind.SUB_FORM:
            rows = st.fixed_dictionaries({one.name: right_values(one) for one in asked.fields})
            return st.lists(rows, min_size=max(asked.min_items, 1), max_size=asked.max_items)
        case _:
            return _IDS


def right_answers(form: Form) -> st.SearchStrategy[dict[str, Any]]:
    """Raw answers the judge takes for a whole form; hidden fields are answered too."""
    required = {one.name: right_values(one) for one in form.fields if one.required or one.min_items}
    optional = {one.name: right_values(one) for one in form.fields if one.name not in required}
    return st.fixed_dictionaries(required, optional=optional)


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """A form that passes the checks: any kinds, conditions on earlier choices."""
    names = draw(
        st.lists(
            st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True),
            min_size=1,
            max_size=8,
            unique=True,
        )
    )
    fields: list[Field] = []
    for name in names:
        field = draw(_field(name, tuple(fields), st.sampled_from(list(Kind))))
        fields.append(field)
    title = draw(plain_texts(min_size=1, max_size=10).filter(bool))
    return Form(key="made.up", title=title, version=draw(st.integers(1, 9)), fields=tuple(fields))


@st.composite
def _field(draw: st.DrawFn, name: str, before: tuple[Field, ...], kinds: Any) -> Field:
    kind = draw(kinds)
    settings: dict[str, Any] = {}
    if kind in (Kind.CHOICE, Kind.CHOICES):
        values = draw(st.lists(st.sampled_from("abcdefghij"), min_size=1, max_size=9, unique=True))
        settings["options"] = tuple(Option(value=one, label=f"选{one}") for one in values)
    if kind is Kind.SUB_FORM:
        simple = st.sampled_from([one for one in Kind if one is not Kind.SUB_FORM])
        inner: list[Field] = []
        for number in range(draw(st.integers(1, 3))):
            inner.append(draw(_field(f"in{number}", tuple(inner), simple)))
        settings["fields"], settings["max_items"] = tuple(inner), 3
    asked = [one for one in before if one.kind in (Kind.CHOICE, Kind.YES_NO)]
    if asked and draw(st.booleans()):
        other = draw(st.sampled_from(asked))
        values = [one.value for one in other.options] or ["yes", "no"]
        leaf = {"field": other.name, "is": draw(st.sampled_from(values))}
        settings["shown_when"] = draw(st.sampled_from([leaf, {"not": leaf}]))
    return Field(
        name=name,
        label=draw(plain_texts(min_size=1, max_size=10).filter(bool)),
        kind=kind,
        purpose="测试",
        required=draw(st.booleans()),
        sensitivity=draw(st.sampled_from(list(Sensitivity)))
        if kind is not Kind.CITIZEN_ID
        else Sensitivity.RESTRICTED,
        help=draw(st.sampled_from(["", "帮一把"])),
        **settings,
    )
