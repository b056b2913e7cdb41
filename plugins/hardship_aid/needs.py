"""What a household may need, asked once and met one by one (T/ZSM 5.4.7)."""

from core.api import CodeList, options

NEEDS = options(
    living="生活",
    medical="医疗",
    school="教育",
    housing="住房",
    work="就业",
    rehab="康复",
    law="法律、司法救助",
    mind="心理",
    care="照料",
    shelter="庇护",
    papers="证件",
    other="其他",
)
NEED_LIST = CodeList(
    name="hardship_aid.need",
    title="困难需求",
    options=NEEDS,
    fixed=frozenset({"shelter", "other"}),
    extends=True,
)
WAYS = options(relatives="亲属", village="村（社区）", org="社会组织、企业", volunteer="志愿者")
"""Who could help beside the state: the list of resources of a household."""
KINDS = options(cash="现金", goods="物资", service="服务", post="岗位")
