"""Cases, what is said in them, and where they are shown."""

import sqlalchemy as sa
from alembic import op

from seller_bot.storage.base import AutoId, Json, UTCDateTime

revision = "0006"
down_revision = "0005"

STILL_OPEN = sa.text("ended_at IS NULL")
IN_CHATS = sa.text("message_id IS NOT NULL AND reference IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "cases",
        sa.Column("id", AutoId, nullable=False),
        sa.Column("ref", sa.String, nullable=False),
        sa.Column("seller_id", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("answers", Json, nullable=False),
        sa.Column("sealed", sa.String),
        sa.Column("opened_at", UTCDateTime, nullable=False),
        sa.Column("take_by", UTCDateTime),
        sa.Column("taken_by", sa.BigInteger),
        sa.Column("taken_at", UTCDateTime),
        sa.Column("decide_by", UTCDateTime),
        sa.Column("minutes_left", sa.Double),
        sa.Column("asked_at", UTCDateTime),
        sa.Column("unanswered_since", UTCDateTime),
        sa.Column("decided_by", sa.BigInteger),
        sa.Column("reason", sa.String),
        sa.Column("ended_at", UTCDateTime),
        sa.Column("reminded_at", UTCDateTime),
        sa.Column("reminders", sa.SmallInteger, nullable=False),
        sa.Column("rating", sa.SmallInteger),
        sa.Column("rating_words", sa.String),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
        sa.UniqueConstraint("ref", name="uq_cases_ref"),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name="fk_cases_seller_id_sellers", ondelete="CASCADE"),
    )
    op.create_index("ix_cases_seller_id", "cases", ["seller_id"])
    op.create_index("ix_cases_ended_at", "cases", ["ended_at"])
    op.create_index("ix_cases_open", "cases", ["opened_at"], postgresql_where=STILL_OPEN, sqlite_where=STILL_OPEN)
    op.create_table(
        "case_entries",
        sa.Column("id", AutoId, nullable=False),
        sa.Column("case_id", AutoId, nullable=False),
        sa.Column("author_id", sa.BigInteger, nullable=False),
        sa.Column("is_sellers", sa.Boolean, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("file_kind", sa.String),
        sa.Column("file_id", sa.String),
        sa.Column("album", sa.String),
        sa.Column("chat_id", sa.BigInteger),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("said_at", UTCDateTime, nullable=False),
        sa.Column("edited_at", UTCDateTime),
        sa.PrimaryKeyConstraint("id", name="pk_case_entries"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_entries_case_id_cases", ondelete="CASCADE"),
    )
    op.create_index("ix_case_entries_case_id", "case_entries", ["case_id"])
    op.create_index("ix_case_entries_chat_id_message_id", "case_entries", ["chat_id", "message_id"])
    op.create_table(
        "case_posts",
        sa.Column("id", AutoId, nullable=False),
        sa.Column("case_id", AutoId, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("message_thread_id", sa.BigInteger),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("person_id", sa.BigInteger),
        sa.Column("entry_id", AutoId),
        sa.Column("purpose", sa.String),
        sa.Column("posted_at", UTCDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_case_posts"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_posts_case_id_cases", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["case_entries.id"], name="fk_case_posts_entry_id_case_entries", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_case_posts_case_id", "case_posts", ["case_id"])
    op.create_index("ix_case_posts_entry_id", "case_posts", ["entry_id"])
    op.create_index("ix_case_posts_chat_id_message_id", "case_posts", ["chat_id", "message_id"])
    op.create_index(
        "ix_deliveries_message",
        "deliveries",
        ["chat_id", "message_id"],
        postgresql_where=IN_CHATS,
        sqlite_where=IN_CHATS,
    )


def downgrade() -> None:
    op.drop_index("ix_deliveries_message", "deliveries")
    for table in ("case_posts", "case_entries", "cases"):
        op.drop_table(table)
