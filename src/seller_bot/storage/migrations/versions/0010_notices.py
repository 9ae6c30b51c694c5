"""Notices, and who wants none."""

import sqlalchemy as sa
from alembic import op

from seller_bot.storage.base import AutoId, Json, UTCDateTime

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "notices",
        sa.Column("id", AutoId, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("category", sa.String, nullable=False),
        sa.Column("texts", Json, nullable=False),
        sa.Column("fallback", Json, nullable=False),
        sa.Column("photo", sa.String),
        sa.Column("buttons", Json, nullable=False),
        sa.Column("audience", Json, nullable=False),
        sa.Column("is_for_all", sa.Boolean, nullable=False),
        sa.Column("is_patient", sa.Boolean, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("send_at", UTCDateTime),
        sa.Column("created_by", sa.BigInteger),
        sa.Column("created_at", UTCDateTime, nullable=False),
        sa.Column("batch_id", AutoId),
        sa.Column("recall_id", AutoId),
        sa.Column("correction", Json),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name="fk_notices_batch_id_batches"),
        sa.ForeignKeyConstraint(["recall_id"], ["batches.id"], name="fk_notices_recall_id_batches"),
    )
    op.create_table(
        "notice_opt_outs",
        sa.Column("seller_id", sa.BigInteger, nullable=False),
        sa.Column("category", sa.String, nullable=False),
        sa.Column("since", UTCDateTime, nullable=False),
        sa.PrimaryKeyConstraint("seller_id", "category", name="pk_notice_opt_outs"),
        sa.ForeignKeyConstraint(
            ["seller_id"], ["sellers.id"], name="fk_notice_opt_outs_seller_id_sellers", ondelete="CASCADE"
        ),
    )


def downgrade() -> None:
    op.drop_table("notice_opt_outs")
    op.drop_table("notices")
