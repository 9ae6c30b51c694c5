"""How far the replies to an update have gone out, and the updates that could not be applied."""

import sqlalchemy as sa
from alembic import op

from seller_bot.storage.base import UTCDateTime

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("updates", sa.Column("sent", sa.SmallInteger, nullable=False, server_default="0"))
    op.create_table(
        "failed_updates",
        sa.Column("id", sa.BigInteger, nullable=False),
        sa.Column("failed_at", UTCDateTime, nullable=False),
        sa.Column("error", sa.String, nullable=False),
        sa.Column("content", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_failed_updates"),
    )
    op.create_index("ix_failed_updates_failed_at", "failed_updates", ["failed_at"])


def downgrade() -> None:
    op.drop_table("failed_updates")
    with op.batch_alter_table("updates") as updates:
        updates.drop_column("sent")
