"""Sellers, where they stand, the updates that came in, bindings and follow-ups."""

import sqlalchemy as sa
from alembic import op

from seller_bot.storage.base import AutoId, Json, UTCDateTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "sellers",
        sa.Column("id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("first_name", sa.String, nullable=False),
        sa.Column("username", sa.String),
        sa.Column("language_code", sa.String),
        sa.Column("locale", sa.String),
        sa.Column("created_at", UTCDateTime, nullable=False),
        sa.Column("seen_at", UTCDateTime, nullable=False),
        sa.Column("blocked_at", UTCDateTime),
        sa.PrimaryKeyConstraint("id", name="pk_sellers"),
    )
    op.create_table(
        "positions",
        sa.Column("seller_id", sa.BigInteger, nullable=False),
        sa.Column("flow", sa.String),
        sa.Column("step", sa.String),
        sa.Column("answers", Json, nullable=False),
        sa.Column("trail", Json, nullable=False),
        sa.Column("offered", Json, nullable=False),
        sa.Column("visit", sa.BigInteger, nullable=False),
        sa.Column("misses", sa.BigInteger, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("moved_at", UTCDateTime, nullable=False),
        _of_seller("positions"),
        sa.PrimaryKeyConstraint("seller_id", name="pk_positions"),
    )
    op.create_table(
        "updates",
        sa.Column("id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("received_at", UTCDateTime, nullable=False),
        sa.Column("calls", Json, nullable=False),
        sa.Column("answered_at", UTCDateTime),
        sa.PrimaryKeyConstraint("id", name="pk_updates"),
    )
    op.create_index("ix_updates_received_at", "updates", ["received_at"])
    unanswered = sa.text("answered_at IS NULL")
    op.create_index("ix_updates_unanswered", "updates", ["id"], postgresql_where=unanswered, sqlite_where=unanswered)
    op.create_table(
        "bindings",
        sa.Column("id", AutoId, nullable=False),
        sa.Column("seller_id", sa.BigInteger, nullable=False),
        sa.Column("partner", sa.String, nullable=False),
        sa.Column("bound_at", UTCDateTime),
        sa.Column("unbound_at", UTCDateTime),
        _of_seller("bindings"),
        sa.PrimaryKeyConstraint("id", name="pk_bindings"),
    )
    op.create_index("ix_bindings_seller_id", "bindings", ["seller_id"])
    op.create_table(
        "follow_ups",
        sa.Column("id", AutoId, nullable=False),
        sa.Column("seller_id", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("about", Json, nullable=False),
        sa.Column("due_at", UTCDateTime, nullable=False),
        sa.Column("planned_at", UTCDateTime, nullable=False),
        sa.Column("cancelled_at", UTCDateTime),
        _of_seller("follow_ups"),
        sa.PrimaryKeyConstraint("id", name="pk_follow_ups"),
    )
    op.create_index("ix_follow_ups_seller_id", "follow_ups", ["seller_id"])
    op.create_index("ix_follow_ups_due_at", "follow_ups", ["due_at"])


def downgrade() -> None:
    for table in ("follow_ups", "bindings", "updates", "positions", "sellers"):
        op.drop_table(table)


def _of_seller(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_seller_id_sellers"
    return sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=name, ondelete="CASCADE")
