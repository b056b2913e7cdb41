"""How hard a dispute was, with the criteria beside the question: they decide file and subsidy."""

from core.api import Field, Option, Sensitivity

DIFFICULTIES = (
    Option(value="oral", label="口头", help="当场说清、口头达成"),
    Option(value="simple", label="简易", help="事实清楚，两方，一次谈成"),
    Option(value="general", label="一般", help="谈了两次以上，或者作过调查、收过证据"),
    Option(value="hard", label="疑难", help="三方以上并且谈了两次以上，或者谈了三次以上并作过调查"),
    Option(value="major", label="复杂重大", help="可能激化，或者涉治安、刑事"),
)
DIFFICULTY_WHY = Field(
    name="difficulty_why",
    label="高于标准的理由",
    purpose="规则：定得比标准难的要写理由；统计：以案定补",
    sensitivity=Sensitivity.SENSITIVE,
)
