"""What a county fills in for 困难帮扶: its lines of income and who approves (T/ZSM 5.4.7).

National rules give no amounts: without these lines the matcher says "unknown", never "no".
"""

from core.api import Field, Form, Kind


def _line(name: str, label: str) -> Field:
    return Field(name=name, label=label, kind=Kind.MONEY, purpose="规则：匹配帮扶项目", minimum=0)


SETTINGS = Form(
    key="hardship_aid.settings",
    title="困难帮扶设置",
    version=2,
    fields=(
        Field(
            name="second_approval_above",
            label="超过多少元须第二人审批",
            kind=Kind.MONEY,
            purpose="规则：大额帮扶由两个人审批",
            minimum=0,
        ),
        _line("standard", "低保标准（每人每月）"),
        _line("disposable", "人均可支配收入（每人每月）"),
        Field(
            name="spending_share",
            label="刚性支出超过收入的百分之几",
            kind=Kind.NUMBER,
            purpose="规则：匹配帮扶项目",
            minimum=1,
            maximum=100,
        ),
        Field(
            name="delegated",
            label="低保确认已委托乡镇（街道）",
            kind=Kind.YES_NO,
            purpose="规则：委托的，20个工作日办完",
            law="民发〔2022〕83号",
            default=False,
        ),
    ),
)
