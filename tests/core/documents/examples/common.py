"""What the example papers share: their stamp, and the family the sandbox's names are of."""

from __future__ import annotations

from datetime import UTC, datetime

from core.documents.schemas import Stamped

MADE = datetime(2026, 11, 20, 1, 44, tzinfo=UTC)

STAMP = Stamped(
    number="示居服受字〔2026〕417号",
    verify_code="K7QX-3M2P",
    issued_on="2026年11月20日",
    replaces="",
)

OFFICE = "示范县居民服务中心"

PARTIES = [
    {"role": "申请人", "name": "周桂芳", "relation": "本人"},
    {"role": "被申请人", "name": "周建国", "relation": "兄弟姐妹"},
    {"role": "第三人", "name": "周小燕", "relation": "祖孙"},
]

ATTEMPTS = [
    {
        "level": "村（社区）服务点",
        "on": "2026年10月12日",
        "present": "周桂芳、周建国、网格员李春梅",
        "result": "双方同意先照料老人，房屋的事没有谈拢",
    },
    {
        "level": "乡镇（街道）服务站",
        "on": "2026年11月3日",
        "present": "周桂芳、周建国、调解员赵志强、乡贤周德厚",
        "result": "赡养费数额接近，轮流照料的时间仍有分歧",
    },
]
