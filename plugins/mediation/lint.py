"""Judge the text of an agreement before anyone signs it: complete enough to perform, and lawful.

A clause that cannot be performed or confirmed is worse than none: the parties believe the matter is
settled (人民调解法 29; 法释〔2011〕5号 7: unclear or unlawful agreements are not confirmed).
Patterns look for what someone is made to bear; the same words under 不得 or 禁止 are a promise not
to do it and pass.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from core.api import Objection, Value, read_date, read_rows

MONEY_MATTERS = frozenset({"money", "child_support", "elder_support", "spouse_support"})
REGULAR_MATTERS = frozenset({"child_support", "elder_support", "spouse_support"})
_VAGUE = re.compile(
    r"^\W*(?:尽快|尽早|及时|适时|适当时候|以后|今后|将来|到时候|有钱(?:时|了|再说)?|方便(?:时|的时候)?"
    r"|以后再说|看情况|另行(?:商|约)定|再说)\W*$"
)
"""A period that names no day and no event: nobody could ever say it was not kept."""
_PROHIBITED = re.compile(r"(?:不得|不准|不许|不能|不可|不会|不再|禁止|严禁)\w{0,8}$")
"""Words that turn the clause behind them into its opposite, up to eight characters before it."""
_NOT_HINDERING = r"(?!\w{0,6}(?:阻|妨|拒|扣|干涉|干扰|限制|影响))"
"""不得阻碍探望 protects a right; 不得探望 takes it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Forbidden:
    """Words no agreement may hold. ``turned`` = harmless when a prohibition stands before them."""

    code: str
    pattern: re.Pattern[str]
    text: str
    citation: str
    turned: bool = True


FORBIDDEN = (
    Forbidden(
        code="violence_allowed",
        pattern=re.compile(
            r"(?:可以|有权|允许|任由|听凭|甘愿|愿意挨).{0,8}"
            r"(?:殴打|打骂|打断|动手|体罚|挨打|打死)"
        ),
        text="第 %(row)s 项写了允许动手的内容，任何人都不能同意被打。",
        citation="反家庭暴力法第3条",
    ),
    Forbidden(
        code="liberty",
        pattern=re.compile(
            r"限制.{0,6}自由|扣留?.{0,6}(身份证|证件|护照|手机)"
            r"|不(?:准|得|许|能)(?:擅自|随意|单独|私自)?(?:出门|外出|离家|回娘家)"
        ),
        text="第 %(row)s 项限制了人身自由，这样的约定无效。",
        citation="民法典第153条、第1011条",
    ),
    Forbidden(
        code="visiting_waived",
        pattern=re.compile(
            r"放弃.{0,8}(?:探望|探视)"
            rf"|(?:不得|不准|不许|永不|不再|禁止){_NOT_HINDERING}.{{0,6}}(?:探望|探视)(?!时)"
            r"|(?:不得|不准|不许|永不|禁止).{0,4}(?:见|看望?)(?:孩子|子女|小孩)"
        ),
        text="第 %(row)s 项取消了探望。探望是父母的权利，也是孩子的需要，不能约定放弃。",
        citation="民法典第1086条",
        turned=False,
    ),
    Forbidden(
        code="support_waived",
        pattern=re.compile(
            r"(放弃|免除|不要|不付|不给|不承担|不负担|不支付|不再支付|无需支付|不用(?:付|给|出))"
            r".{0,8}抚养费|抚养费.{0,6}(放弃|免除|不用付|不再支付|不付)"
        ),
        text="第 %(row)s 项免去了抚养费。抚养费属于孩子，父母不能替孩子放弃。",
        citation="民法典第1067条、第1085条",
        turned=False,
    ),
    Forbidden(
        code="minor_waives_inheritance",
        pattern=re.compile(
            r"(?:未成年|孩子|子女|儿子|女儿|小孩).{0,8}(?:放弃|不要|不参与|退出).{0,4}(?:继承|遗产)"
            r"|(?:代|替).{0,6}(?:未成年|孩子|子女|儿子|女儿|小孩).{0,6}(?:放弃|不要).{0,4}(?:继承|遗产)"
        ),
        text="第 %(row)s 项让孩子放弃继承。除非为了孩子的利益，监护人不能处分孩子的财产。",
        citation="民法典第35条",
    ),
    Forbidden(
        code="elder_support_waived",
        pattern=re.compile(
            r"(?:不再|不用|不必|无需|免除|放弃|不承担|不负担|不尽).{0,6}(?:赡养|养老|照顾(?:父|母|老人))"
            r"|(?:放弃继承|不分家产|分家).{0,10}(?:不再|不用|不必|就不)(?:赡养|养老|管)"
        ),
        text="第 %(row)s 项免去了赡养。赡养父母是成年子女的义务，"
        "不能约定免除，也不能用放弃继承来换。",
        citation="民法典第26条、第1067条；老年人权益保障法第19条",
        turned=False,
    ),
    Forbidden(
        code="third_harmed",
        pattern=re.compile(
            r"(?:转移|隐匿|藏匿|隐瞒).{0,6}(?:财产|存款|房产|收入)"
            r"|(?:逃避|躲避|规避).{0,4}(?:债务|还债|执行|债权)"
            r"|假离婚|虚假(?:离婚|借条|债务)"
        ),
        text="第 %(row)s 项可能损害别人的利益，法院不予确认，也可能无效。",
        citation="民法典第154条；法释〔2011〕5号第7条",
    ),
    Forbidden(
        code="fee",
        pattern=re.compile(
            r"(?:调解费|调解服务费|调解手续费|向.{0,8}调解(?:委员会|员).{0,6}(?:支付|交纳|交))"
        ),
        text="第 %(row)s 项写了调解收费。人民调解不收任何费用。",
        citation="人民调解法第4条",
    ),
    Forbidden(
        code="remedy_barred",
        pattern=re.compile(
            rf"(?:不得|不准|不许|不再|放弃|永不){_NOT_HINDERING}.{{0,8}}"
            r"(?:报警|起诉|诉讼|上诉|仲裁|保护令|向.{0,6}(?:妇联|公安).{0,4}(?:反映|投诉|求助))"
        ),
        text="第 %(row)s 项堵住了报警、起诉或求助，调解不能阻止当事人走法律途径。",
        citation="人民调解法第3条",
        turned=False,
    ),
    Forbidden(
        code="status_dissolved",
        pattern=re.compile(
            r"准予离婚"
            r"|(?:自|从).{0,10}(?:起|后).{0,4}(?:解除婚姻|离婚(?!登记|手续|协议|诉讼|后))"
            r"|双方(?:同意|自愿|协议)?离婚(?!登记|手续|协议|诉讼|冷静|时|后)"
            r"|解除.{0,4}(?:婚姻|夫妻|收养|父子|母子|父女|母女|亲子)关系"
            r"|断绝.{0,4}(?:父子|母子|父女|母女|亲子|亲属|夫妻)关系"
        ),
        text="第 %(row)s 项直接解除了身份关系。"
        "离婚要到婚姻登记机关或者人民法院办理，协议里不能写。",
        citation="民法典第1076条、第1080条",
    ),
)


def lint(data: Mapping[str, Value]) -> tuple[Objection, ...]:
    """Return what keeps this agreement from being performed or lawful; empty when fine.

    Works on the valid data of the agreement form; amounts in fen, dates ISO 8601.
    """
    found: list[Objection] = []
    rows = read_rows(data.get("items"))
    for number, row in enumerate(rows, start=1):
        found += _incomplete(number, row)
        found += _unlawful(number, row)
    marked = data.get("status_matter") is True
    if any(row.get("matter") == "status" for row in rows) and not marked:
        found.append(
            Objection(
                text="有身份手续的条款，请标明“写有身份关系内容”，这部分不能司法确认。",
                citation="民事诉讼法解释第355条",
                code="status_unmarked",
                field_name="status_matter",
            )
        )
    return tuple(found)


def _gap(number: int, code: str, text: str, citation: str = "人民调解法第29条") -> Objection:
    return Objection(
        text=text, citation=citation, code=code, values={"row": str(number)}, field_name="items"
    )


def _incomplete(number: int, row: Mapping[str, Value]) -> list[Objection]:
    found: list[Objection] = []
    matter = row.get("matter")
    timed = read_date(row.get("due")) is not None or bool(row.get("due_text"))
    if row.get("payer") is not None and row.get("payer") == row.get("payee"):
        found.append(_gap(number, "same_person", "第 %(row)s 项“谁来做”和“对谁”是同一个人。"))
    if matter in MONEY_MATTERS:
        if not isinstance(amount := row.get("amount"), int) or amount <= 0:
            found.append(_gap(number, "no_amount", "第 %(row)s 项没有写金额。"))
        if not row.get("how"):
            found.append(_gap(number, "no_way", "第 %(row)s 项没有写怎么给。"))
    if matter != "custody" and not timed:
        found.append(_gap(number, "no_date", "第 %(row)s 项没有写什么时候。"))
    elif not row.get("due") and _VAGUE.match(str(row.get("due_text") or "")):
        text = "第 %(row)s 项的期限不明确，写清哪一天，或者到什么事为止。"
        found.append(_gap(number, "vague_date", text, "法释〔2011〕5号第7条"))
    if matter in REGULAR_MATTERS and not row.get("frequency"):
        found.append(_gap(number, "no_frequency", "第 %(row)s 项没有写多久付一次。"))
    if matter == "child_support" and not row.get("account"):
        found.append(
            _gap(
                number,
                "no_account",
                "第 %(row)s 项抚养费没有写付到哪个账户或者交给谁。",
                "民法典第1085条",
            )
        )
    if matter == "visiting" and not (row.get("due_text") and row.get("how")):
        found.append(
            _gap(
                number,
                "no_schedule",
                "第 %(row)s 项探望没有写清时间和接送方式。",
                "民法典第1086条",
            )
        )
    return found


def _unlawful(number: int, row: Mapping[str, Value]) -> list[Objection]:
    text = "；".join(
        part
        for name in ("what", "how", "due_text", "condition")
        if isinstance(part := row.get(name), str)
    )
    return [
        _gap(number, rule.code, rule.text, rule.citation)
        for rule in FORBIDDEN
        if any(
            not (rule.turned and _PROHIBITED.search(text[: hit.start()]))
            for hit in rule.pattern.finditer(text)
        )
    ]
