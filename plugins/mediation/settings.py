"""What a county fills in for 家事调解: its committees and its rates of 以案定补.

The committees stand here and not in a table of their own (docs/decisions): a county knows them by
a list of some ten to a hundred lines that changes at an election, and a step's pure logic gets the
settings handed to it. What 人民调解法 8 and 9 ask of a committee is judged on saving.
"""

from collections.abc import Mapping

from core.api import Field, Form, Kind, Objection, Value, at_field, options, read_rows
from plugins.mediation import committee
from plugins.mediation.forms.difficulty import DIFFICULTIES


def _sound(data: Mapping[str, Value]) -> tuple[Objection, ...]:
    found = list(committee.faults(data))
    rates = [str(row.get("difficulty")) for row in read_rows(data.get("subsidies"))]
    if len(set(rates)) < len(rates):
        found.append(at_field("subsidies", "同一档写了两次。", "rate_twice"))
    return tuple(found)


SETTINGS = Form(
    key="mediation.settings",
    title="调解设置",
    check=_sound,
    fields=(
        Field(
            name="committees",
            label="人民调解委员会",
            kind=Kind.SUB_FORM,
            purpose="文书：协议书、文号、卷宗用委员会的名义和印章",
            max_items=200,
            law="人民调解法第8条、第9条",
            fields=(
                Field(
                    name="name",
                    label="全称",
                    purpose="文书：协议书的名义和印章",
                    required=True,
                    max_length=60,
                ),
                Field(
                    name="word",
                    label="文号代字",
                    purpose="文书：以委员会名义编号，以“调”字结尾",
                    required=True,
                    max_length=16,
                    placeholder="桂花人调",
                ),
                Field(
                    name="place",
                    label="服务点",
                    kind=Kind.POINT,
                    purpose="规则：本点和下面没有自己委员会的点，都用这一个",
                    required=True,
                ),
                Field(
                    name="elected_on",
                    label="这一届从哪天起",
                    kind=Kind.DATE,
                    purpose="法律：人民调解法第9条，任期三年",
                    required=True,
                ),
                Field(
                    name="members",
                    label="委员",
                    kind=Kind.LONG_TEXT,
                    purpose="法律：人民调解法第8条，三至九人，应当有妇女成员",
                    required=True,
                    max_length=400,
                    placeholder="一行一人，女委员在后面写（女）",
                    help="一行一人，女委员在后面写（女）。",
                ),
            ),
        ),
        Field(
            name="subsidies",
            label="以案定补标准",
            kind=Kind.SUB_FORM,
            purpose="规则：补贴按难易分档；空着就是本县不补",
            max_items=5,
            fields=(
                Field(
                    name="difficulty",
                    label="难易程度",
                    kind=Kind.CHOICE,
                    purpose="规则：分档",
                    options=DIFFICULTIES,
                    required=True,
                ),
                Field(
                    name="amount",
                    label="每件多少元",
                    kind=Kind.MONEY,
                    purpose="规则：补贴金额",
                    required=True,
                    minimum=1,
                ),
            ),
        ),
        Field(
            name="subsidy_papers",
            label="卷宗要求",
            kind=Kind.CHOICE,
            purpose="规则：补贴前卷宗要齐到什么程度",
            options=options(full="应有的都要有", none="不核卷宗"),
            default="full",
        ),
    ),
)
