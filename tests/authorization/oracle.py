"""What should happen, written a second time from the quality page, the design page and the look.

Nothing here imports core: a mistake in the product's own tables cannot repeat itself here.
Order of judgement: signed out > no post in that county > role lacks the action > may not know >
known but not allowed > let in. How far somebody sees is `seeing.py`, whose a thing is to do is
`relations.py`; here stands one row a route.
"""

from dataclasses import dataclass, replace
from enum import IntEnum

from tests.authorization.cast import Persona, Sketch
from tests.authorization.relations import (
    Deeper,
    adds_files,
    asks_conference,
    asks_danger,
    asks_team,
    confers,
    contacts,
    corrects,
    files,
    files_loop,
    finishes,
    forms_team,
    hands_out,
    has_part,
    marks,
    names_owner,
    orders_joint,
    papers,
    rates,
    refers,
    scales,
    sees,
    steps,
    thanks,
    told_of_loop,
    unseals,
    visits,
    voids,
    works,
)
from tests.authorization.seeing import (
    ADMIN,
    ANSWERING,
    AUDIT,
    BREAKING,
    CASE_PEOPLE,
    EVERYBODY,
    FIGURES,
    FILING,
    HOLDING,
    ISSUING,
    KEEPING,
    MEETING,
    MERGING,
    MOVING,
    PLANNING,
    READING_DUTY,
    READING_PAPER,
    READING_RECORDS,
    READING_REGISTERS,
    REPORTING,
    REVIEWING,
    SECONDING,
    WINDOW,
    Far,
    how_far,
    kinds_of,
    through_glass,
)


@dataclass(frozen=True, kw_only=True)
class Route:
    """What one endpoint asks. ``roles`` None = anybody; ``county`` a post there is needed;
    ``case`` the thing of the URL; ``deeper`` = known, but is this hers to do?"""

    roles: frozenset[str] | None = EVERYBODY
    signed_in: bool = True
    county: bool = True
    case: bool = False
    deeper: Deeper | None = None
    # the one post that may, where a role alone does not say it
    post: tuple[str, str] | None = None
    # whoever gets as far as the view may still meet a thing that is not there
    may_be_absent: bool = False


_PUBLIC = Route(roles=None, signed_in=False, county=False)
_FILE = Route(roles=None, signed_in=False, county=False, may_be_absent=True)
_OWN = Route(roles=None, county=False)
_CASE = Route(roles=CASE_PEOPLE, case=True)


def _of_case(deeper: Deeper | None = None, roles: frozenset[str] = CASE_PEOPLE) -> Route:
    return Route(roles=roles, case=True, deeper=deeper)


ROUTES: dict[tuple[str, str], Route] = {
    ("GET", "people.home"): _OWN,
    ("GET", "people.choose_post"): _OWN,
    ("POST", "people.switch_post"): _OWN,
    **{
        ("GET", name): _PUBLIC
        for name in (
            "security.login",
            "public.verify",
            "health.alive",
            "health.ready",
            "health.metrics",
            "rest_docs.browse",
            "rest_docs.openapi",
        )
    },
    ("GET", "rest_docs.browse_asset"): _FILE,
    ("GET", "assets.serve"): _FILE,
    ("POST", "security.login"): _PUBLIC,
    ("POST", "security.logout"): _PUBLIC,
    ("POST", "preferences.choose"): _PUBLIC,
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
    # no brand is installed there, so nobody finds a picture
    ("GET", "brands.logo"): Route(may_be_absent=True),
    ("GET", "desk.home"): Route(roles=WINDOW),
    ("POST", "desk.receive"): Route(roles=WINDOW),
    ("GET", "desk.register"): Route(roles=WINDOW),
    ("GET", "admin.code_list"): Route(roles=ADMIN, may_be_absent=True),
    ("POST", "admin.shape_codes"): Route(roles=ADMIN, may_be_absent=True),
    ("GET", "rest.code_lists"): Route(),
    ("GET", "desk.ask_table"): Route(roles=WINDOW | {"point_head"}),
    ("POST", "desk.bring_table"): Route(roles=WINDOW | {"point_head"}),
    ("GET", "cases.ask_export"): Route(roles=WINDOW | {"handler", "point_head"}),
    ("POST", "cases.export"): Route(roles=WINDOW | {"handler", "point_head"}),
    ("GET", "admin.service_settings"): Route(roles=ADMIN, may_be_absent=True),
    ("POST", "admin.keep_service_settings"): Route(roles=ADMIN, may_be_absent=True),
    ("GET", "rest.service_settings"): Route(roles=ADMIN, may_be_absent=True),
    ("PUT", "rest.put_service_settings"): Route(roles=ADMIN, may_be_absent=True),
    ("GET", "admin.audit"): Route(roles=AUDIT),
    ("GET", "admin.audit_chain"): Route(roles=AUDIT),
    ("GET", "rest.audit"): Route(roles=AUDIT),
    ("GET", "rest.chain"): Route(roles=AUDIT),
    ("GET", "desk.registers"): Route(roles=READING_REGISTERS),
    ("GET", "rest.registers"): Route(roles=READING_REGISTERS),
    **{
        ("GET", name): Route(roles=READING_REGISTERS, may_be_absent=True)
        for name in (
            "desk.register_list",
            "desk.register_file",
            "desk.register_entry",
            "rest.register_entries",
            "rest.register_entry",
        )
    },
    **{
        ("GET", f"desk.register_{name}"): Route(roles=KEEPING, may_be_absent=True)
        for name in ("new", "edit", "act", "sheet")
    },
    **{
        ("POST", name): Route(roles=KEEPING, may_be_absent=True)
        for name in (
            "desk.register_enter",
            "desk.register_correct",
            "desk.register_take",
            "desk.register_void",
            "rest.enter_register",
            "rest.act_on_entry",
        )
    },
    # a meeting is for who was asked to it, or answers for its point: to others it is not there
    ("GET", "desk.meetings"): Route(roles=MEETING),
    ("GET", "rest.meetings"): Route(roles=MEETING),
    ("GET", "rest.meeting_months"): Route(roles=MEETING),
    **{
        (method, name): Route(roles=MEETING, may_be_absent=True)
        for method, name in (
            ("GET", "desk.meeting"),
            ("GET", "rest.meeting"),
            ("POST", "desk.decision_done"),
            ("POST", "rest.decision_done"),
        )
    },
    ("GET", "desk.new_meeting"): Route(roles=HOLDING),
    ("POST", "desk.call_for_meeting"): Route(roles=HOLDING),
    ("POST", "rest.call_for_meeting"): Route(roles=HOLDING),
    **{
        (method, name): Route(roles=HOLDING, may_be_absent=True)
        for method, name in (
            ("GET", "desk.edit_meeting"),
            ("GET", "desk.ask_minutes"),
            ("GET", "desk.meeting_paper"),
            ("POST", "desk.change_call"),
            ("POST", "desk.file_minutes"),
            ("POST", "desk.drop_meeting"),
            ("PUT", "rest.change_call"),
            ("POST", "rest.file_minutes"),
            ("POST", "rest.drop_meeting"),
        )
    },
    # for whom each seat is, and who may touch it: tests/core/appointments
    ("GET", "desk.appointments_week"): Route(roles=KEEPING),
    ("GET", "desk.ask_appointment"): Route(roles=KEEPING),
    ("POST", "desk.book"): Route(roles=KEEPING),
    ("GET", "desk.ask_rebook"): Route(roles=KEEPING, may_be_absent=True),
    ("POST", "desk.rebook"): Route(roles=KEEPING, may_be_absent=True),
    ("POST", "desk.end_appointment"): Route(roles=KEEPING, may_be_absent=True),
    ("GET", "desk.duty"): Route(roles=READING_DUTY),
    ("GET", "desk.duty_calendar"): Route(roles=READING_DUTY),
    ("POST", "desk.open_calendar"): Route(roles=READING_DUTY),
    ("POST", "desk.close_calendar"): Route(roles=READING_DUTY),
    ("GET", "public.duty_calendar"): _FILE,
    ("POST", "desk.plan_duty"): Route(roles=PLANNING),
    ("POST", "desk.end_duty"): Route(roles=PLANNING, may_be_absent=True),
    ("GET", "rest.booked_week"): Route(roles=KEEPING),
    ("POST", "rest.free_slots"): Route(roles=KEEPING),
    ("POST", "rest.book_slot"): Route(roles=KEEPING),
    **{
        ("POST", f"rest.{name}"): Route(roles=KEEPING, may_be_absent=True)
        for name in ("other_slots", "rebook", "end_appointment")
    },
    ("GET", "rest.duty_week"): Route(roles=READING_DUTY),
    ("GET", "rest.duty_shifts"): Route(roles=PLANNING),
    ("POST", "rest.plan_duty"): Route(roles=PLANNING),
    ("POST", "rest.end_duty"): Route(roles=PLANNING, may_be_absent=True),
    ("POST", "rest.note_away"): Route(roles=READING_DUTY),
    ("POST", "rest.back_again"): Route(roles=READING_DUTY, may_be_absent=True),
    # whose absence one may note: tests/core/duty
    ("POST", "desk.note_away"): Route(roles=READING_DUTY),
    ("POST", "desk.back_again"): Route(roles=READING_DUTY, may_be_absent=True),
    ("GET", "desk.clues"): Route(roles=REPORTING),
    ("POST", "desk.report_clue"): Route(roles=REPORTING),
    ("GET", "rest.clues"): Route(roles=REPORTING),
    ("POST", "rest.report_clue"): Route(roles=REPORTING),
    ("POST", "desk.task_done"): Route(roles=WINDOW, may_be_absent=True),
    ("GET", "rest.incoming"): Route(roles=CASE_PEOPLE),
    ("GET", "rest.tasks"): Route(roles=CASE_PEOPLE),
    ("GET", "cases.index"): Route(roles=CASE_PEOPLE),
    ("GET", "desk.visits"): Route(roles=CASE_PEOPLE),
    ("GET", "desk.day"): Route(),
    ("GET", "rest.day"): Route(),
    ("GET", "rest.my_followups"): Route(roles=CASE_PEOPLE),
    ("GET", "cases.show"): _CASE,
    ("GET", "cases.ask_danger"): _CASE,
    ("GET", "cases.ask_report"): _CASE,
    ("GET", "cases.ask_followup"): _CASE,
    ("GET", "cases.ask_handler"): _CASE,
    ("GET", "cases.ask_move"): Route(roles=CASE_PEOPLE, case=True, may_be_absent=True),
    ("GET", "cases.item"): _of_case(sees(Far.ITEM)),
    ("GET", "cases.ask_void"): Route(roles=ISSUING, case=True),
    ("GET", "cases.paper"): Route(roles=READING_PAPER, case=True, may_be_absent=True),
    ("GET", "cases.ask_correction"): _of_case(corrects),
    ("POST", "cases.correct"): _of_case(lambda who, case, reached: who.login == case.first),
    ("POST", "cases.danger"): _of_case(asks_danger),
    ("POST", "cases.report"): _of_case(asks_danger),
    ("POST", "cases.followup"): _of_case(visits),
    ("POST", "cases.plan_followup"): _of_case(visits),
    ("GET", "cases.ask_rating"): _of_case(rates),
    ("POST", "cases.rate"): _of_case(rates),
    ("POST", "cases.answer_rating"): Route(roles=CASE_PEOPLE, case=True, may_be_absent=True),
    ("GET", "cases.ask_safe_contact"): _of_case(contacts),
    ("POST", "cases.safe_contact"): _of_case(contacts),
    ("POST", "rest.file_safe_contact"): _of_case(contacts, MOVING),
    ("GET", "cases.danger_sheet"): _of_case(scales),
    ("GET", "cases.ask_danger_scale"): _of_case(scales),
    ("POST", "cases.danger_scale"): _of_case(scales),
    ("GET", "cases.ask_danger_measure"): _of_case(scales),
    ("POST", "cases.danger_measure"): _of_case(scales),
    ("GET", "rest.danger_sheet"): _of_case(scales),
    ("POST", "rest.file_danger_scale"): _of_case(scales, MOVING),
    ("POST", "rest.file_danger_measure"): _of_case(scales, MOVING),
    ("GET", "cases.ask_protection"): _of_case(contacts),
    ("POST", "cases.protection"): _of_case(contacts),
    ("POST", "rest.file_protection"): _of_case(contacts, MOVING),
    ("GET", "cases.ask_referral"): _of_case(refers),
    ("POST", "cases.send_referral"): _of_case(refers),
    ("GET", "cases.ask_referral_reply"): replace(_of_case(refers), may_be_absent=True),
    ("POST", "cases.answer_referral"): replace(_of_case(refers), may_be_absent=True),
    ("GET", "rest.partners"): Route(roles=CASE_PEOPLE),
    ("GET", "rest.referrals"): _CASE,
    ("POST", "rest.send_referral"): _of_case(refers, MOVING),
    ("POST", "rest.answer_referral"): replace(_of_case(refers, MOVING), may_be_absent=True),
    ("GET", "cases.ask_key_family"): _of_case(rates),
    ("POST", "cases.key_family"): _of_case(rates),
    ("POST", "rest.file_key_family"): _of_case(rates, MOVING),
    # whose person: tests/authorization/test_people.py
    ("GET", "desk.person"): Route(roles=CASE_PEOPLE, may_be_absent=True),
    ("POST", "desk.reveal_person"): Route(roles=CASE_PEOPLE, may_be_absent=True),
    ("GET", "rest.person"): Route(roles=CASE_PEOPLE, may_be_absent=True),
    ("GET", "desk.ask_same"): Route(roles=MERGING, may_be_absent=True),
    ("POST", "desk.join_persons"): Route(roles=MERGING, may_be_absent=True),
    ("POST", "desk.part_persons"): Route(roles=MERGING, may_be_absent=True),
    ("GET", "rest.alike_persons"): Route(roles=MERGING, may_be_absent=True),
    ("POST", "rest.join_persons"): Route(roles=MERGING, may_be_absent=True),
    ("POST", "rest.part_persons"): Route(roles=MERGING, may_be_absent=True),
    ("GET", "cases.ask_kin"): _of_case(rates),
    ("POST", "cases.state_kin"): _of_case(rates),
    ("POST", "cases.take_back_kin"): _of_case(rates),
    ("GET", "rest.kin"): _CASE,
    ("POST", "rest.state_kin"): _of_case(rates, MOVING),
    ("POST", "rest.take_back_kin"): _of_case(rates, MOVING),
    ("GET", "rest.rating"): _CASE,
    ("POST", "rest.rate"): _of_case(rates, MOVING),
    ("POST", "rest.answer_rating"): Route(roles=MOVING, case=True, may_be_absent=True),
    ("POST", "cases.assign_handler"): _of_case(hands_out),
    ("POST", "cases.open_item"): _of_case(works),
    ("POST", "cases.end_item"): _CASE,
    ("POST", "cases.own_item"): _of_case(names_owner),
    ("POST", "cases.take_step"): _of_case(steps),
    # whose question it is: tests/core/cases/test_approving.py
    ("GET", "desk.approval"): Route(may_be_absent=True),
    ("POST", "desk.answer_approval"): Route(roles=SECONDING, may_be_absent=True),
    ("POST", "cases.take_back_approval"): Route(roles=CASE_PEOPLE, case=True, may_be_absent=True),
    ("GET", "rest.item_approvals"): _CASE,
    ("POST", "rest.ask_second"): _of_case(steps, FILING),
    ("GET", "rest.approvals"): Route(roles=SECONDING),
    ("GET", "rest.approval"): Route(may_be_absent=True),
    ("POST", "rest.answer_second"): Route(roles=SECONDING, may_be_absent=True),
    ("POST", "rest.take_back_second"): Route(roles=FILING, may_be_absent=True),
    ("GET", "cases.ask_unseal"): _of_case(unseals),
    ("POST", "cases.unseal"): _of_case(unseals),
    ("POST", "cases.take_back_unseal"): _of_case(unseals),
    # whose question it is: tests/core/cases/test_unsealing.py
    ("GET", "desk.unseals"): Route(roles=BREAKING),
    ("POST", "desk.answer_unseal"): Route(roles=BREAKING, may_be_absent=True),
    ("GET", "rest.unsealing"): _of_case(unseals),
    ("POST", "rest.ask_unsealing"): _of_case(unseals),
    ("POST", "rest.take_back_unsealing"): _of_case(unseals),
    ("GET", "rest.unsealings"): Route(roles=BREAKING),
    ("POST", "rest.answer_unsealing"): Route(roles=BREAKING, may_be_absent=True),
    ("GET", "rest.glasses"): Route(roles=BREAKING),
    ("POST", "rest.break_glass"): Route(roles=BREAKING),
    ("POST", "rest.close_glass"): Route(roles=BREAKING, may_be_absent=True),
    ("GET", "rest.glass_reviews"): Route(roles=REVIEWING),
    ("GET", "rest.glass_review"): Route(roles=REVIEWING, may_be_absent=True),
    ("POST", "rest.review_glass"): Route(roles=REVIEWING, may_be_absent=True),
    # whose look it is: tests/core/cases/test_glass.py
    ("GET", "desk.glass"): Route(roles=BREAKING),
    ("POST", "desk.break_glass"): Route(roles=BREAKING),
    ("POST", "desk.close_glass"): Route(roles=BREAKING, may_be_absent=True),
    ("GET", "desk.glass_reviews"): Route(roles=REVIEWING),
    ("GET", "desk.glass_review"): Route(roles=REVIEWING, may_be_absent=True),
    ("POST", "desk.review_glass"): Route(roles=REVIEWING, may_be_absent=True),
    ("POST", "cases.measure_done"): _of_case(finishes),
    ("GET", "cases.ask_team"): _of_case(asks_team),
    ("POST", "cases.form_team"): _of_case(forms_team),
    ("GET", "cases.ask_conference"): _of_case(asks_conference),
    ("POST", "cases.confer"): _of_case(confers),
    ("GET", "rest.conferences"): _CASE,
    ("POST", "rest.file_conference"): _of_case(confers, MOVING),
    ("GET", "cases.ask_loop"): _of_case(files_loop),
    ("POST", "cases.file_loop"): _of_case(told_of_loop),
    ("GET", "cases.ask_co_order"): _of_case(orders_joint),
    ("POST", "cases.co_order"): _of_case(orders_joint),
    ("GET", "cases.ask_co_end"): _of_case(orders_joint),
    ("POST", "cases.co_end"): _of_case(orders_joint),
    ("GET", "cases.ask_co_answer"): _of_case(has_part),
    ("POST", "cases.co_answer"): _of_case(has_part),
    ("GET", "cases.ask_co_work"): _of_case(has_part),
    ("POST", "cases.co_work"): _of_case(has_part),
    ("GET", "rest.co_handling"): _CASE,
    ("POST", "rest.order_co_handling"): _of_case(orders_joint, MOVING),
    ("POST", "rest.end_co_handling"): _of_case(orders_joint, MOVING),
    ("POST", "rest.answer_co_handling"): _of_case(has_part, MOVING),
    ("POST", "rest.file_co_work"): _of_case(has_part, MOVING),
    ("GET", "cases.flags"): _CASE,
    ("POST", "cases.set_flag"): _of_case(marks),
    ("POST", "cases.clear_flag"): Route(roles=CASE_PEOPLE, case=True, may_be_absent=True),
    ("GET", "rest.flags"): _CASE,
    ("POST", "rest.set_flag"): _of_case(marks, MOVING),
    ("POST", "rest.clear_flag"): Route(roles=MOVING, case=True, may_be_absent=True),
    ("GET", "rest.team"): _CASE,
    ("POST", "rest.form_team"): _of_case(forms_team, MOVING),
    ("POST", "rest.file_loop"): _of_case(told_of_loop, MOVING),
    ("GET", "cases.ask_thanks"): _of_case(thanks),
    ("POST", "cases.file_thanks"): _of_case(thanks),
    ("GET", "rest.thanks"): _CASE,
    ("POST", "rest.file_thanks"): _of_case(thanks, MOVING),
    ("POST", "cases.make_move"): _of_case(
        lambda who, case, reached: bool(kinds_of(who) & (MOVING | {"supervisor"}))
    ),
    ("GET", "cases.archive"): Route(roles=CASE_PEOPLE),
    ("GET", "cases.dossier"): _of_case(sees(Far.ALL)),
    ("GET", "cases.bound"): Route(roles=READING_PAPER, case=True, deeper=sees(Far.ALL)),
    ("GET", "cases.word_paper"): Route(roles=READING_PAPER, case=True, may_be_absent=True),
    ("GET", "cases.ask_file"): _of_case(adds_files, FILING),
    ("POST", "cases.add_files"): _of_case(adds_files, FILING),
    ("GET", "cases.one_file"): Route(roles=READING_RECORDS, case=True, may_be_absent=True),
    ("POST", "cases.withdraw_file"): Route(roles=FILING, case=True, may_be_absent=True),
    ("POST", "rest.stage_file"): Route(roles=FILING),
    ("POST", "rest.attach_file"): _of_case(adds_files, FILING),
    ("GET", "rest.attachments"): Route(roles=READING_RECORDS, case=True),
    ("GET", "rest.attachment"): Route(roles=READING_RECORDS, case=True, may_be_absent=True),
    ("POST", "rest.withdraw_attachment"): Route(roles=FILING, case=True, may_be_absent=True),
    ("POST", "cases.issue"): _of_case(papers),
    ("POST", "cases.receipt"): _of_case(papers),
    ("POST", "cases.void"): Route(roles=ISSUING, case=True, deeper=voids),
    ("POST", "cases.reveal"): _of_case(sees(Far.ITEM)),
    ("GET", "rest.services"): Route(),
    ("GET", "rest.points"): Route(),
    ("GET", "rest.form"): Route(),
    ("PUT", "rest.put_switch"): Route(roles=ADMIN),
    ("GET", "rest.rehearse_switch"): Route(roles=ADMIN),
    ("GET", "rest.people"): Route(roles=WINDOW),
    ("GET", "rest.indicators"): Route(roles=FIGURES),
    ("GET", "figures.home"): Route(roles=FIGURES),
    ("GET", "figures.export"): Route(roles=FIGURES),
    ("GET", "figures.services"): Route(roles=FIGURES),
    ("GET", "figures.all_ledgers"): Route(roles=FIGURES),
    # a ledger lists cases: for who answers for them; the name in the address may be none
    ("GET", "figures.ledger"): Route(roles=ANSWERING, may_be_absent=True),
    ("GET", "figures.ledger_file"): Route(roles=ANSWERING, may_be_absent=True),
    ("GET", "figures.meetings"): Route(roles=ANSWERING),
    ("GET", "figures.meetings_file"): Route(roles=ANSWERING),
    ("GET", "figures.training"): Route(roles=ANSWERING),
    ("GET", "figures.training_file"): Route(roles=ANSWERING),
    # the head of the county studio alone locks a month
    ("POST", "figures.lock_month"): Route(
        roles=frozenset({"point_head"}), post=("point_head", "county")
    ),
    ("GET", "rest.cases"): Route(roles=CASE_PEOPLE),
    ("POST", "rest.receive"): Route(roles=WINDOW),
    ("GET", "rest.case"): _CASE,
    ("GET", "rest.history"): _CASE,
    ("GET", "rest.clocks"): _CASE,
    ("GET", "rest.followups"): _CASE,
    ("GET", "rest.promises"): _CASE,
    ("GET", "rest.moves"): _CASE,
    ("GET", "rest.records"): Route(roles=READING_RECORDS, case=True),
    ("GET", "rest.documents"): Route(roles=READING_PAPER, case=True),
    ("GET", "rest.copy_of"): Route(roles=READING_PAPER, case=True, may_be_absent=True),
    ("GET", "rest.dossier"): _of_case(sees(Far.ALL)),
    ("GET", "rest.bound"): Route(roles=READING_PAPER, case=True, deeper=sees(Far.ALL)),
    ("GET", "rest.word_copy_of"): Route(roles=READING_PAPER, case=True, may_be_absent=True),
    ("POST", "rest.check_danger"): _of_case(asks_danger, MOVING),
    ("POST", "rest.record_report"): _of_case(asks_danger, MOVING),
    ("POST", "rest.file_follow_up"): _of_case(visits, MOVING),
    ("POST", "rest.plan_follow_up"): _of_case(visits, MOVING),
    ("POST", "rest.assign_handler"): _of_case(hands_out, MOVING),
    ("POST", "rest.open_item"): _of_case(works, MOVING),
    ("POST", "rest.own_item"): _of_case(names_owner, MOVING),
    ("POST", "rest.file_record"): _of_case(files, FILING),
    ("POST", "rest.take_step"): _of_case(steps, FILING),
    ("POST", "rest.finish_measure"): _of_case(finishes, MOVING),
    ("POST", "rest.issue"): _of_case(papers, ISSUING),
    ("POST", "rest.void"): _of_case(voids, ISSUING),
    # archiving; 催办 alone is a supervisor's too
    ("POST", "rest.make_move"): _of_case(None, MOVING),
}


# What an emergency look is for: to read, on pages.
LOOKED_AT = frozenset(
    {
        "cases.show",
        "cases.item",
        "cases.reveal",
        "cases.paper",
        "cases.word_paper",
        "cases.one_file",
    }
)


class Verdict(IntEnum):
    """Classes of an answer. IN is everything a view says to somebody it listens to."""

    IN = 200
    SIGN_IN = 401
    FORBIDDEN = 403
    UNKNOWN = 404
    IN_OR_ABSENT = 1


def verdict(
    who: Persona | None, method: str, endpoint: str, case: Sketch | None, *, county: str
) -> Verdict:
    """Judge one cell: *county* is that of the URL, *case* None where the URL names no such."""
    route = ROUTES[method, endpoint]
    there = Verdict.IN_OR_ABSENT if route.may_be_absent else Verdict.IN
    if not route.signed_in:
        return there
    if who is None:
        return Verdict.SIGN_IN
    if route.county:
        if not who.roles or who.county != county:
            return Verdict.UNKNOWN
        if route.roles is not None and not kinds_of(who) & route.roles:
            return Verdict.FORBIDDEN
        if route.post is not None and route.post not in who.posts:
            return Verdict.FORBIDDEN
    if route.case:
        reached = how_far(who, case) if case and case.county == county else Far.NOTHING
        if reached is Far.NOTHING or case is None:
            return Verdict.UNKNOWN
        if through_glass(who, case) and endpoint not in LOOKED_AT:
            return Verdict.FORBIDDEN
        if route.deeper is not None and not route.deeper(who, case, reached):
            return Verdict.FORBIDDEN
    return there
