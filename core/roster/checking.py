"""Judge whether a declaration holds together: every name it uses exists, every step can be reached.

A mistake found here is one line at start-up; the same mistake found at the desk is a case that
cannot be closed (T/ZSM 5.4, 5.5).
"""

from __future__ import annotations

import keyword
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from core.roster.names import NAME, RESERVED
from core.roster.shape import misfits
from core.roster.values import forms_of
from core.roster.warning_checks import faults_of_scheme
from core.words import (
    FED_BY_SERVICES,
    SCENARIOS,
    Brand,
    Declared,
    Field,
    Form,
    Kind,
    Sensitivity,
    Service,
    Step,
    Support,
)

POINT = re.compile(r"[0-9A-Za-z-]{1,20}")
MOST_TITLE = 40

JudgeForms = Callable[[Iterable[Form]], Iterable[str]]


def trusting(forms: Iterable[Form]) -> Iterable[str]:
    """Find nothing wrong; stands in where nobody who knows forms is at hand."""
    return ()


def faults(
    declared: Declared,
    *,
    name: str,
    roles: frozenset[str] | None = None,
    judge_forms: JudgeForms = trusting,
) -> Iterator[str]:
    """Yield what is wrong with the declaration of the plugin installed as *name*; none = sound.

    *roles* are core's own role codes; None leaves the roles of steps unchecked, for an author's
    editor that knows no core. *judge_forms* judges what a form asks; that knowledge is the forms
    room's. Lines are English, for the author of the plugin.
    """
    wrong = tuple(misfits(declared))
    if wrong:
        # nothing below may trust the parts of a value of the wrong shape
        yield from wrong
        return
    yield from _faults_of_name(declared, name)
    for form in forms_of(declared):
        if not form.key.startswith(f"{name}."):
            # a form is found by its key alone, in addresses and in stored records
            yield f"form {form.key!r}: its key does not begin with {name + '.'!r}"
    yield from judge_forms(forms_of(declared))
    if not isinstance(declared, Brand):
        yield from _faults_of_lists(declared, name)
    if isinstance(declared, Service):
        yield from _faults_of_service(declared)
        yield from _faults_of_steps(declared, roles)
        yield from _faults_of_registers(declared, roles)
    if isinstance(declared, Brand):
        yield from _faults_of_face(declared)
    if not isinstance(declared, Brand) and declared.blueprint is not None:
        blueprint = declared.blueprint.name
        if blueprint != name:
            yield f"the blueprint is called {blueprint!r}, the plugin {name!r}"


def _faults_of_name(declared: Declared, name: str) -> Iterator[str]:
    if declared.name != name:
        yield f"declares the name {declared.name!r} but is installed as {name!r}"
    if not NAME.fullmatch(name) or keyword.iskeyword(name):
        yield f"the name {name!r} is no lower-case identifier of 2 to 31 characters"
    if name in RESERVED:
        yield f"the name {name!r} is reserved"
    if not declared.title.strip():
        yield "the title is empty"


def _faults_of_lists(declared: Service | Support, name: str) -> Iterator[str]:
    """What a county may shape must hold what the fields offer, and what a rule or default needs."""
    lists = {one.name: one for one in declared.code_lists}
    yield from _repeated("code list", (one.name for one in declared.code_lists))
    for one in declared.code_lists:
        at, codes = f"code list {one.name!r}", {option.value for option in one.options}
        if not one.name.startswith(f"{name}."):
            yield f"{at}: its name does not begin with {name + '.'!r}"
        if not one.title.strip() or not codes or len(codes) < len(one.options):
            yield f"{at}: needs a title and options that differ"
        if one.fixed - codes:
            yield f"{at}: fixed codes that do not exist: {', '.join(sorted(one.fixed - codes))}"
        if not one.fixed:
            yield f"{at}: one code at least is fixed, or a county could leave nothing to choose"
    for form in forms_of(declared):
        for asked in (*form.fields, *(inner for field in form.fields for inner in field.fields)):
            if not asked.codes:
                continue
            if asked.codes not in lists:
                yield f"form {form.key!r}: field {asked.name!r} names no code list of this plugin"
                continue
            known = {option.value: option for option in lists[asked.codes].options}
            if any(known.get(option.value) != option for option in asked.options):
                yield f"form {form.key!r}: field {asked.name!r} offers what its list does not hold"
            defaults = asked.default if isinstance(asked.default, list) else [asked.default]
            if any(code and code not in lists[asked.codes].fixed for code in defaults):
                yield f"form {form.key!r}: the default of {asked.name!r} can be disabled; fix it"


def _faults_of_service(service: Service) -> Iterator[str]:
    if not service.forms:
        yield "a service needs at least its intake form"
    yield from _repeated("role", (role.name for role in service.roles))
    yield from _repeated("paper", (paper.name for paper in service.documents))
    yield from _repeated("clock", (clock.code for clock in service.clocks))
    yield from _repeated("indicator", (figure.code for figure in service.indicators))
    for clock in service.clocks:
        if clock.length <= 0:
            yield f"clock {clock.code!r}: a length of {clock.length}"
        if not clock.law.name.strip():
            yield f"clock {clock.code!r}: cites no source"
    for indicator in service.indicators:
        if not indicator.formula.strip():
            yield f"indicator {indicator.code!r}: has no formula in words"
        if indicator.counts_toward not in ("", *FED_BY_SERVICES):
            yield f"indicator {indicator.code!r}: core has no figure {indicator.counts_toward!r}"
    for rule in service.suggests:
        unknown = rule.scenarios - SCENARIOS.keys()
        if unknown:
            yield f"a triage rule names unknown situations: {', '.join(sorted(unknown))}"
        if not rule.why.strip():
            yield "a triage rule gives no reason"


def _faults_of_registers(service: Service, roles: frozenset[str] | None) -> Iterator[str]:
    """A register reads its day, its list and its sums from its form; nobody's secret is in it."""
    allowed = None if roles is None else roles | {role.name for role in service.roles}
    yield from _repeated("register", (one.name for one in service.registers))
    for one in service.registers:
        at, fields = f"register {one.name!r}", {field.name: field for field in one.form.fields}
        if not NAME.fullmatch(one.name):
            yield f"{at}: the name is no lower-case identifier"
        missing = {one.day, one.same, *one.shown, *one.sums} - fields.keys() - {""}
        if missing:
            yield f"{at}: its form asks no {', '.join(sorted(missing))}"
        elif fields[one.day].kind is not Kind.DATE or not fields[one.day].required:
            yield f"{at}: its day {one.day!r} is no DATE that has to be answered"
        summed = [fields[name].kind for name in one.sums if name in fields]
        if any(kind not in (Kind.NUMBER, Kind.MONEY) for kind in summed):
            yield f"{at}: only numbers and money add up"
        if any(fields[name].kind is Kind.SUB_FORM for name in one.shown if name in fields):
            # a cell is masked by its field, and the fields of a row would go along unmasked
            yield f"{at}: a list shows no rows of a sub-form"
        inner = [fields[name].sensitivity for name in one.sums if name in fields]
        if any(sensitivity.rank > Sensitivity.INTERNAL.rank for sensitivity in inner):
            # whoever reads a register is told its sums, and the sum of one entry is its answer
            yield f"{at}: a sensitive answer does not add up, its sum would tell it"
        unknown = set(one.figures) - {indicator.code for indicator in service.indicators}
        if unknown:
            yield f"{at}: adds up to figures nobody declares: {', '.join(sorted(unknown))}"
        if allowed is not None and one.roles - allowed:
            yield f"{at}: unknown roles {', '.join(sorted(one.roles - allowed))}"
        stages = one.stages.keys()
        if one.acts and not stages:
            yield f"{at}: acts lead from stage to stage, and it has none"
        for act in one.acts:
            if not NAME.fullmatch(act.name) or act.name in ("correct", "void"):
                yield f"{at}: the act {act.name!r} is no name of its own"
            if act.after - stages or not act.after:
                yield f"{at}: the act {act.name!r} comes after no stage there is"
        if lost := (one.fixed | one.aside) - stages:
            yield f"{at}: names stages that do not exist: {', '.join(sorted(lost))}"
        for asked in (field for form in one.forms for field in _within(form)):
            if asked.sensitivity is Sensitivity.RESTRICTED or asked.kind in _NOT_KEPT:
                yield f"{at}: {asked.name!r} is restricted, or of a kind that belongs to a case"


_NOT_KEPT = frozenset({Kind.PARTY, Kind.PERSON, Kind.CITIZEN_ID, Kind.FILE, Kind.SIGNATURE})


def _within(form: Form) -> Iterator[Field]:
    for field in form.fields:
        yield from (field, *field.fields)


def _faults_of_steps(service: Service, roles: frozenset[str] | None) -> Iterator[str]:
    steps = {step.name: step for step in service.steps}
    forms = {form.key for form in service.forms}
    allowed = None if roles is None else roles | {role.name for role in service.roles}
    yield from _repeated("step", (step.name for step in service.steps))
    for step in service.steps:
        at = f"step {step.name!r}"
        if not NAME.fullmatch(step.name):
            yield f"{at}: the name is no lower-case identifier"
        if step.form and step.form not in forms:
            yield f"{at}: its form {step.form!r} does not exist"
        if step.second is not None and not step.form:
            yield f"{at}: a second person agrees to the answers of a form, and it has none"
        for before in step.after:
            if before not in steps:
                yield f"{at}: comes after {before!r}, which does not exist"
        if allowed is not None and step.roles - allowed:
            yield f"{at}: unknown roles {', '.join(sorted(step.roles - allowed))}"
    reached = _reachable(steps)
    for name in sorted(steps.keys() - reached):
        yield f"step {name!r}: cannot be reached"
    if not any(steps[name].closes for name in reached):
        yield "no reachable step closes the item"


def _reachable(steps: Mapping[str, Step]) -> frozenset[str]:
    """Return the steps that can be taken: those without ``after``, and what follows from them."""
    reached: set[str] = set()
    grows = True
    while grows:
        more = {
            name
            for name, step in steps.items()
            if name not in reached and (not step.after or reached.intersection(step.after))
        }
        reached |= more
        grows = bool(more)
    return frozenset(reached)


def _faults_of_face(brand: Brand) -> Iterator[str]:
    """What a brand says of itself: it adds, and never steers what the service does."""
    for what, text, most in (
        ("title", brand.title, MOST_TITLE),
        ("slogan", brand.slogan, 80),
        ("report_title", brand.report_title, MOST_TITLE),
    ):
        if len(text) > most:
            yield f"{what}: at most {most} characters, because it stands in lines and on papers"
    if brand.leader is not None and not brand.leader.name.strip():
        yield "the leader card has no name"
    for code in brand.points:
        if not POINT.fullmatch(code):
            yield f"points: {code!r} is no code of a service point"
    if brand.warning is not None:
        yield from faults_of_scheme(brand, brand.warning)
    yield from _repeated("point", brand.points)
    yield from _repeated("step", (step.name for step in brand.extra_steps))
    for step in brand.extra_steps:
        at = f"step {step.name!r}"
        if not NAME.fullmatch(step.name) or not step.name.startswith(f"{brand.name}_"):
            # it is stored with the item, and a later step of the service may not be mistaken for it
            yield f"{at}: the name is no lower-case identifier of its brand, {brand.name}_…"
        logic = (step.check, step.then, step.second)
        if any(one is not None for one in logic) or step.closes or step.sitting:
            yield f"{at}: a step of a brand holds no logic and closes nothing"


def faults_of_brand(
    brand: Brand,
    services: Mapping[str, Service],
    judge_forms: JudgeForms = trusting,
    roles: frozenset[str] | None = None,
    schemes: frozenset[str] | None = None,
) -> Iterator[str]:
    """Yield what is wrong between a brand and its service, which must be among *services*.

    *schemes* are the codes of the warning schemes there are; None leaves that unchecked."""
    if schemes is not None and brand.warning_scheme and brand.warning_scheme not in schemes:
        known = ", ".join(sorted(schemes))
        yield f"warning_scheme: {brand.warning_scheme!r} is none of {known}"
    if schemes is not None and brand.warning is not None and brand.name in schemes:
        yield f"warning: a scheme is called {brand.name!r} already"
    service = services[brand.service]
    forms = {form.key: form for form in service.forms}
    for key, extra in brand.extra_fields.items():
        if key not in forms:
            yield f"extra fields of form {key!r}: {brand.service} has no such form"
            continue
        # together, so that a name may neither repeat nor shadow one of the service's own
        yield from judge_forms((replace(forms[key], fields=(*forms[key].fields, *extra)),))
    own = {form.key for form in brand.forms}
    names = {step.name for step in (*service.steps, *brand.extra_steps)}
    allowed = None if roles is None else roles | {role.name for role in service.roles}
    for step in brand.extra_steps:
        at = f"step {step.name!r}"
        if step.form and step.form not in own | forms.keys():
            yield f"{at}: its form {step.form!r} does not exist"
        for before in step.after:
            if before not in names:
                yield f"{at}: comes after {before!r}, which does not exist"
        if allowed is not None and step.roles - allowed:
            yield f"{at}: unknown roles {', '.join(sorted(step.roles - allowed))}"
        if any(step.name == one.name for one in service.steps):
            yield f"{at}: {brand.service} has a step of this name"


def shared_points(brand: Brand, others: Iterable[Brand]) -> Iterator[str]:
    """Yield where another brand is the face of the same service already; one point has one face."""
    for other in others:
        if other.service == brand.service:
            both = sorted(set(other.points) & set(brand.points))
            if both or not (other.points or brand.points):
                where = both[0] if both else "everywhere"
                yield f"points: {other.name} is the face of {brand.service} at {where} already"


def form_keys(declared: Declared) -> frozenset[str]:
    """Return the keys of all forms of a declaration; they are unique across the platform."""
    return frozenset(form.key for form in forms_of(declared))


def is_declaration(value: object) -> bool:
    """Tell whether *value* is one of the three things a plugin may declare itself to be."""
    return type(value) in (Service, Support, Brand)


def _repeated(what: str, names: Iterable[str]) -> Iterator[str]:
    for name, times in Counter(names).items():
        if times > 1:
            yield f"{what} {name!r} is declared {times} times"
