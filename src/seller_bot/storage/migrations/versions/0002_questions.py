"""Questions in sellers' own words."""

import sqlalchemy as sa
from alembic import op

from seller_bot.storage.base import AutoId, Json, UTCDateTime

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "questions",
        sa.Column("id", AutoId, nullable=False),
        sa.Column("seller_id", sa.BigInteger, nullable=False),
        sa.Column("asked_at", UTCDateTime, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("reading", sa.String, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("decision", sa.String, nullable=False),
        sa.Column("candidates", Json, nullable=False),
        sa.Column("chosen", sa.String),
        sa.Column("helped", sa.Boolean),
        sa.ForeignKeyConstraint(
            ["seller_id"], ["sellers.id"], name="fk_questions_seller_id_sellers", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_questions"),
    )
    op.create_index("ix_questions_asked_at", "questions", ["asked_at"])
    op.create_index("ix_questions_seller_id_id", "questions", ["seller_id", "id"])


def downgrade() -> None:
    op.drop_table("questions")
