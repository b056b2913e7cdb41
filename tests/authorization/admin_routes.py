"""The oracle's rows for who runs a county and who audits it: neither sees a case."""

from tests.authorization.route import Route
from tests.authorization.seeing import ADMIN, AUDIT

ADMIN_ROUTES: dict[tuple[str, str], Route] = {
    **{
        ("GET", f"admin.{name}"): Route(roles=ADMIN)
        for name in (
            "home",
            "accounts",
            "codes",
            "days",
            "papers",
            "retention",
            "points",
            "points_table",
            "services",
            "staff_table",
        )
    },
    ("GET", "admin.paper_kind"): Route(roles=ADMIN, may_be_absent=True),
    ("GET", "admin.word_example"): Route(roles=ADMIN, may_be_absent=True),
    ("GET", "admin.word_starter"): Route(roles=ADMIN, may_be_absent=True),
    **{
        ("POST", f"admin.{name}"): Route(roles=ADMIN)
        for name in (
            "add",
            "import_points",
            "keep_for",
            "import_staff",
            "import_table",
            "new_point",
            "switch",
            "reset",
            "settings",
        )
    },
    **{
        ("POST", f"admin.{name}"): Route(roles=ADMIN, may_be_absent=True)
        for name in (
            "set_active",
            "new_password",
            "give_post",
            "close_post",
            "change_point",
            "shut_point",
            "bring_word",
            "use_word",
            "use_ours",
        )
    },
    ("GET", "admin.code_list"): Route(roles=ADMIN, may_be_absent=True),
    ("POST", "admin.shape_codes"): Route(roles=ADMIN, may_be_absent=True),
    ("GET", "admin.service_settings"): Route(roles=ADMIN, may_be_absent=True),
    ("POST", "admin.keep_service_settings"): Route(roles=ADMIN, may_be_absent=True),
    ("GET", "rest.service_settings"): Route(roles=ADMIN, may_be_absent=True),
    ("PUT", "rest.put_service_settings"): Route(roles=ADMIN, may_be_absent=True),
    ("GET", "admin.audit"): Route(roles=AUDIT),
    ("GET", "admin.audit_chain"): Route(roles=AUDIT),
    ("GET", "rest.audit"): Route(roles=AUDIT),
    ("GET", "rest.chain"): Route(roles=AUDIT),
    ("PUT", "rest.put_switch"): Route(roles=ADMIN),
    ("GET", "rest.rehearse_switch"): Route(roles=ADMIN),
}
