"""Orders are answered in time, and a hurt child comes first (家庭教育促进法 48, 49, 53).

Guidance is free and never a punishment (31): no form here asks for a fee, and only the body that
gave an order is told how it was kept.
"""

from core.api import (
    CloseItem,
    Effect,
    FlagViolence,
    Objection,
    OpenItem,
    RaiseConfidentiality,
    RequireDocument,
    RequireReport,
    StartClock,
    StepContext,
    StopClock,
    Task,
    at_field,
    not_tomorrow,
    read_date,
)
from plugins.family_education import told
from plugins.family_education.clocks import ORDER

LAW = "家庭教育促进法第49条"
UNDER = 14
NO_SHOWS = 2
LEVELS = ("low", "middle", "high")
RUNS_ON = frozenset({"stopped", "referred"})
"""Results with which what was ordered need not have been done."""
AT_ONCE = Task(title="请即时打开办件处理", to="point_head", due_days=0)


def may_take(ctx: StepContext) -> tuple[Objection, ...]:
    """A child under fourteen needs a guardian's yes, unless an order or a duty brings it; whoever
    was warned is never the one who was harmed."""
    found: list[Objection] = []
    age, source = ctx.data.get("child_age"), ctx.data.get("source")
    young = (isinstance(age, int) and age < UNDER) or _born_under(ctx)
    if young and source != "ordered" and ctx.data.get("agreed") is not True:
        text = "孩子不满十四周岁，先要监护人同意。"
        found.append(at_field("agreed", text, "guardian", "个人信息保护法第31条"))
    roles = {one.id: one.role for one in ctx.case.parties}
    if roles.get(str(ctx.data.get("warned"))) in ("victim", "minor_child"):
        text = "教育引导的是被告诫的人，不是受害人。"
        found.append(at_field("warned", text, "not_the_harmed", "反家庭暴力法第17条"))
    return (*found, *not_tomorrow(ctx, "order_on"))


def _born_under(ctx: StepContext) -> bool:
    """Say whether the child is under fourteen by the birth date the case knows, whatever age was
    written."""
    born = next(
        (one.birth_date for one in ctx.case.parties if one.id == ctx.data.get("child")), None
    )
    if born is None:
        return False
    today = ctx.today
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day)) < UNDER


def after_intake(ctx: StepContext) -> tuple[Effect, ...]:
    """The day an order lapses runs from the first hour; somebody says that it arrived. Where blows
    are told of the child is looked at today, where the parents are away who keeps it is asked."""
    effects: list[Effect] = []
    problems = ctx.data.get("problems")
    if isinstance(problems, list) and "harsh" in problems:
        effects.append(Task(title="今天就做预估", to="owner", due_days=0))
    if ctx.data.get("left_behind") is True:
        title = "问照护和每周联系的安排"
        effects.append(Task(title=title, to="owner", due_days=5))
    until = read_date(ctx.data.get("order_until"))
    if until is None:
        return tuple(effects)
    return (
        *effects,
        StartClock(clock=ORDER, until=until),
        Task(title="给责令机关寄回执", to="owner", due_days=3),
    )


def may_assess(ctx: StepContext) -> tuple[Objection, ...]:
    """A grade under what the signs speak for needs a reason, and blows are never no harm."""
    found: list[Objection] = []
    signs = ctx.data.get("signs")
    if isinstance(signs, list) and "violence" in signs and ctx.data.get("hurt") == "no":
        text = "家里有人打骂孩子的，写疑似或者有。"
        found.append(at_field("hurt", text, "blows", "家庭教育促进法第53条"))
    decided = str(ctx.data.get("risk"))
    if LEVELS.index(decided) < LEVELS.index(told.proposed(signs)) and not ctx.data.get("risk_why"):
        text = "比情形建议的等级低，写明理由。"
        found.append(at_field("risk_why", text, "lower_than_proposed"))
    return tuple(found)


def after_looking(ctx: StepContext) -> tuple[Effect, ...]:
    """A child hurt, or likely so: seal, wake the head, owe the report, open the lane that reports.

    A child that may harm itself needs a counsellor the same day, whatever else is found."""
    effects: list[Effect] = []
    signs = ctx.data.get("signs")
    if ctx.data.get("hurt") in ("suspected", "yes"):
        effects += [
            FlagViolence(why="未成年人受到或疑似受到侵害"),
            RequireReport(why="未成年人受到或疑似受到侵害"),
            AT_ONCE,
            OpenItem(service="petition", why="须立即报告"),
        ]
    elif ctx.data.get("risk") == "high":
        effects += [
            RaiseConfidentiality(why="高风险家庭"),
            AT_ONCE,
            OpenItem(service="petition", why="高风险家庭"),
        ]
    if isinstance(signs, list) and "selfharm" in signs:
        effects.append(OpenItem(service="psych", why="孩子有自伤的危险"))
    return tuple(effects)


def may_plan(ctx: StepContext) -> tuple[Objection, ...]:
    """An order says how often at least."""
    asked, planned = told.data_of(ctx.item, "intake").get("order_times"), ctx.data.get("times")
    if not isinstance(asked, int) or (isinstance(planned, int) and planned >= asked):
        return ()
    text = "指导令写了 %(count)s 次，计划不能少。"
    return (at_field("times", text, "fewer_than_ordered", LAW, count=str(asked)),)


def may_meet(ctx: StepContext) -> tuple[Objection, ...]:
    """A session is written down once it was."""
    return not_tomorrow(ctx)


def after_session(ctx: StepContext) -> tuple[Effect, ...]:
    """Remember the next one; who was ordered and stays away is told to the body that ordered."""
    effects = [*after_looking(ctx)]
    following = read_date(ctx.data.get("next_on"))
    if following is not None and following >= ctx.today:
        effects.append(Task(title="约好的下一次", on=following))
    if ctx.data.get("came") is False and told.missed(ctx.item) + 1 == NO_SHOWS:
        if told.ordered(ctx.item):
            effects.append(Task(title="连续两次没来，告知责令机关", to="owner", due_days=1))
        else:
            effects.append(Task(title="连续两次没来，上门看看", to="owner", due_days=5))
    return tuple(effects)


def may_urge(ctx: StepContext) -> tuple[Objection, ...]:
    """Nobody urges a child or somebody who was harmed."""
    roles = {one.id: one.role for one in ctx.case.parties}
    if roles.get(str(ctx.data.get("whom"))) in ("victim", "minor_child"):
        text = "劝诫、督促的是家长，不是孩子或者受害人。"
        return (at_field("whom", text, "not_the_harmed", "家庭教育促进法第48条"),)
    return not_tomorrow(ctx)


def after_urging(ctx: StepContext) -> tuple[Effect, ...]:
    """Parents who refuse are a matter for the head, who may turn to the police (118); blows are
    harm done to a child, whoever noticed them."""
    effects: list[Effect] = []
    faults = ctx.data.get("faults")
    if isinstance(faults, list) and "beats" in faults:
        effects += after_looking(
            StepContext(case=ctx.case, item=ctx.item, data={"hurt": "suspected"}, today=ctx.today)
        )
    if ctx.data.get("answer") == "refuses":
        effects.append(Task(title="家长不接受指导，研究下一步", to="point_head", due_days=5))
    return tuple(effects)


def may_teach(ctx: StepContext) -> tuple[Objection, ...]:
    """Only whoever was warned is taught, alone and never with whom he harmed."""
    wanted = told.data_of(ctx.item, "intake").get("warned")
    if ctx.data.get("whom") != wanted:
        text = "这一件教育引导的是接案时写的人。"
        return (at_field("whom", text, "someone_else", "反家庭暴力法第17条"),)
    return not_tomorrow(ctx)


def after_lesson(ctx: StepContext) -> tuple[Effect, ...]:
    """New violence goes up at once; who needs it gets a counsellor of his own."""
    effects: list[Effect] = []
    if ctx.data.get("again") is True:
        effects += [FlagViolence(why="告诫后又施暴"), AT_ONCE]
    if ctx.data.get("mind") is True:
        effects.append(OpenItem(service="psych", why="需要心理辅导"))
    if ctx.data.get("attitude") == "denies":
        effects.append(Task(title="下次查访前再去一次", to="owner", due_days=20))
    return tuple(effects)


def may_reply(ctx: StepContext) -> tuple[Objection, ...]:
    """What is told to a court is what is on record."""
    found = [*not_tomorrow(ctx)]
    times, there = ctx.data.get("times"), len(told.came(ctx.item))
    if isinstance(times, int) and times > there:
        text = "记录里只有 %(count)s 次，先补上指导记录。"
        found.append(at_field("times", text, "more_than_filed", LAW, count=str(there)))
    asked = told.data_of(ctx.item, "intake").get("order_times")
    short = isinstance(asked, int) and isinstance(times, int) and times < asked
    if ctx.data.get("kept") == "all" and (short or not there):
        text = "次数没有到，不能写全部完成。"
        found.append(at_field("kept", text, "not_all", LAW))
    return tuple(found)


def after_reply(ctx: StepContext) -> tuple[Effect, ...]:
    """The deadline is met; the letter lies in the item before it closes."""
    return (StopClock(clock=ORDER), RequireDocument(kind="report"))


def may_close(ctx: StepContext) -> tuple[Objection, ...]:
    """What was ordered is done before it is closed, and the body that ordered it is told; a family
    that is left to itself is not called improved."""
    found: list[Objection] = []
    result = ctx.data.get("result")
    if told.ordered(ctx.item):
        if not told.came(ctx.item) and result not in RUNS_ON:
            found.append(at_field("result", "责令的指导还没有做。", "not_guided", LAW))
        if "reply" not in ctx.item.done:
            text = "还没有向责令的机关回告，先办“回告责令机关”。"
            found.append(at_field("result", text, "not_reported", LAW))
    if told.of_a_child(ctx.item) and result in ("reached", "better") and not told.came(ctx.item):
        found.append(at_field("result", "没有指导记录，不能写达成或改善。", "no_session"))
    return tuple(found)


def after_closing(ctx: StepContext) -> tuple[Effect, ...]:
    """Close with the result."""
    result = str(ctx.data["result"])
    return (CloseItem(outcome=result, state="terminated" if result == "stopped" else "closed"),)
