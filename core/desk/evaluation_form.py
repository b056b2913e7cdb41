"""The page every form of 评价与改进 is drawn on."""

from __future__ import annotations

from flask import render_template
from markupsafe import Markup

from core.desk.refusing import Reasons
from core.web import KeptForm
from core.web.drafting import form_key
from core.words import Form


def form_page(
    form: Form,
    action: str,
    home: str,
    fields: Markup,
    reasons: Reasons,
    *,
    kept: KeptForm | None,
    version: int | None,
) -> str:
    """Draw *form*, sent to *action* and left for *home*; *version* is that of what it changes."""
    return render_template(
        "desk/evaluation/form.html",
        form=form,
        action=action,
        home=home,
        fields=fields,
        reasons=reasons,
        key=form_key(kept),
        kept=kept,
        version=version,
    )
