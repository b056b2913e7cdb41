"""How people stand in a case and to each other: roles of parties and their relations.

Relations follow GB/T 4761 as far as a window needs them (T/ZSM 3.1).
"""

from __future__ import annotations

from collections.abc import Mapping

PARTY_ROLES: Mapping[str, str] = {
    "applicant": "申请人",
    "respondent": "被申请人",
    "third_party": "第三人",
    "victim": "受害人",
    "alleged": "被反映人",
    "minor_child": "未成年子女",
    "guardian": "监护人",
    "agent": "代理人",
    "reporter": "报告人",
    "invited": "邀请协助人",
}
RELATIONS: Mapping[str, str] = {
    "self": "本人",
    "spouse": "配偶",
    "ex_spouse": "前配偶",
    "parent": "父母",
    "child": "子女",
    "sibling": "兄弟姐妹",
    "grandparent": "祖父母、外祖父母",
    "grandchild": "孙子女、外孙子女",
    "in_law": "姻亲",
    "cohabitant": "同居",
    "dating": "恋爱对象",
    "ex_dating": "前恋爱对象",
    "other": "其他",
}
