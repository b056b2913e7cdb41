"""Who may be screened with what; and that no score decides anything (精神卫生法 23, 51)."""

from collections.abc import Mapping

from core.api import Objection, StepContext, Value
from plugins.psych import clients
from plugins.psych.instruments import INSTRUMENTS, PERMISSION, Instrument, screener
from plugins.psych.refusing import LOCAL, at
from plugins.psych.rules import consented
from plugins.psych.settings import licensed_in


def score_of(data: Mapping[str, Value]) -> int:
    """Return the score of a filed screening; that of the screener follows from its answers."""
    if data.get("instrument") == "cssrs":
        said = data.get("yes_to")
        return screener(
            frozenset(str(one) for one in said) if isinstance(said, list) else frozenset()
        )
    value = data.get("score")
    return value if isinstance(value, int) else 0


def must_ask(data: Mapping[str, Value]) -> bool:
    """Tell whether the risk has to be asked for directly, whatever the sum is."""
    if data.get("instrument") == "cssrs":
        return score_of(data) > 0
    return data.get("instrument") == "phq9" and data.get("item9") not in (None, "0")


def may_screen(ctx: StepContext) -> tuple[Objection, ...]:
    """Use an instrument for whom it was made, with its licence, and ask where it says to ask."""
    data, found = ctx.data, list(consented(ctx))
    code = str(data.get("instrument"))
    one = INSTRUMENTS[code]
    found += _for_whom(ctx, one)
    if one.licence == PERMISSION and code not in licensed_in(ctx.settings):
        text = "这个量表要先取得许可。取得了的，请县管理员在设置里勾上。"
        found.append(at("instrument", text, "licence", LOCAL))
    score = score_of(data)
    if not one.lowest <= score <= one.highest:
        found.append(
            Objection(
                text="这个量表的总分在 %(low)s 到 %(high)s 之间。",
                values={"low": str(one.lowest), "high": str(one.highest)},
                citation=LOCAL,
                code="score",
                field_name="score",
            )
        )
    if data.get("told") is not True:
        text = "先说明只是筛查，不是诊断。"
        found.append(at("told", text, "told", "精神卫生法第23条"))
    if must_ask(data) and not data.get("asked"):
        text = "不管总分多少，先当面直接问，再写风险。"
        found.append(at("asked", text, "ask", "精神卫生法第28条"))
    return tuple(found)


def _for_whom(ctx: StepContext, one: Instrument) -> tuple[Objection, ...]:
    client = ctx.data.get("client")
    sex = next((party.sex for party in ctx.case.parties if party.id == client), "")
    too_young = one.adults_only and clients.minor(ctx.case, ctx.item, client)
    if not too_young and not (one.women_only and sex == "M"):
        return ()
    return (
        Objection(
            text="这个量表只适用：%(population)s。",
            values={"population": one.population},
            citation=LOCAL,
            code="population",
            field_name="instrument",
        ),
    )
