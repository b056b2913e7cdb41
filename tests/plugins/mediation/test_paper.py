"""The agreement as it comes off the press: what the collector hands in fits the template."""

from pathlib import Path

import plugins.mediation
from core.documents.engine import render
from plugins.mediation.declaration import SERVICE
from plugins.mediation.papers import PAPERS
from plugins.mediation.sandbox import samples
from tests.plugins.simulator import CAST, HER, TODAY, Walk, a_case

STAMP = {
    "number": "家调〔2026〕1号",
    "verify_code": "R7K3-Q2M9",
    "issued_on": "2026年11月23日",
    "made_at": "2026年11月23日　09:00",
    "replaces": "",
}


def test_every_declared_paper_has_a_collector_and_can_be_printed():
    folder = Path(plugins.mediation.__file__).parent / "documents"
    assert {kind.name for kind in SERVICE.documents} == PAPERS.keys()
    written = next(one for one in samples(CAST, TODAY) if one.outcome == "agreed")
    walk = Walk(service=SERVICE, case=a_case())
    for step, data in written.steps[:-1]:
        walk.take(step, data)
    for kind in SERVICE.documents:
        for holder in (HER, ""):
            data = dict(PAPERS[kind.name](walk.case, walk.item, holder)) | STAMP
            assert render(folder / kind.template, data).startswith(b"%PDF")
