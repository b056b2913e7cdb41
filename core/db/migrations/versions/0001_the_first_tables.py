"""the first tables."""

import sqlalchemy as sa
from alembic import op

from core.db import Document, Instant

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "access_entry",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("account_id", sa.String(length=13), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("target", sa.String(length=60), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("chained", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_access_entry")),
    )
    with op.batch_alter_table("access_entry", schema=None) as batch_op:
        batch_op.create_index("ix_access_entry_open", ["county_id", "chained", "at"], unique=False)
        batch_op.create_index("ix_access_entry_target", ["county_id", "target", "at"], unique=False)

    op.create_table(
        "account",
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("username", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("password", sa.String(length=255), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("fs_uniquifier", sa.String(length=64), nullable=False),
        sa.Column("email", sa.String(length=255), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("password_changed_at", Instant(), nullable=False),
        sa.Column("failed_logins", sa.Integer(), nullable=False),
        sa.Column("failed_since", Instant(), nullable=True),
        sa.Column("locked_until", Instant(), nullable=True),
        sa.Column("tf_primary_method", sa.String(length=64), nullable=True),
        sa.Column("tf_totp_secret", sa.String(length=255), nullable=True),
        sa.Column("tf_phone_number", sa.String(length=128), nullable=True),
        sa.Column("mf_recovery_codes", Document, nullable=True),
        sa.Column("fs_webauthn_user_handle", sa.String(length=64), nullable=True),
        sa.Column("type_size", sa.String(length=8), nullable=False),
        sa.Column("locale", sa.String(length=8), nullable=False),
        sa.Column("keys_off", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("email", name=op.f("uq_account_email")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_account_fs_uniquifier")),
        sa.UniqueConstraint(
            "fs_webauthn_user_handle", name=op.f("uq_account_fs_webauthn_user_handle")
        ),
        sa.UniqueConstraint("username", name=op.f("uq_account_username")),
    )
    op.create_table(
        "audit_entry",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("actor_id", sa.String(length=13), nullable=False),
        sa.Column("target", sa.String(length=60), nullable=False),
        sa.Column("detail", Document, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_audit_entry")),
        sa.UniqueConstraint("county_id", "seq", name=op.f("uq_audit_entry_county_id_seq")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index("ix_audit_entry_actor", ["county_id", "actor_id", "at"], unique=False)
        batch_op.create_index("ix_audit_entry_target", ["county_id", "target"], unique=False)

    op.create_table(
        "audit_head",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "calendar_day",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=4), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("source", sa.String(length=60), nullable=False),
        sa.Column("status", sa.String(length=11), nullable=False),
        sa.CheckConstraint("kind IN ('work', 'off')", name=op.f("ck_calendar_day_kind")),
        sa.CheckConstraint(
            "status IN ('official', 'provisional')", name=op.f("ck_calendar_day_status")
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_calendar_day")),
        sa.UniqueConstraint("county_id", "date", name=op.f("uq_calendar_day_county_id_date")),
    )
    op.create_table(
        "county",
        sa.Column("code", sa.String(length=6), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("city_code", sa.String(length=6), nullable=False),
        sa.Column("city_name", sa.String(length=60), nullable=False),
        sa.Column("settings", Document, nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_county")),
    )
    op.create_table(
        "document_counter",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("office_id", sa.String(length=13), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("series", sa.String(length=8), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.CheckConstraint("last >= 1", name=op.f("ck_document_counter_last")),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_document_counter")),
        sa.UniqueConstraint(
            "county_id",
            "office_id",
            "year",
            "kind",
            "series",
            name=op.f("uq_document_counter_county_id_office_id_year_kind_series"),
        ),
    )
    op.create_table(
        "form_revision",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("snapshot", Document, nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_form_revision")),
    )
    with op.batch_alter_table("form_revision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_form_revision_key"), ["key"], unique=False)

    op.create_table(
        "once",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("account_id", sa.String(length=13), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("what", sa.String(length=24), nullable=False),
        sa.Column("body_hash", sa.String(length=64), nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_once")),
        sa.UniqueConstraint(
            "county_id", "account_id", "key", name=op.f("uq_once_county_id_account_id_key")
        ),
    )
    op.create_table(
        "outbox_message",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("payload", Document, nullable=False),
        sa.Column("dedup_key", sa.String(length=120), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("available_at", Instant(), nullable=True),
        sa.Column("lease_until", Instant(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("done_at", Instant(), nullable=True),
        sa.Column("given_up_at", Instant(), nullable=True),
        sa.Column("fault", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_outbox_message")),
        sa.UniqueConstraint(
            "county_id", "dedup_key", name=op.f("uq_outbox_message_county_id_dedup_key")
        ),
    )
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outbox_message_waiting",
            ["county_id", "created_at"],
            unique=False,
            sqlite_where=sa.text("done_at IS NULL AND given_up_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL AND given_up_at IS NULL"),
        )

    op.create_table(
        "plugin_breaker",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("plugin", sa.String(length=31), nullable=False),
        sa.Column("opened_at", Instant(), nullable=True),
        sa.Column("reset_at", Instant(), nullable=True),
        sa.Column("reset_by", sa.String(length=13), nullable=False),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_plugin_breaker")),
        sa.UniqueConstraint("county_id", "plugin", name=op.f("uq_plugin_breaker_county_id_plugin")),
    )
    op.create_table(
        "plugin_fault",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("plugin", sa.String(length=31), nullable=False),
        sa.Column("hook", sa.String(length=31), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_plugin_fault")),
    )
    with op.batch_alter_table("plugin_fault", schema=None) as batch_op:
        batch_op.create_index("ix_plugin_fault_recent", ["county_id", "plugin", "at"], unique=False)

    op.create_table(
        "service_point",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("neutral_name", sa.String(length=80), nullable=False),
        sa.Column("level", sa.String(length=8), nullable=False),
        sa.Column("parent_id", sa.String(length=13), nullable=True),
        sa.Column("path", sa.String(length=100), nullable=False),
        sa.Column("host", sa.String(length=120), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "level IN ('city', 'county', 'town', 'village', 'grid')",
            name=op.f("ck_service_point_level"),
        ),
        sa.ForeignKeyConstraint(
            ["county_id", "parent_id"],
            ["service_point.county_id", "service_point.id"],
            name=op.f("fk_service_point_county_id_parent_id_service_point"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_service_point")),
        sa.UniqueConstraint("county_id", "code", name=op.f("uq_service_point_county_id_code")),
    )
    with op.batch_alter_table("service_point", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_service_point_county_id_parent_id"),
            ["county_id", "parent_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_service_point_county_id_path"), ["county_id", "path"], unique=False
        )

    op.create_table(
        "account_county",
        sa.Column("account_id", sa.String(length=13), nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("landing", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_account_county_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["county_code"], ["county.code"], name=op.f("fk_account_county_county_code_county")
        ),
        sa.PrimaryKeyConstraint("account_id", "county_code", name=op.f("pk_account_county")),
    )
    op.create_table(
        "account_webauthn",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(length=13), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(length=1024), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("transports", Document, nullable=True),
        sa.Column("extensions", sa.String(length=255), nullable=True),
        sa.Column("backup_state", sa.Boolean(), nullable=False),
        sa.Column("device_type", sa.String(length=64), nullable=False),
        sa.Column("lastuse_datetime", Instant(), nullable=False),
        sa.Column("usage", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["account.id"],
            name=op.f("fk_account_webauthn_user_id_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_webauthn")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_account_webauthn_credential_id")),
    )
    with op.batch_alter_table("account_webauthn", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_webauthn_user_id"), ["user_id"], unique=False)

    op.create_table(
        "api_token",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.String(length=13), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("county_code", sa.String(length=6), nullable=True),
        sa.Column("scopes", Document, nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=True),
        sa.Column("last_used_on", sa.Date(), nullable=True),
        sa.Column("revoked_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_api_token_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_token")),
    )
    with op.batch_alter_table("api_token", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_api_token_account_id"), ["account_id"], unique=False)

    op.create_table(
        "case_file",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("receipt_code", sa.String(length=9), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=24), nullable=False),
        sa.Column("channel_ref_box", sa.LargeBinary(), nullable=True),
        sa.Column("scenario", sa.String(length=20), nullable=False),
        sa.Column("scenarios", Document, nullable=False),
        sa.Column("summary_box", sa.LargeBinary(), nullable=True),
        sa.Column("urgency", sa.String(length=10), nullable=False),
        sa.Column("reply_by", sa.String(length=10), nullable=False),
        sa.Column("notice_basis", sa.String(length=20), nullable=False),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("not_family_window", sa.String(length=80), nullable=False),
        sa.Column("danger_box", sa.LargeBinary(), nullable=True),
        sa.Column("violence", sa.Boolean(), nullable=False),
        sa.Column("stop_one", sa.Boolean(), nullable=False),
        sa.Column("minor_victim", sa.Boolean(), nullable=False),
        sa.Column("danger_cleared", sa.Boolean(), nullable=False),
        sa.Column("report_due", sa.Boolean(), nullable=False),
        sa.Column("report_note_box", sa.LargeBinary(), nullable=True),
        sa.Column("keep_away_box", sa.LargeBinary(), nullable=True),
        sa.Column("cross_town", sa.Boolean(), nullable=False),
        sa.Column("cross_county", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("state_before", sa.String(length=16), nullable=False),
        sa.Column("stage", sa.String(length=12), nullable=False),
        sa.Column("level", sa.String(length=2), nullable=False),
        sa.Column("received_level", sa.String(length=2), nullable=False),
        sa.Column("confidentiality", sa.String(length=2), nullable=False),
        sa.Column("sealed", sa.Boolean(), nullable=False),
        sa.Column("point_id", sa.String(length=13), nullable=False),
        sa.Column("holder_id", sa.String(length=13), nullable=False),
        sa.Column("holder_path", sa.String(length=120), nullable=False),
        sa.Column("escalated", sa.Boolean(), nullable=False),
        sa.Column("first_handler_id", sa.String(length=13), nullable=False),
        sa.Column("lead_id", sa.String(length=13), nullable=False),
        sa.Column("handler_id", sa.String(length=13), nullable=True),
        sa.Column("tracker_id", sa.String(length=13), nullable=True),
        sa.Column("outcome_box", sa.LargeBinary(), nullable=True),
        sa.Column("told_remedies", sa.Boolean(), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("settled_at", Instant(), nullable=True),
        sa.Column("archived_at", Instant(), nullable=True),
        sa.Column("archived_point_id", sa.String(length=13), nullable=True),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("previous_id", sa.String(length=13), nullable=True),
        sa.Column("merged_into_id", sa.String(length=13), nullable=True),
        sa.ForeignKeyConstraint(
            ["county_id", "holder_id"],
            ["service_point.county_id", "service_point.id"],
            name=op.f("fk_case_file_county_id_holder_id_service_point"),
        ),
        sa.ForeignKeyConstraint(
            ["county_id", "merged_into_id"],
            ["case_file.county_id", "case_file.id"],
            name=op.f("fk_case_file_county_id_merged_into_id_case_file"),
        ),
        sa.ForeignKeyConstraint(
            ["county_id", "point_id"],
            ["service_point.county_id", "service_point.id"],
            name=op.f("fk_case_file_county_id_point_id_service_point"),
        ),
        sa.ForeignKeyConstraint(
            ["county_id", "previous_id"],
            ["case_file.county_id", "case_file.id"],
            name=op.f("fk_case_file_county_id_previous_id_case_file"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_case_file")),
        sa.UniqueConstraint("county_id", "number", name=op.f("uq_case_file_county_id_number")),
    )
    with op.batch_alter_table("case_file", schema=None) as batch_op:
        batch_op.create_index(
            "ix_case_file_handler", ["county_id", "handler_id", "received_at"], unique=False
        )
        batch_op.create_index(
            "ix_case_file_lead", ["county_id", "lead_id", "received_at"], unique=False
        )
        batch_op.create_index(
            "ix_case_file_newest", ["county_id", "received_at", "id"], unique=False
        )
        batch_op.create_index(
            "ix_case_file_path", ["county_id", "holder_path", "received_at", "id"], unique=False
        )
        batch_op.create_index(
            "ix_case_file_queue",
            ["county_id", "holder_id", "state", "received_at", "id"],
            unique=False,
        )
        batch_op.create_index(
            "ix_case_file_scenario", ["county_id", "scenario", "received_at", "id"], unique=False
        )

    op.create_table(
        "login_session",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.String(length=13), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("last_seen_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("county_code", sa.String(length=6), nullable=True),
        sa.Column("current_post_id", sa.String(length=13), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_login_session_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_session")),
    )
    with op.batch_alter_table("login_session", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_login_session_account_id_ended_at"),
            ["account_id", "ended_at"],
            unique=False,
        )

    op.create_table(
        "person",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("name_box", sa.LargeBinary(), nullable=True),
        sa.Column("id_no_box", sa.LargeBinary(), nullable=True),
        sa.Column("phone_box", sa.LargeBinary(), nullable=True),
        sa.Column("address_box", sa.LargeBinary(), nullable=True),
        sa.Column("address_secret", sa.Boolean(), nullable=False),
        sa.Column("safe_contact_box", sa.LargeBinary(), nullable=True),
        sa.Column("sex", sa.String(length=1), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("place_id", sa.String(length=13), nullable=True),
        sa.Column("id_no_hash", sa.String(length=32), nullable=True),
        sa.Column("name_hash", sa.String(length=32), nullable=True),
        sa.Column("phone_hash", sa.String(length=32), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["county_id", "place_id"],
            ["service_point.county_id", "service_point.id"],
            name=op.f("fk_person_county_id_place_id_service_point"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_person")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index("ix_person_id_no", ["county_id", "id_no_hash"], unique=False)
        batch_op.create_index("ix_person_name", ["county_id", "name_hash"], unique=False)
        batch_op.create_index("ix_person_phone", ["county_id", "phone_hash"], unique=False)

    op.create_table(
        "post",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("account_id", sa.String(length=13), nullable=False),
        sa.Column("point_id", sa.String(length=13), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_post_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["county_id", "point_id"],
            ["service_point.county_id", "service_point.id"],
            name=op.f("fk_post_county_id_point_id_service_point"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_post")),
    )
    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_post_account_id_county_id"), ["account_id", "county_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_post_county_id_point_id"), ["county_id", "point_id"], unique=False
        )

    op.create_table(
        "switch",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("plugin", sa.String(length=31), nullable=False),
        sa.Column("point_id", sa.String(length=13), nullable=False),
        sa.Column("county_wide", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=7), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.String(length=13), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["county_id", "point_id"],
            ["service_point.county_id", "service_point.id"],
            name=op.f("fk_switch_county_id_point_id_service_point"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_switch")),
        sa.UniqueConstraint(
            "county_id", "plugin", "point_id", name=op.f("uq_switch_county_id_plugin_point_id")
        ),
    )
    op.create_table(
        "attempt",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("case_id", sa.String(length=13), nullable=False),
        sa.Column("level", sa.String(length=2), nullable=False),
        sa.Column("stay", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.String(length=13), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("present_box", sa.LargeBinary(), nullable=True),
        sa.Column("result", sa.String(length=12), nullable=False),
        sa.Column("reason_box", sa.LargeBinary(), nullable=True),
        sa.Column("led_by", sa.String(length=13), nullable=False),
        sa.Column("started_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["county_id", "case_id"],
            ["case_file.county_id", "case_file.id"],
            name=op.f("fk_attempt_county_id_case_id_case_file"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_attempt")),
    )
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.create_index("ix_attempt_case", ["county_id", "case_id"], unique=False)

    op.create_table(
        "case_barrier",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("case_id", sa.String(length=13), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("account_id", sa.String(length=13), nullable=True),
        sa.Column("point_id", sa.String(length=13), nullable=True),
        sa.Column("since", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["county_id", "case_id"],
            ["case_file.county_id", "case_file.id"],
            name=op.f("fk_case_barrier_county_id_case_id_case_file"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_case_barrier")),
    )
    with op.batch_alter_table("case_barrier", schema=None) as batch_op:
        batch_op.create_index("ix_case_barrier_account", ["county_id", "account_id"], unique=False)
        batch_op.create_index("ix_case_barrier_case", ["county_id", "case_id"], unique=False)
        batch_op.create_index("ix_case_barrier_point", ["county_id", "point_id"], unique=False)

    op.create_table(
        "case_event",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("case_id", sa.String(length=13), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("item_id", sa.String(length=13), nullable=True),
        sa.Column("point_id", sa.String(length=13), nullable=True),
        sa.Column("actor_id", sa.String(length=13), nullable=False),
        sa.Column("after", Document, nullable=False),
        sa.Column("note_box", sa.LargeBinary(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["county_id", "case_id"],
            ["case_file.county_id", "case_file.id"],
            name=op.f("fk_case_event_county_id_case_id_case_file"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_case_event")),
        sa.UniqueConstraint(
            "county_id", "case_id", "seq", name=op.f("uq_case_event_county_id_case_id_seq")
        ),
    )
    op.create_table(
        "case_grant",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("case_id", sa.String(length=13), nullable=False),
        sa.Column("account_id", sa.String(length=13), nullable=False),
        sa.Column("why", sa.String(length=20), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("until", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["county_id", "case_id"],
            ["case_file.county_id", "case_file.id"],
            name=op.f("fk_case_grant_county_id_case_id_case_file"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_case_grant")),
        sa.UniqueConstraint(
            "county_id",
            "case_id",
            "account_id",
            "why",
            name=op.f("uq_case_grant_county_id_case_id_account_id_why"),
        ),
    )
    with op.batch_alter_table("case_grant", schema=None) as batch_op:
        batch_op.create_index(
            "ix_case_grant_account", ["county_id", "account_id", "case_id"], unique=False
        )

    op.create_table(
        "case_point",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("case_id", sa.String(length=13), nullable=False),
        sa.Column("point_id", sa.String(length=13), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["county_id", "case_id"],
            ["case_file.county_id", "case_file.id"],
            name=op.f("fk_case_point_county_id_case_id_case_file"),
        ),
        sa.ForeignKeyConstraint(
            ["county_id", "point_id"],
            ["service_point.county_id", "service_point.id"],
            name=op.f("fk_case_point_county_id_point_id_service_point"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_case_point")),
        sa.UniqueConstraint(
            "county_id",
            "case_id",
            "point_id",
            name=op.f("uq_case_point_county_id_case_id_point_id"),
        ),
    )
    op.create_table(
        "follow_up",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("case_id", sa.String(length=13), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("done_at", Instant(), nullable=True),
        sa.Column("done_by", sa.String(length=13), nullable=True),
        sa.Column("found", sa.String(length=16), nullable=False),
        sa.Column("record_id", sa.String(length=13), nullable=True),
        sa.ForeignKeyConstraint(
            ["county_id", "case_id"],
            ["case_file.county_id", "case_file.id"],
            name=op.f("fk_follow_up_county_id_case_id_case_file"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_follow_up")),
    )
    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.create_index("ix_follow_up_case", ["county_id", "case_id"], unique=False)
        batch_op.create_index(
            "ix_follow_up_due", ["county_id", "done_at", "planned_on"], unique=False
        )

    op.create_table(
        "meeting",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("case_id", sa.String(length=13), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("present_box", sa.LargeBinary(), nullable=True),
        sa.Column("convened_by", sa.String(length=13), nullable=False),
        sa.Column("plan_state", sa.String(length=10), nullable=False),
        sa.Column("plan_box", sa.LargeBinary(), nullable=True),
        sa.Column("adopted_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["county_id", "case_id"],
            ["case_file.county_id", "case_file.id"],
            name=op.f("fk_meeting_county_id_case_id_case_file"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_meeting")),
    )
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.create_index("ix_meeting_case", ["county_id", "case_id"], unique=False)

    op.create_table(
        "party",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("case_id", sa.String(length=13), nullable=False),
        sa.Column("person_id", sa.String(length=13), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("relation", sa.String(length=16), nullable=False),
        sa.Column("willing", sa.String(length=12), nullable=False),
        sa.Column("asked_alone", sa.Boolean(), nullable=False),
        sa.Column("place_id", sa.String(length=13), nullable=True),
        sa.Column("region", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["county_id", "case_id"],
            ["case_file.county_id", "case_file.id"],
            name=op.f("fk_party_county_id_case_id_case_file"),
        ),
        sa.ForeignKeyConstraint(
            ["county_id", "person_id"],
            ["person.county_id", "person.id"],
            name=op.f("fk_party_county_id_person_id_person"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_party")),
    )
    with op.batch_alter_table("party", schema=None) as batch_op:
        batch_op.create_index("ix_party_case", ["county_id", "case_id"], unique=False)
        batch_op.create_index("ix_party_person", ["county_id", "person_id"], unique=False)

    op.create_table(
        "person_token",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("person_id", sa.String(length=13), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["county_id", "person_id"],
            ["person.county_id", "person.id"],
            name=op.f("fk_person_token_county_id_person_id_person"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_person_token")),
    )
    with op.batch_alter_table("person_token", schema=None) as batch_op:
        batch_op.create_index("ix_person_token", ["county_id", "token", "person_id"], unique=False)

    op.create_table(
        "service_item",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("case_id", sa.String(length=13), nullable=False),
        sa.Column("service", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("done", Document, nullable=False),
        sa.Column("required_papers", Document, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=13), nullable=True),
        sa.Column("point_id", sa.String(length=13), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("told_remedies", sa.Boolean(), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["county_id", "case_id"],
            ["case_file.county_id", "case_file.id"],
            name=op.f("fk_service_item_county_id_case_id_case_file"),
        ),
        sa.ForeignKeyConstraint(
            ["county_id", "point_id"],
            ["service_point.county_id", "service_point.id"],
            name=op.f("fk_service_item_county_id_point_id_service_point"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_service_item")),
    )
    with op.batch_alter_table("service_item", schema=None) as batch_op:
        batch_op.create_index("ix_service_item_case", ["county_id", "case_id"], unique=False)
        batch_op.create_index(
            "ix_service_item_owner", ["county_id", "owner_id", "state"], unique=False
        )
        batch_op.create_index(
            "ix_service_item_running", ["county_id", "service", "state", "point_id"], unique=False
        )

    op.create_table(
        "task",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("case_id", sa.String(length=13), nullable=True),
        sa.Column("item_id", sa.String(length=13), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("account_id", sa.String(length=13), nullable=True),
        sa.Column("point_id", sa.String(length=13), nullable=True),
        sa.Column("sealed", sa.Boolean(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_at", Instant(), nullable=True),
        sa.Column("done_by", sa.String(length=13), nullable=True),
        sa.ForeignKeyConstraint(
            ["county_id", "case_id"],
            ["case_file.county_id", "case_file.id"],
            name=op.f("fk_task_county_id_case_id_case_file"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_task")),
    )
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.create_index(
            "ix_task_account", ["county_id", "account_id", "done_at", "due_on"], unique=False
        )
        batch_op.create_index(
            "ix_task_point", ["county_id", "point_id", "done_at", "due_on"], unique=False
        )

    op.create_table(
        "transfer",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("case_id", sa.String(length=13), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("from_point_id", sa.String(length=13), nullable=False),
        sa.Column("to_point_id", sa.String(length=13), nullable=False),
        sa.Column("to_account_id", sa.String(length=13), nullable=True),
        sa.Column("sent_by", sa.String(length=13), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("state_before", sa.String(length=16), nullable=False),
        sa.Column("waiver", sa.String(length=16), nullable=False),
        sa.Column("reason_box", sa.LargeBinary(), nullable=True),
        sa.Column("answer_box", sa.LargeBinary(), nullable=True),
        sa.Column("sealed", sa.Boolean(), nullable=False),
        sa.Column("sent_at", Instant(), nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("ended_by", sa.String(length=13), nullable=True),
        sa.ForeignKeyConstraint(
            ["county_id", "case_id"],
            ["case_file.county_id", "case_file.id"],
            name=op.f("fk_transfer_county_id_case_id_case_file"),
        ),
        sa.ForeignKeyConstraint(
            ["county_id", "from_point_id"],
            ["service_point.county_id", "service_point.id"],
            name=op.f("fk_transfer_county_id_from_point_id_service_point"),
        ),
        sa.ForeignKeyConstraint(
            ["county_id", "to_point_id"],
            ["service_point.county_id", "service_point.id"],
            name=op.f("fk_transfer_county_id_to_point_id_service_point"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_transfer")),
    )
    with op.batch_alter_table("transfer", schema=None) as batch_op:
        batch_op.create_index("ix_transfer_case", ["county_id", "case_id", "state"], unique=False)
        batch_op.create_index(
            "ix_transfer_incoming", ["county_id", "to_point_id", "state", "due_at"], unique=False
        )

    op.create_table(
        "urgent_report",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("case_id", sa.String(length=13), nullable=False),
        sa.Column("sent_by", sa.String(length=13), nullable=False),
        sa.Column("text_box", sa.LargeBinary(), nullable=True),
        sa.Column("named", Document, nullable=False),
        sa.Column("rung", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("sent_at", Instant(), nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("acknowledged_at", Instant(), nullable=True),
        sa.Column("acknowledged_by", sa.String(length=13), nullable=True),
        sa.ForeignKeyConstraint(
            ["county_id", "case_id"],
            ["case_file.county_id", "case_file.id"],
            name=op.f("fk_urgent_report_county_id_case_id_case_file"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_urgent_report")),
    )
    with op.batch_alter_table("urgent_report", schema=None) as batch_op:
        batch_op.create_index("ix_urgent_report_case", ["county_id", "case_id"], unique=False)
        batch_op.create_index(
            "ix_urgent_report_open", ["county_id", "state", "due_at"], unique=False
        )

    op.create_table(
        "clock",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("case_id", sa.String(length=13), nullable=False),
        sa.Column("item_id", sa.String(length=13), nullable=True),
        sa.Column("point_id", sa.String(length=13), nullable=True),
        sa.Column("owner_id", sa.String(length=13), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("citation", sa.String(length=80), nullable=False),
        sa.Column("local", sa.Boolean(), nullable=False),
        sa.Column("unit", sa.String(length=12), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("warn_days", sa.Integer(), nullable=False),
        sa.Column("extension", sa.Integer(), nullable=False),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("stopped_at", Instant(), nullable=True),
        sa.Column("paused_at", Instant(), nullable=True),
        sa.Column("pause_reason", sa.String(length=200), nullable=True),
        sa.Column("resumed_at", Instant(), nullable=True),
        sa.Column("remaining_minutes", sa.Integer(), nullable=True),
        sa.Column("extended_by", sa.Integer(), nullable=False),
        sa.Column("extended_on", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            "state IN ('running', 'paused', 'stopped', 'breached')", name=op.f("ck_clock_state")
        ),
        sa.ForeignKeyConstraint(
            ["county_id", "case_id"],
            ["case_file.county_id", "case_file.id"],
            name=op.f("fk_clock_county_id_case_id_case_file"),
        ),
        sa.ForeignKeyConstraint(
            ["county_id", "item_id"],
            ["service_item.county_id", "service_item.id"],
            name=op.f("fk_clock_county_id_item_id_service_item"),
        ),
        sa.ForeignKeyConstraint(
            ["county_id", "point_id"],
            ["service_point.county_id", "service_point.id"],
            name=op.f("fk_clock_county_id_point_id_service_point"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_clock")),
    )
    with op.batch_alter_table("clock", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_clock_county_id_case_id"), ["county_id", "case_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_clock_county_id_owner_id_due_at"),
            ["county_id", "owner_id", "due_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_clock_county_id_state_due_at"),
            ["county_id", "state", "due_at"],
            unique=False,
        )

    op.create_table(
        "document",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("case_id", sa.String(length=13), nullable=False),
        sa.Column("item_id", sa.String(length=13), nullable=True),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=True),
        sa.Column("series", sa.String(length=8), nullable=False),
        sa.Column("office_id", sa.String(length=13), nullable=False),
        sa.Column("verify_code", sa.String(length=9), nullable=False),
        sa.Column("addressee_party_id", sa.String(length=13), nullable=True),
        sa.Column("state", sa.String(length=6), nullable=False),
        sa.Column("copy_box", sa.LargeBinary(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("template_version", sa.String(length=12), nullable=False),
        sa.Column("data_box", sa.LargeBinary(), nullable=True),
        sa.Column("issued_at", Instant(), nullable=False),
        sa.Column("issued_by", sa.String(length=13), nullable=False),
        sa.Column("voided_at", Instant(), nullable=True),
        sa.Column("voided_by", sa.String(length=13), nullable=True),
        sa.Column("void_reason_box", sa.LargeBinary(), nullable=True),
        sa.Column("replaces_id", sa.String(length=13), nullable=True),
        sa.CheckConstraint("series IN ('ordinary', 'sealed')", name=op.f("ck_document_series")),
        sa.CheckConstraint("state IN ('issued', 'void')", name=op.f("ck_document_state")),
        sa.ForeignKeyConstraint(
            ["county_id", "addressee_party_id"],
            ["party.county_id", "party.id"],
            name=op.f("fk_document_county_id_addressee_party_id_party"),
        ),
        sa.ForeignKeyConstraint(
            ["county_id", "case_id"],
            ["case_file.county_id", "case_file.id"],
            name=op.f("fk_document_county_id_case_id_case_file"),
        ),
        sa.ForeignKeyConstraint(
            ["county_id", "item_id"],
            ["service_item.county_id", "service_item.id"],
            name=op.f("fk_document_county_id_item_id_service_item"),
        ),
        sa.ForeignKeyConstraint(
            ["county_id", "replaces_id"],
            ["document.county_id", "document.id"],
            name=op.f("fk_document_county_id_replaces_id_document"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_document")),
        sa.UniqueConstraint("county_id", "number", name=op.f("uq_document_county_id_number")),
        sa.UniqueConstraint(
            "county_id", "replaces_id", name=op.f("uq_document_county_id_replaces_id")
        ),
        sa.UniqueConstraint(
            "county_id", "verify_code", name=op.f("uq_document_county_id_verify_code")
        ),
    )
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_document_county_id_case_id_issued_at"),
            ["county_id", "case_id", "issued_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_document_county_id_item_id"), ["county_id", "item_id"], unique=False
        )

    op.create_table(
        "measure",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("case_id", sa.String(length=13), nullable=False),
        sa.Column("meeting_id", sa.String(length=13), nullable=False),
        sa.Column("body", sa.String(length=80), nullable=False),
        sa.Column("text_box", sa.LargeBinary(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("urged", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["county_id", "case_id"],
            ["case_file.county_id", "case_file.id"],
            name=op.f("fk_measure_county_id_case_id_case_file"),
        ),
        sa.ForeignKeyConstraint(
            ["county_id", "meeting_id"],
            ["meeting.county_id", "meeting.id"],
            name=op.f("fk_measure_county_id_meeting_id_meeting"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_measure")),
    )
    with op.batch_alter_table("measure", schema=None) as batch_op:
        batch_op.create_index("ix_measure_case", ["county_id", "case_id"], unique=False)

    op.create_table(
        "record",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("case_id", sa.String(length=13), nullable=False),
        sa.Column("item_id", sa.String(length=13), nullable=True),
        sa.Column("form", sa.String(length=80), nullable=False),
        sa.Column("form_version", sa.Integer(), nullable=False),
        sa.Column("revision", sa.String(length=64), nullable=False),
        sa.Column("about", sa.String(length=13), nullable=False),
        sa.Column("author_id", sa.String(length=13), nullable=False),
        sa.Column("author_only", sa.Boolean(), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("data_box", sa.LargeBinary(), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("filed_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["county_id", "case_id"],
            ["case_file.county_id", "case_file.id"],
            name=op.f("fk_record_county_id_case_id_case_file"),
        ),
        sa.ForeignKeyConstraint(
            ["county_id", "item_id"],
            ["service_item.county_id", "service_item.id"],
            name=op.f("fk_record_county_id_item_id_service_item"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_record")),
    )
    with op.batch_alter_table("record", schema=None) as batch_op:
        batch_op.create_index("ix_record_case", ["county_id", "case_id", "seq"], unique=False)

    op.create_table(
        "record_index",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("record_id", sa.String(length=13), nullable=False),
        sa.Column("form", sa.String(length=80), nullable=False),
        sa.Column("field", sa.String(length=60), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=True),
        sa.Column("number", sa.BigInteger(), nullable=True),
        sa.Column("hashed", sa.String(length=64), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["county_id", "record_id"],
            ["record.county_id", "record.id"],
            name=op.f("fk_record_index_county_id_record_id_record"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_record_index")),
    )
    with op.batch_alter_table("record_index", schema=None) as batch_op:
        batch_op.create_index(
            "ix_record_index_day", ["county_id", "form", "field", "day"], unique=False
        )
        batch_op.create_index(
            "ix_record_index_text", ["county_id", "form", "field", "text"], unique=False
        )
