"""课程培训、志愿服务: who taught whom how long (T/ZSM 4.2.4.2: 集中培训五天, 志愿者两天).

Only courses held together count as training; what somebody studies alone is written down and not
counted.
"""

from core.api import (
    Condition,
    DocumentKind,
    EntryContext,
    Field,
    Form,
    Kind,
    Objection,
    Register,
    at_field,
    options,
    read_date,
    read_rows,
)
from plugins.family_education.registers.events import KEEPERS

KINDS = options(parents="家长课堂", lecturers="讲师团课程", team="集中培训", alone="自学")
GROUPS = options(staff="工作人员", volunteer="志愿者")
TEAM: Condition = {"field": "kind", "in": ["team", "alone"]}
SERVICES = options(
    company="陪伴、照看",
    visit="走访",
    spread="宣传",
    mediate="劝和",
    law="法律援助团",
    mind="心理辅导团",
    settle="家事调处团",
    other="其他",
)
WHO = (
    Field(name="staff", label="同事", kind=Kind.STAFF, purpose="统计：培训达标", index=True),
    Field(
        name="name",
        label="姓名",
        purpose="统计：培训、志愿服务达标；文书：签到表",
        shown_when={"not": {"field": "staff", "filled": True}},
        required=True,
        max_length=40,
        index=True,
    ),
)

COURSE = Form(
    key="family_education.course",
    title="课程、培训",
    fields=(
        Field(
            name="title",
            label="课程名称",
            purpose="文书：课程表、签到表",
            required=True,
            max_length=60,
        ),
        Field(
            name="kind",
            label="哪一种",
            kind=Kind.CHOICE,
            purpose="统计：课时；规则：集中培训才算达标（T/ZSM 4.2.4.2）",
            options=KINDS,
            required=True,
            index=True,
        ),
        Field(
            name="on",
            label="开始日期",
            kind=Kind.DATE,
            purpose="统计：培训登记",
            required=True,
            index=True,
        ),
        Field(
            name="hours",
            label="学时",
            kind=Kind.NUMBER,
            purpose="统计：课时",
            required=True,
            minimum=1,
            maximum=400,
            index=True,
        ),
        Field(
            name="heads",
            label="多少人",
            kind=Kind.NUMBER,
            purpose="统计：培训人次",
            minimum=1,
            maximum=100_000,
            index=True,
        ),
        Field(
            name="lessons",
            label="课程表",
            kind=Kind.SUB_FORM,
            purpose="文书：课程表",
            max_items=40,
            fields=(
                Field(
                    name="at",
                    label="时间",
                    kind=Kind.DATETIME,
                    purpose="文书：课程表",
                    required=True,
                ),
                Field(
                    name="what",
                    label="内容",
                    purpose="文书：课程表",
                    required=True,
                    max_length=60,
                ),
                Field(name="who", label="主讲人", purpose="文书：课程表", max_length=40),
            ),
        ),
        Field(
            name="people",
            label="参加培训的人",
            kind=Kind.SUB_FORM,
            purpose="统计：培训达标率（T/ZSM 4.2.4.2）",
            shown_when=TEAM,
            max_items=200,
            fields=(
                *WHO,
                Field(
                    name="group",
                    label="是",
                    kind=Kind.CHOICE,
                    purpose="规则：工作人员五天、志愿者两天",
                    options=GROUPS,
                    required=True,
                    index=True,
                ),
                Field(
                    name="halves",
                    label="几个半天",
                    kind=Kind.NUMBER,
                    purpose="统计：培训天数",
                    required=True,
                    minimum=1,
                    maximum=60,
                    index=True,
                ),
            ),
        ),
    ),
)


def may_enter(ctx: EntryContext) -> tuple[Objection, ...]:
    """A training without people is none, and nobody has been trained tomorrow."""
    found: list[Objection] = []
    on, people = read_date(ctx.data.get("on")), read_rows(ctx.data.get("people"))
    if ctx.data.get("kind") == "team" and on is not None and on <= ctx.today and not people:
        text = "集中培训写明谁参加，才能算培训达标。"
        found.append(at_field("people", text, "nobody", "T/ZSM 4.2.4.2"))
    if people and on is not None and on > ctx.today:
        found.append(at_field("people", "还没有办，先不填参加的人。", "not_held"))
    return tuple(found)


COURSES = Register(
    name="courses",
    title="课程培训登记",
    form=COURSE,
    day="on",
    shown=("title", "kind", "hours", "heads"),
    sums=("hours", "heads"),
    roles=KEEPERS,
    check=may_enter,
    word="训",
    papers=(
        DocumentKind(name="schedule", title="课程表", template="sheet.typ"),
        DocumentKind(name="sign_in", title="签到表", template="sheet.typ"),
    ),
    figures=tuple(f"family_education.{one}" for one in ("courses", "trainees", "trained")),
    help="家长课堂、讲师团的课和队伍的培训。自学记下来，不算达标。",
    law="T/ZSM 4.2.4.2",
)
SERVICE = Form(
    key="family_education.volunteering",
    title="志愿服务",
    fields=(
        Field(
            name="on",
            label="日期",
            kind=Kind.DATE,
            purpose="统计：志愿服务",
            required=True,
            index=True,
        ),
        Field(
            name="kind",
            label="做什么",
            kind=Kind.CHOICE,
            purpose="统计：志愿服务种类",
            options=SERVICES,
            required=True,
            index=True,
        ),
        Field(
            name="place",
            label="在哪里",
            purpose="统计：志愿服务登记",
            max_length=60,
            help="不写是哪一家",
        ),
        Field(
            name="hours",
            label="小时",
            kind=Kind.NUMBER,
            purpose="统计：志愿服务时长",
            required=True,
            minimum=1,
            maximum=24,
            index=True,
        ),
        Field(
            name="people",
            label="志愿者",
            kind=Kind.SUB_FORM,
            purpose="统计：志愿服务达标率（每人每年两次）",
            required=True,
            min_items=1,
            max_items=100,
            fields=WHO,
        ),
    ),
)


def may_serve(ctx: EntryContext) -> tuple[Objection, ...]:
    """What was done is written, not what will be."""
    on = read_date(ctx.data.get("on"))
    if on is None or on <= ctx.today:
        return ()
    return (at_field("on", "日期还没有到。", "future_date"),)


VOLUNTEERING = Register(
    name="volunteering",
    title="志愿服务登记",
    form=SERVICE,
    day="on",
    shown=("kind", "place", "hours"),
    sums=("hours",),
    roles=KEEPERS,
    check=may_serve,
    figures=tuple(f"family_education.{one}" for one in ("services", "service_hours", "volunteers")),
    help="谁、做什么、多长时间。不写是哪一家。",
    law="T/ZSM 4.2.4.2",
)
