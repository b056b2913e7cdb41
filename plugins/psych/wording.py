"""Keep diagnosis out of a counsellor's words (精神卫生法 23: a counsellor may not diagnose)."""

import re
from collections.abc import Iterator, Mapping

from core.api import Objection, Value

# 疑似 and 建议就医 are what a counsellor is asked to write; 确诊 by a hospital is quoted as such.
DIAGNOSIS = re.compile(
    r"(?<!医院)(?<!医生)(?<!医师)(?:诊断为|确诊为?)"
    r"|(?:患有|患了|得了).{0,6}(?:抑郁症|焦虑症|双相|精神分裂|强迫症|人格障碍|精神病)"
    r"|(?:开药|停药|加量|减量|换药)(?!的?建议由)"
)


def no_diagnosis(data: Mapping[str, Value]) -> tuple[Objection, ...]:
    """Object to a diagnosis or a prescription in any text of the form, the rows of a list too."""
    return tuple(
        Objection(
            text="这里不写诊断和用药。可以写看到的表现，并建议就医。",
            citation="精神卫生法第23条、第51条",
            code="diagnosis",
            field_name=name,
        )
        for name, value in data.items()
        if any(DIAGNOSIS.search(text) for text in _texts(value))
    )


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
