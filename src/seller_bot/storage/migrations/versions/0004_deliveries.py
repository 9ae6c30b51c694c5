"""The ledger of what the bot says on its own initiative; follow-ups become rows of it."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from seller_bot.storage.base import AutoId, Json, UTCDateTime

revision = "0004"
down_revision = "0003"

FOLLOW_UPS = sa.table(
    "follow_ups",
    sa.column("seller_id", sa.BigInteger),
    sa.column("kind", sa.String),
    sa.column("about", Json),
    sa.column("due_at", UTCDateTime),
    sa.column("planned_at", UTCDateTime),
    sa.column("cancelled_at", UTCDateTime),
)
DELIVERIES = sa.table(
    "deliveries",
    sa.column("chat_id", sa.BigInteger),
    sa.column("kind", sa.String),
    sa.column("policy", sa.String),
    sa.column("content", Json),
    sa.column("is_patient", sa.Boolean),
    sa.column("reference", sa.String),
    sa.column("planned_at", UTCDateTime),
    sa.column("due_at", UTCDateTime),
    sa.column("state", sa.String),
    sa.column("attempts", sa.BigInteger),
)
CONFIRMATION = "binding_confirmation"


def upgrade() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", AutoId, nullable=False),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("message_thread_id", sa.BigInteger),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("policy", sa.String, nullable=False),
        sa.Column("content", Json, nullable=False),
        sa.Column("locale", sa.String),
        sa.Column("is_patient", sa.Boolean, nullable=False),
        sa.Column("reference", sa.String),
        sa.Column("planned_at", UTCDateTime, nullable=False),
        sa.Column("due_at", UTCDateTime, nullable=False),
        sa.Column("retry_at", UTCDateTime),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("attempts", sa.BigInteger, nullable=False),
        sa.Column("claimed_at", UTCDateTime),
        sa.Column("cancelled_at", UTCDateTime),
        sa.Column("settled_at", UTCDateTime),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("error", sa.String),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
    )
    _index("due", ["policy", "due_at", "id"], "state = 'due'")
    _index("open", ["chat_id", "due_at", "id"], "state IN ('due', 'sending')")
    _index("sending", ["claimed_at"], "state = 'sending'")
    _index("reference", ["reference"], "reference IS NOT NULL")
    op.create_index("ix_deliveries_settled_at", "deliveries", ["settled_at"])
    _move_follow_ups()
    op.drop_table("follow_ups")
    op.add_column("positions", sa.Column("invited_at", UTCDateTime))
    silent = sa.text("flow IS NOT NULL AND invited_at IS NULL")
    op.create_index("ix_positions_silent", "positions", ["moved_at"], postgresql_where=silent, sqlite_where=silent)


def downgrade() -> None:
    op.drop_index("ix_positions_silent", "positions")
    with op.batch_alter_table("positions") as positions:
        positions.drop_column("invited_at")
    op.create_table(
        "follow_ups",
        sa.Column("id", AutoId, nullable=False),
        sa.Column("seller_id", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("about", Json, nullable=False),
        sa.Column("due_at", UTCDateTime, nullable=False),
        sa.Column("planned_at", UTCDateTime, nullable=False),
        sa.Column("cancelled_at", UTCDateTime),
        sa.ForeignKeyConstraint(
            ["seller_id"], ["sellers.id"], name="fk_follow_ups_seller_id_sellers", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_follow_ups"),
    )
    op.create_index("ix_follow_ups_seller_id", "follow_ups", ["seller_id"])
    op.create_index("ix_follow_ups_due_at", "follow_ups", ["due_at"])
    _move_back()
    op.drop_table("deliveries")


def _index(name: str, columns: list[str], condition: str) -> None:
    only = sa.text(condition)
    op.create_index(f"ix_deliveries_{name}", "deliveries", columns, postgresql_where=only, sqlite_where=only)


def _move_follow_ups() -> None:
    """There was one kind of them."""
    waiting = sa.select(FOLLOW_UPS).where(FOLLOW_UPS.c.cancelled_at.is_(None), FOLLOW_UPS.c.kind == CONFIRMATION)
    rows = [_delivery(row) for row in op.get_bind().execute(waiting).mappings()]
    if rows:
        op.get_bind().execute(sa.insert(DELIVERIES), rows)


def _delivery(row: Any) -> dict[str, Any]:
    partner = row["about"]["partner"]
    buttons = [
        {"label": f"confirmation.ask.{choice}", "values": {}, "presses": ["confirmation", "asked", choice, 0]}
        for choice in ("appeared", "not_yet")
    ]
    return {
        "chat_id": row["seller_id"],
        "kind": row["kind"],
        "policy": "transactional",
        "content": {"key": "confirmation.ask", "values": {"partner": partner}, "buttons": buttons},
        "is_patient": True,
        "reference": f"{row['kind']}:{row['seller_id']}:{partner.casefold()}",
        "planned_at": row["planned_at"],
        "due_at": row["due_at"],
        "state": "due",
        "attempts": 0,
    }


def _move_back() -> None:
    waiting = sa.select(DELIVERIES).where(DELIVERIES.c.state == "due", DELIVERIES.c.kind == CONFIRMATION)
    rows = [
        {
            "seller_id": row["chat_id"],
            "kind": row["kind"],
            "about": row["content"]["values"],
            "due_at": row["due_at"],
            "planned_at": row["planned_at"],
        }
        for row in op.get_bind().execute(waiting).mappings()
    ]
    if rows:
        op.get_bind().execute(sa.insert(FOLLOW_UPS), rows)
