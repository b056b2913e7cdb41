"""A plugin gets one prefix; what reaches beyond it is refused before it touches the house."""

from types import SimpleNamespace

import pytest
from flask import Blueprint, render_template

from core.mount import MountBroken
from core.mount.shared import snapshot
from core.roster import Cause, PluginRefused
from tests.core.mount.conftest import new_app
from tests.dummies import a_plugin, a_service, entry_point


def before_app_request(pages):
    pages.before_app_request(lambda: None)


def after_app_request(pages):
    pages.after_app_request(lambda response: response)


def teardown_app_request(pages):
    pages.teardown_app_request(lambda error: None)


def app_errorhandler(pages):
    pages.app_errorhandler(404)(lambda error: "mine")


def app_context_processor(pages):
    pages.app_context_processor(lambda: {"county": "mine"})


def app_template_filter(pages):
    pages.app_template_filter("upper")(lambda text: "mine")


def app_template_test(pages):
    pages.app_template_test("even")(lambda number: True)


def app_template_global(pages):
    pages.app_template_global("url_for")(lambda *a, **k: "mine")


def app_url_value_preprocessor(pages):
    pages.app_url_value_preprocessor(lambda endpoint, values: None)


def app_url_defaults(pages):
    pages.app_url_defaults(lambda endpoint, values: None)


def url_value_preprocessor(pages):
    """Runs before any request function, hence before the wall."""
    pages.url_value_preprocessor(lambda endpoint, values: None)


def url_defaults(pages):
    pages.url_defaults(lambda endpoint, values: None)


def on_app(change):
    def plant(pages):
        pages.record(lambda state: change(state.app))

    plant.__name__ = change.__name__
    return plant


def route_outside(app):
    app.add_url_rule("/login", endpoint="tea.login", view_func=lambda: "mine")


def route_of_another(app):
    app.add_url_rule("/990101/quiet/x", endpoint="quiet.x", view_func=lambda: "mine")


def route_beside(app):
    app.add_url_rule("/<county:county>/teapot/", endpoint="tea.pot", view_func=lambda: "mine")


def subdomain(app):
    app.add_url_rule(
        "/<county:county>/tea/x", endpoint="tea.x", view_func=lambda: "x", subdomain="tea"
    )


def redirect_early(app):
    app.add_url_rule(
        "/<county:county>/tea/x", endpoint="tea.x", view_func=lambda **k: "x", redirect_to="/away"
    )


def view_replaced(app):
    app.view_functions["home"] = lambda: "mine"


def teardown_context(app):
    app.teardown_appcontext(lambda error: None)


def config(app):
    app.config["SECRET_KEY"] = "mine"


def extension(app):
    app.extensions["tea"] = object()


def wsgi(app):
    app.wsgi_app = lambda environ, start: []


def session_interface(app):
    app.session_interface = object()


def loader(app):
    app.jinja_env.loader = None


def autoescape(app):
    app.jinja_env.autoescape = False


def policies(app):
    app.jinja_env.policies["ext.i18n.trimmed"] = True


def slashes(app):
    app.url_map.merge_slashes = True


def converter(app):
    app.url_map.converters["default"] = app.url_map.converters["path"]


def command(app):
    app.cli.command("upgrade")(lambda: None)


def another_blueprint(app):
    app.register_blueprint(Blueprint("other", __name__))


def raising(app):
    raise RuntimeError("no")


def exiting(app):
    raise SystemExit


EVIL = [
    before_app_request,
    after_app_request,
    teardown_app_request,
    app_errorhandler,
    app_context_processor,
    app_template_filter,
    app_template_test,
    app_template_global,
    app_url_value_preprocessor,
    app_url_defaults,
    url_value_preprocessor,
    url_defaults,
    *map(
        on_app,
        [
            route_outside,
            route_of_another,
            route_beside,
            subdomain,
            redirect_early,
            teardown_context,
            config,
            extension,
            wsgi,
            session_interface,
            loader,
            autoescape,
            policies,
            slashes,
            converter,
            command,
            another_blueprint,
            raising,
            exiting,
        ],
    ),
]


def evil_plugin(plant):
    pages = Blueprint("tea", __name__)
    pages.get("/")(lambda: "tea")
    plant(pages)
    return {"tea": a_plugin(a_service("tea", blueprint=pages))}


@pytest.mark.parametrize("plant", EVIL, ids=lambda plant: plant.__name__)
def test_what_reaches_beyond_its_prefix_is_refused_and_changed_nothing(build_house, plant):
    clean = build_house(entry_point("quiet"))
    house = build_house(entry_point("quiet"), handed=evil_plugin(plant))
    (card,) = house.roster.quarantined
    assert (card.name, card.cause) == ("tea", Cause.MOUNT)
    assert card.detail
    assert house.roster.names == {"quiet"}
    for path in ("/", "/990101/desk/", "/990101/quiet/", "/990101/tea/", "/login", "/nobody"):
        assert house.client.get(path).data == clean.client.get(path).data
    assert "tea" not in house.app.blueprints
    assert house.client.get("/990101/tea/").status_code == 404


def test_the_comparison_sees_nothing_in_a_good_plugin(build_house):
    """The other side of the planted bugs: without one, nothing is refused."""
    assert build_house(handed=evil_plugin(lambda pages: None)).roster.names == {"tea"}


@pytest.mark.parametrize("plant", EVIL[:2], ids=lambda plant: plant.__name__)
def test_strict_stops_the_start_instead(build_house, plant):
    with pytest.raises(PluginRefused):
        build_house(handed=evil_plugin(plant), strict=True)


def test_greed_is_refused(build_house):
    house = build_house(entry_point("greedy"), entry_point("quiet"))
    assert house.roster.names == {"quiet"}
    detail = house.roster.quarantined[0].detail
    assert "before_request_funcs" in detail
    assert "error_handler_spec" in detail
    assert "/login" in detail


def test_whoever_behaves_only_on_trial_stops_the_start(build_house):
    def only_on_the_real_one(app):
        if "home" in app.view_functions:
            app.view_functions["home"] = lambda: "mine"

    with pytest.raises(MountBroken, match="view_functions"):
        build_house(handed=evil_plugin(on_app(only_on_the_real_one)))


def test_csrf_exemption_is_seen(build_house):
    app = new_app()

    csrf = SimpleNamespace(_exempt_views=set())
    app.extensions["csrf"] = csrf
    before = snapshot(app, "tea")
    csrf._exempt_views.add("tea.front")
    assert before["csrf exemptions"] != snapshot(app, "tea")["csrf exemptions"]


def test_its_own_functions_are_its_own_affair(build_house):
    pages = Blueprint("tea", __name__)
    pages.get("/")(lambda: "tea")
    pages.before_request(lambda: None)
    pages.errorhandler(ValueError)(lambda error: "sorry")
    pages.context_processor(lambda: {"pot": 1})
    inner = Blueprint("inner", __name__, url_prefix="/inner")
    inner.get("/")(lambda: "inner")
    inner.before_request(lambda: None)
    pages.register_blueprint(inner)
    house = build_house(handed={"tea": a_plugin(a_service("tea", blueprint=pages))})
    assert house.roster.quarantined == ()
    assert house.client.get("/990101/tea/inner/").text == "inner"


def test_a_prefix_of_its_own_choice_is_ignored(build_house):
    pages = Blueprint("tea", __name__, url_prefix="/990101/quiet")
    pages.get("/x")(lambda: "tea")
    house = build_house(handed={"tea": a_plugin(a_service("tea", blueprint=pages))})
    assert house.client.get("/990101/tea/x").text == "tea"
    assert house.client.get("/990101/quiet/x").status_code == 404


def test_one_blueprint_serves_two_apps(build_house):
    one, other = build_house(entry_point("quiet")), build_house(entry_point("quiet"))
    assert one.client.get("/990101/quiet/").data == other.client.get("/990101/quiet/").data


def a_folder(tmp_path, **files):
    for name, text in files.items():
        path = tmp_path / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return str(tmp_path / "__init__.py")


def settle(plugin, file):
    """Let a plugin object look like a package that was imported from a file."""
    plugin.__file__ = file
    plugin.__package__ = "tea"


def test_a_single_module_serves_nothing_of_its_neighbours(build_house, tmp_path):
    plugin = a_plugin(a_service("tea"))
    settle(plugin, a_folder(tmp_path, static__logo="pot"))
    plugin.__package__ = ""
    house = build_house(handed={"tea": plugin})
    assert house.roster.homes == {}
    assert house.client.get("/990101/tea/static/logo").status_code == 404


def test_a_plugin_without_pages_may_bring_a_picture(build_house, tmp_path):
    plugin = a_plugin(a_service("tea"))
    settle(plugin, a_folder(tmp_path, static__logo="pot"))
    house = build_house(handed={"tea": plugin})
    assert house.client.get("/990101/tea/static/logo").data == b"pot"


def test_a_plugin_with_nothing_to_serve_gets_no_blueprint(build_house):
    house = build_house(handed={"tea": a_plugin(a_service("tea"))})
    assert house.roster.names == {"tea"}
    assert house.app.blueprints == {}


def test_a_template_under_another_name_is_refused(build_house, tmp_path):
    plugin = a_plugin(a_service("tea"))
    settle(plugin, a_folder(tmp_path, templates__quiet__front="mine"))
    house = build_house(entry_point("quiet"), handed={"tea": plugin})
    assert house.roster.quarantined[0].name == "tea"
    assert "templates/tea/" in house.roster.quarantined[0].detail
    assert house.client.get("/990101/quiet/").text == "<p>安静</p>"


@pytest.mark.parametrize("kind", ["template_folder", "static_folder"])
def test_folders_outside_the_package_are_refused(build_house, tmp_path, kind):
    home = tmp_path / "home"
    home.mkdir()
    pages = Blueprint("tea", __name__, root_path=str(home), **{kind: str(tmp_path)})
    plugin = a_plugin(a_service("tea", blueprint=pages))
    settle(plugin, str(home / "__init__.py"))
    house = build_house(handed={"tea": plugin})
    assert house.roster.quarantined[0].cause is Cause.MOUNT


def test_core_templates_come_first(build_house, tmp_path):
    pages = Blueprint("tea", __name__, root_path=str(tmp_path))
    pages.get("/")(lambda: render_template("tea/page.html"))
    plugin = a_plugin(a_service("tea", blueprint=pages))
    settle(plugin, a_folder(tmp_path, templates__tea__page="x"))
    (tmp_path / "templates/tea/page.html").write_text("{{ 1 + 1 }}")
    house = build_house(handed={"tea": plugin})
    assert house.client.get("/990101/tea/").text == "2"
