"""Those who work here, their invitations, and the record of changes, to which the database only lets rows be added."""

import sqlalchemy as sa
from alembic import op

from seller_bot.storage.base import AutoId, Json, UTCDateTime

revision = "0005"
down_revision = "0004"

SQLITE_TRIGGER = """
    CREATE TRIGGER staff_events_no_{verb} BEFORE {verb} ON staff_events
    BEGIN SELECT RAISE(ABORT, 'staff_events is append-only'); END
"""
POSTGRESQL_FUNCTION = """
    CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$
"""
POSTGRESQL_TRIGGER = """
    CREATE TRIGGER staff_events_append_only BEFORE UPDATE OR DELETE ON staff_events
    FOR EACH ROW EXECUTE FUNCTION refuse_change()
"""
REFUSALS = {
    "sqlite": [SQLITE_TRIGGER.format(verb=verb) for verb in ("UPDATE", "DELETE")],
    "postgresql": [POSTGRESQL_FUNCTION, POSTGRESQL_TRIGGER],
}


def upgrade() -> None:
    op.create_table(
        "staff_members",
        sa.Column("id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("locale", sa.String),
        sa.Column("invited_by", sa.BigInteger),
        sa.Column("joined_at", UTCDateTime, nullable=False),
        sa.Column("revoked_at", UTCDateTime),
        sa.Column("menu", sa.String),
        sa.PrimaryKeyConstraint("id", name="pk_staff_members"),
    )
    op.create_table(
        "invitations",
        sa.Column("id", AutoId, nullable=False),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("invited_by", sa.BigInteger),
        sa.Column("created_at", UTCDateTime, nullable=False),
        sa.Column("expires_at", UTCDateTime, nullable=False),
        sa.Column("used_at", UTCDateTime),
        sa.Column("used_by", sa.BigInteger),
        sa.Column("revoked_at", UTCDateTime),
        sa.PrimaryKeyConstraint("id", name="pk_invitations"),
        sa.UniqueConstraint("digest", name="uq_invitations_digest"),
    )
    op.create_table(
        "staff_events",
        sa.Column("id", AutoId, nullable=False),
        sa.Column("happened_at", UTCDateTime, nullable=False),
        sa.Column("actor_kind", sa.String, nullable=False),
        sa.Column("actor_id", sa.BigInteger),
        sa.Column("what", sa.String, nullable=False),
        sa.Column("subject_kind", sa.String, nullable=False),
        sa.Column("subject_id", sa.BigInteger, nullable=False),
        sa.Column("before", Json, nullable=False),
        sa.Column("after", Json, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_staff_events"),
    )
    op.create_index("ix_staff_events_happened_at", "staff_events", ["happened_at"])
    op.create_index("ix_staff_events_subject_kind_subject_id", "staff_events", ["subject_kind", "subject_id"])
    for statement in REFUSALS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    for table in ("staff_events", "invitations", "staff_members"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")
