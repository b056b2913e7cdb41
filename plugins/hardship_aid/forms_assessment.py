"""The assessment of a household: one file a household (T/ZSM 5.4.7; 社会救助法 13).

Little is required: what nobody asked stays unknown to the matcher, which then says so.
"""

from core.api import Field, Form, Kind, Option, Sensitivity, options
from plugins.hardship_aid.needs import WAYS
from plugins.hardship_aid.programmes import OPTIONS

S, R = Sensitivity.SENSITIVE, Sensitivity.RESTRICTED
YES_NO = options(yes="有", no="没有")


def _asked(
    name: str, label: str, choices: tuple[Option, ...], sensitivity: Sensitivity = S
) -> Field:
    return Field(
        name=name,
        label=label,
        kind=Kind.CHOICE,
        purpose="规则：匹配帮扶项目",
        options=choices,
        sensitivity=sensitivity,
    )


ASSESSMENT = Form(
    key="hardship_aid.assessment",
    title="需求评估（一户一档）",
    version=3,
    about="person",
    fields=(
        Field(
            name="person",
            label="帮扶对象",
            kind=Kind.PARTY,
            purpose="文书：需求评估表",
            required=True,
        ),
        Field(
            name="household",
            label="共同生活几口人",
            kind=Kind.NUMBER,
            purpose="文书：需求评估表",
            sensitivity=S,
            minimum=1,
            maximum=30,
        ),
        Field(
            name="income",
            label="家庭月收入",
            kind=Kind.MONEY,
            purpose="文书：需求评估表；规则：匹配帮扶项目",
            sensitivity=S,
            minimum=0,
        ),
        Field(
            name="spending",
            label="每月必要支出",
            kind=Kind.MONEY,
            purpose="规则：刚性支出困难",
            sensitivity=S,
            minimum=0,
        ),
        Field(
            name="existing",
            label="已经享受的",
            kind=Kind.CHOICES,
            purpose="规则：提醒重复享受",
            options=OPTIONS,
            sensitivity=S,
        ),
        _asked(
            "assets",
            "家庭财产",
            options(within="没有超过当地规定", over="超过当地规定"),
        ),
        _asked("able", "家里有没有能干活的人", YES_NO),
        _asked("supporter", "有没有能赡养、抚养、扶养的人", YES_NO),
        _asked(
            "disability",
            "残疾等级",
            options(
                severe="一、二级",
                mental="三级智力、精神",
                other="其他",
                none="没有残疾",
            ),
            R,
        ),
        _asked(
            "illness",
            "重病",
            options(
                two_cancers="“两癌”",
                serious="其他重特大疾病",
                emergency="急重危伤病，正在急救",
                none="没有",
            ),
            R,
        ),
        _asked(
            "compensated",
            "受侵害的，得到赔偿没有",
            options(yes="得到了", no="没有得到", none="没有受侵害"),
            R,
        ),
        Field(
            name="resources",
            label="可用的资源",
            kind=Kind.SUB_FORM,
            purpose="文书：资源清单",
            max_items=10,
            sensitivity=S,
            fields=(
                Field(
                    name="way",
                    label="哪一类",
                    kind=Kind.CHOICE,
                    purpose="文书：资源清单",
                    options=WAYS,
                    required=True,
                ),
                Field(
                    name="what",
                    label="能帮什么",
                    purpose="文书：资源清单；移交：找谁",
                    required=True,
                    sensitivity=S,
                ),
            ),
        ),
        Field(
            name="owner",
            label="包联人",
            kind=Kind.STAFF,
            purpose="统计：包联率；移交：找谁",
            required=True,
        ),
        Field(
            name="review_on",
            label="复核日期",
            kind=Kind.DATE,
            purpose="规则：到期复核",
            required=True,
        ),
    ),
)
