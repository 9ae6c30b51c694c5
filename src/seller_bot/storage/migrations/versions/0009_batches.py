"""Batches of deliveries to many, and the indexes by which each kind of delivery is found."""

import sqlalchemy as sa
from alembic import op

from seller_bot.storage.base import AutoId, Json, UTCDateTime

revision = "0009"
down_revision = "0008"

RUNS = sa.text("state = 'running'")
DUE = sa.text("state = 'due'")
DUE_ALONE = sa.text("state = 'due' AND batch_id IS NULL")
IN_A_BATCH = sa.text("batch_id IS NOT NULL")
SETTLED = sa.text("settled_at IS NOT NULL")
COUNTS = ("total", "sent", "blocked", "failed", "uncertain", "cancelled")


def upgrade() -> None:
    op.create_table(
        "batches",
        sa.Column("id", AutoId, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("content", Json, nullable=False),
        sa.Column("started_at", UTCDateTime, nullable=False),
        sa.Column("ended_at", UTCDateTime),
        *(sa.Column(count, sa.BigInteger, nullable=False) for count in COUNTS),
        sa.PrimaryKeyConstraint("id", name="pk_batches"),
    )
    _index("batches", "running", ["id"], RUNS)
    with op.batch_alter_table("deliveries") as deliveries:
        deliveries.add_column(sa.Column("batch_id", AutoId))
        deliveries.create_foreign_key("fk_deliveries_batch_id_batches", "batches", ["batch_id"], ["id"])
    op.drop_index("ix_deliveries_due", "deliveries")
    op.drop_index("ix_deliveries_settled_at", "deliveries")
    _index("deliveries", "due", ["due_at", "id"], DUE_ALONE)
    _index("deliveries", "batch", ["batch_id", "state", "due_at", "id"], IN_A_BATCH)
    _index("deliveries", "settled", ["settled_at"], SETTLED)


def downgrade() -> None:
    for name in ("settled", "batch", "due"):
        op.drop_index(f"ix_deliveries_{name}", "deliveries")
    with op.batch_alter_table("deliveries") as deliveries:
        deliveries.drop_constraint("fk_deliveries_batch_id_batches", type_="foreignkey")
        deliveries.drop_column("batch_id")
    op.create_index("ix_deliveries_settled_at", "deliveries", ["settled_at"])
    _index("deliveries", "due", ["policy", "due_at", "id"], DUE)
    op.drop_table("batches")


def _index(table: str, name: str, columns: list[str], where: sa.TextClause) -> None:
    op.create_index(f"ix_{table}_{name}", table, columns, postgresql_where=where, sqlite_where=where)
