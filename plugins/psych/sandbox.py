"""Practice counselling: to a goal, through a crisis, a group left early, a couple together."""

from collections.abc import Mapping
from datetime import date

from core.api import Cast, Sample, Value

Steps = tuple[tuple[str, Mapping[str, Value]], ...]
STAFF = (("psychologist", "叶知秋", "心理咨询师", "psychologist"),)
"""Whom this service adds to the practice county: login, name, title, role."""


def _opened(client: str, day: str, risk: str) -> Steps:
    return (
        (
            "book",
            {
                "client": client,
                "service": "single",
                "client_kind": "adult",
                "wants": "woman",
                "at": f"{day} 14:30",
            },
        ),
        (
            "consent",
            {"client": client, "limits": True, "agreed": True, "on": day, "way": "paper"},
        ),
        (
            "intake",
            {
                "client": client,
                "served_other": False,
                "complaint": "近两个月睡不好，一想到家里的事就心慌。",
                "risk_self": risk,
                "risk_other": "none",
                "suspected": risk != "none",
            },
        ),
    )


def _couple(cast: Cast, day: str) -> Sample:
    """Both booked, each asked and seen alone, before they sit down together."""
    opened = dict(_opened("", day, "none"))
    both = (cast.applicant, cast.respondent)
    steps: list[tuple[str, Mapping[str, Value]]] = []
    for who in both:
        steps += [
            ("book", {"client": who, "service": "couple", "client_kind": "adult"}),
            ("consent", {**opened["consent"], "client": who, "together": True}),
            ("intake", {**opened["intake"], "client": who}),
        ]
    return Sample(
        title="夫妻一起谈，能好好说话了",
        scenario="marriage_love",
        outcome="better",
        seldom=True,
        steps=(
            *steps,
            (
                "couple",
                {
                    "on": day,
                    "minutes": "80",
                    "present": [{"party": who, "willing": True} for who in both],
                    "summary": "两个人约好：生气时先停一刻钟，再接着说。",
                },
            ),
            ("close", {"result": "better", "summary": "一起谈了一次，都说能听对方说完。"}),
        ),
    )


def _crisis(client: str, day: str, now: str) -> Mapping[str, Value]:
    return {
        "client": client,
        "found_at": f"{day} 09:30",
        "level": "plan",
        "at_hand": True,
        "done": [
            {"what": what, "at": f"{day} {at}", "who": who}
            for what, at, who in (
                ("asked", "09:30", ""),
                ("company", "09:32", "姐姐陪着"),
                ("means", "09:35", "药收在值班室"),
                ("emergency", "09:40", "120，九点五十到"),
                ("hotline", "09:45", ""),
                ("supervisor", "10:10", "督导到场"),
            )
        ],
        "contact_at": f"{day} 20:00",
        "now": now,
    }


def samples(cast: Cast, today: date) -> tuple[Sample, ...]:
    """Return whole counsellings, invented."""
    her, day = cast.applicant, today.isoformat()
    session: Mapping[str, Value] = {
        "client": her,
        "on": day,
        "came": "yes",
        "minutes": "50",
        "risk": "none",
        "homework": "睡前写三件今天做成的事。",
        "summary": "本人愿意当面谈，时间不超过一小时为宜。",
    }
    screening: Mapping[str, Value] = {
        "client": her,
        "on": day,
        "instrument": "gad7",
        "score": "12",
        "told": True,
    }
    return (
        Sample(
            title="三次会谈后好转",
            scenario="family_mental",
            outcome="better",
            steps=(
                *_opened(her, day, "none"),
                ("screen", screening),
                (
                    "plan",
                    {
                        "client": her,
                        "goals": "能睡着，能把话说完。",
                        "method": "先把一天的事理出来，再练怎么说。",
                        "sessions": "3",
                    },
                ),
                ("session", session),
                ("note", {"client": her, "note": "谈到母亲时停了很久。"}),
                ("session", {**session, "came": "no", "risk": "", "homework": ""}),
                ("session", session),
                ("supervise", {"on": day, "supervisor": "市里的督导", "minutes": "60"}),
                ("screen", {**screening, "score": "6"}),
                (
                    "review",
                    {
                        "client": her,
                        "on": day,
                        "change": "better",
                        "basis": "睡得着了，说话不再打断自己。",
                        "risk": "none",
                        "next": "close",
                    },
                ),
                ("close", {"result": "better", "summary": "来了两次，本人说睡得好些了。"}),
            ),
        ),
        Sample(
            title="危机处置后转就医",
            scenario="family_mental",
            outcome="hospital",
            steps=(
                *_opened(her, day, "plan"),
                ("crisis", _crisis(her, day, "hospital")),
                (
                    "refer",
                    {
                        "client": her,
                        "on": day,
                        "answer": "will",
                        "hospital": "市第七医院",
                        "letter": True,
                        "basis": "consent",
                        "reason": "近两个月睡不好，心慌，请医生看一看。",
                    },
                ),
                ("answer", {"client": her, "on": day, "went": "yes", "source": "hospital"}),
                ("close", {"result": "hospital"}),
            ),
        ),
        Sample(
            title="团体辅导，中途停止",
            scenario="family_mental",
            outcome="dropped",
            settles=False,
            steps=(
                *_opened(her, day, "none"),
                (
                    "group",
                    {
                        "on": day,
                        "topic": "怎样和孩子说话",
                        "number": "1",
                        "planned": "6",
                        "minutes": "90",
                        "heads": "8",
                        "leader": cast.staff,
                        "members": [
                            {"called": "小河", "agreed": True},
                            {"called": "晚晴", "agreed": True},
                        ],
                        "observation": "第一次都不大说话，最后半小时热起来。",
                    },
                ),
                ("withdraw", {"client": her, "on": day, "way": "phone"}),
                ("close", {"result": "dropped"}),
            ),
        ),
        _couple(cast, day),
    )
