"""What every plugin promises: sound, within its walls, through the one door of ``core.api``."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import core.api
from core.contract.candidates import Candidate
from core.contract.walled import addresses, differences, house_around
from core.db import Base
from core.forms import json_schema, snapshot
from core.roster import PluginFailed, ask, check_step, doctor, effects_of, forms_of
from core.switches import CLAUSES
from core.web.policy import policy_of
from core.words import (
    CASE_STATES,
    SCENARIOS,
    CaseView,
    Confidentiality,
    Declared,
    Field,
    Filing,
    Form,
    IntakeView,
    ItemState,
    ItemView,
    Kind,
    Level,
    Move,
    PartyView,
    PointView,
    PostView,
    RecordView,
    Service,
    Stage,
    State,
    StepContext,
    Value,
    Viewer,
)

FORBIDDEN = frozenset({
    "asyncio", "builtins", "ctypes", "http", "httpx", "importlib", "multiprocessing", "os",
    "pickle", "requests", "shutil", "signal", "socket", "sqlite3", "ssl", "subprocess", "sys",
    "tempfile", "threading", "urllib", "urllib3",
})  # fmt: skip
"""What a plugin has no need of: files, processes, networks, the interpreter."""
ALLOWED = frozenset({"core.api", "flask", "flask_babel", "wtforms", "marshmallow", "sqlalchemy"})

QUICK = settings(
    max_examples=25,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
POINT = PointView(id="p1", code="01", name="工作室", level="county", path=("p1",))
VIEWER = Viewer(
    account_id="a1",
    name="小王",
    county="990101",
    posts=(PostView(point=POINT, role="handler"),),
    current=PostView(point=POINT, role="handler"),
)


def forms(declared: Declared) -> tuple[Form, ...]:
    """Return the forms a plugin brings."""
    return forms_of(declared)


# -- it is what it says -----------------------------------------------------------------------


def test_it_loads_strictly_and_the_doctor_is_content(plugin: Candidate) -> None:
    (row,) = [row for row in doctor(plugin.roster) if row.name == plugin.name]
    assert (row.reason, row.kind) == ("", type(plugin.declared).__name__.lower())


def test_its_forms_have_every_product(plugin: Candidate) -> None:
    for form in forms(plugin.declared):
        assert json_schema(form)["type"] == "object"
        assert snapshot(form)


def test_every_restricted_answer_stays_out_of_indexes_in_the_clear(plugin: Candidate) -> None:
    """R values may only be found by keyed hash, so a text search over them is no index."""
    for form in forms(plugin.declared):
        for field in form.fields:
            assert not (field.index and field.kind in (Kind.LONG_TEXT, Kind.FILE)), field.name


def test_a_service_names_a_clause_of_the_standard_or_says_it_is_local(plugin: Candidate) -> None:
    if isinstance(plugin.declared, Service) and plugin.name in plugin.roster.bundled:
        assert plugin.declared.clause in CLAUSES


def test_core_has_the_api_it_was_written_for(plugin: Candidate) -> None:
    assert plugin.declared.api == core.api.API


# -- it stays within its walls ----------------------------------------------------------------


def imports(tree: ast.Module) -> Iterator[str]:
    """Yield every module a source imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module or ""


def strangers(sources: Mapping[Path, ast.Module], own: str) -> Iterator[str]:
    """Imports that lead past ``core.api`` or to another plugin."""
    for path, tree in sources.items():
        for name in imports(tree):
            top = name.partition(".")[0]
            ours = name == own or name.startswith(f"{own}.")
            if (top in ("core", "plugins") and not (name in ALLOWED or ours)) or top in FORBIDDEN:
                yield f"{path.name}: {name}"


RUNS = frozenset({"open", "exec", "eval", "compile", "__import__", "Markup"})
"""Built-in ways to files and running text; ``Markup`` would pass by the escaping of pages."""


def calls(sources: Mapping[Path, ast.Module]) -> Iterator[str]:
    """Yield the calls that open files or run texts."""
    for path, tree in sources.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in RUNS:
                yield f"{path.name}:{node.lineno} {ast.unparse(node.func)}"


def test_it_imports_core_through_the_api_only(plugin: Candidate) -> None:
    assert list(strangers(plugin.sources, plugin.package)) == []


def test_it_opens_no_file_and_runs_no_text(plugin: Candidate) -> None:
    assert list(calls(plugin.sources)) == []


def test_its_tables_carry_its_name(plugin: Candidate) -> None:
    tables = [
        str(mapper.local_table)
        for mapper in Base.registry.mappers
        if mapper.class_.__module__.startswith(plugin.package)
    ]
    assert [name for name in tables if not name.startswith(f"{plugin.name}_")] == []


def test_its_module_does_nothing_but_hooks(plugin: Candidate) -> None:
    """``__init__`` is a docstring, imports, declared values and hooks: readable at a glance."""
    if plugin.name not in plugin.roster.bundled:
        return  # others may arrange their package as they like
    assert plugin.home is not None
    body = ast.parse((plugin.home / "__init__.py").read_text(encoding="utf-8")).body
    allowed = (ast.Expr, ast.Import, ast.ImportFrom, ast.FunctionDef, ast.Assign, ast.AnnAssign)
    assert all(isinstance(node, allowed) for node in body)
    assert ast.get_docstring(ast.Module(body=body, type_ignores=[]))


def test_closed_it_looks_like_nobody(plugin: Candidate) -> None:
    house = house_around(plugin.roster)
    house.states[plugin.name] = State.CLOSED
    paths = sorted(set(addresses(house, plugin.name)))
    assert differences(house, paths) == []


def test_it_can_be_mounted_beside_the_others(plugin: Candidate) -> None:
    house = house_around(plugin.roster)
    assert house.roster.quarantined == ()
    assert plugin.name in house.roster


def test_its_pages_declare_who_may_open_them(plugin: Candidate) -> None:
    house = house_around(plugin.roster)
    silent = [
        rule.rule
        for rule in house.app.url_map.iter_rules()
        if rule.endpoint.startswith(f"{plugin.name}.") and not rule.endpoint.endswith(".static")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if policy_of(house.app.view_functions[rule.endpoint], method) is None
    ]
    assert silent == []


# -- it answers, and harms nobody -------------------------------------------------------------


def values_for(field: Field) -> st.SearchStrategy[Value]:
    """Plausible values of one field, empty ones included."""
    texts = st.sampled_from(["", "因为家事", "谈过一次，愿意再谈", "x" * 300])
    by_kind: dict[Kind, st.SearchStrategy[Value]] = {
        Kind.YES_NO: st.sampled_from([True, False, None]),
        Kind.CHOICE: st.sampled_from([option.value for option in field.options] or [""]),
        Kind.CHOICES: st.lists(
            st.sampled_from([option.value for option in field.options] or [""]), max_size=3
        ),
        Kind.DATE: st.dates(date(2020, 1, 1), date(2030, 1, 1)).map(lambda day: day.isoformat()),
        Kind.DATETIME: st.just("2026-11-20T09:30:00+08:00"),
        Kind.NUMBER: st.integers(0, 200),
        Kind.MONEY: st.integers(0, 10_000_000),
        Kind.PARTY: st.sampled_from(["p1", "p2"]),
    }
    if field.kind is Kind.SUB_FORM:
        return st.lists(data_for(field.fields), max_size=3)
    found = by_kind.get(field.kind, texts)
    return found if field.required else st.none() | found


def data_for(asked: tuple[Field, ...]) -> st.SearchStrategy[dict[str, Value]]:
    """Whatever may be in the fields of a form."""
    return st.fixed_dictionaries({field.name: values_for(field) for field in asked})


def cases(service: str, records: Iterable[RecordView] = ()) -> st.SearchStrategy[CaseView]:
    parties = (
        PartyView(id="p1", role="applicant", relation="self", name="林一"),
        PartyView(id="p2", role="alleged", relation="spouse", name="江二", willing="refused"),
    )
    return st.builds(
        CaseView,
        number=st.just("990101-2026-7K3QXF-M"),
        state=st.sampled_from(list(CASE_STATES)),
        stage=st.sampled_from(list(Stage)),
        level=st.sampled_from(list(Level)),
        scenario=st.sampled_from(list(SCENARIOS)),
        confidentiality=st.sampled_from(list(Confidentiality)),
        danger=st.sampled_from(["no", "yes", "unknown", "cannot_ask"]),
        violence=st.booleans(),
        stop_one=st.booleans(),
        order_in_force=st.booleans(),
        warned=st.booleans(),
        joint_closed=st.booleans(),
        parties=st.sampled_from([(), parties[:1], parties]),
        items=st.just(
            (
                ItemView(
                    id="i1",
                    service=service,
                    state=ItemState.OPEN,
                    step="",
                    version=1,
                    opened_on=date(2026, 11, 2),
                    records=tuple(records),
                ),
            )
        ),
        received_on=st.just(date(2026, 11, 1)),
    )


@QUICK
@given(data=st.data())
def test_no_question_brings_it_out_of_step(plugin: Candidate, data: st.DataObject) -> None:
    """Whatever the case, its hooks answer what they promise."""
    case = data.draw(cases(plugin.name))
    act = data.draw(st.sampled_from([*Move, Filing(form=f"{plugin.name}.x", data={"wish": "x"})]))
    intake = IntakeView(
        scenario=case.scenario,
        scenarios=frozenset({case.scenario}),
        summary=data.draw(st.text(max_size=200)),
        danger=case.danger,
        danger_flags=frozenset(),
        channel="walk_in",
    )
    allowed = {plugin.name}
    assert ask(plugin.roster, "suggestions", allowed, intake=intake).faults == ()
    assert ask(plugin.roster, "objections", allowed, case=case, act=act).faults == ()
    assert ask(plugin.roster, "panels", allowed, case=case, viewer=VIEWER).faults == ()


@QUICK
@given(data=st.data())
def test_its_steps_answer_for_whatever_is_filled_in(plugin: Candidate, data: st.DataObject) -> None:
    """``check`` and ``then`` are pure, total over shaped data, and only return their words."""
    service = plugin.declared
    if not isinstance(service, Service):
        return  # a brand takes the steps of its service
    step = data.draw(st.sampled_from(service.steps))
    filed = []
    for form in service.forms[:3]:
        filed.append(
            RecordView(
                id=form.key,
                form=form.key,
                version=form.version,
                data=data.draw(data_for(form.fields)),
                item_id="i1",
                filed_at=datetime(2026, 11, 19, tzinfo=UTC),
            )
        )
    case = data.draw(cases(plugin.name, filed))
    asked = service.form(step.form).fields if step.form else ()
    context = StepContext(
        case=case,
        item=case.items[0],
        data=data.draw(data_for(asked)),
        today=date(2026, 11, 20),
        settings={},
    )
    before = repr(context)
    try:
        first = check_step(plugin.roster, plugin.name, step, context)
        assert check_step(plugin.roster, plugin.name, step, context) == first
        if not first:
            # core applies effects only when nothing was objected
            effects = effects_of(plugin.roster, plugin.name, step, context)
            assert effects_of(plugin.roster, plugin.name, step, context) == effects
    except PluginFailed as failed:
        raise AssertionError(f"{step.name}: {failed}") from failed.__cause__
    assert repr(context) == before
