"""Which messages may yet be edited, the commands in sellers' own chats, and who was answered in which group."""

import sqlalchemy as sa
from alembic import op

from seller_bot.storage.base import Json, UTCDateTime

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    # Programs of before, which are still at work while the new ones start, know nothing of it.
    op.add_column("positions", sa.Column("heard", Json, nullable=False, server_default="{}"))
    op.add_column("sellers", sa.Column("menu", sa.String))
    op.add_column("sellers", sa.Column("wanted_menu", sa.String))
    op.create_index(
        "ix_sellers_menu",
        "sellers",
        ["id"],
        postgresql_where=sa.text("menu IS DISTINCT FROM wanted_menu"),
        sqlite_where=sa.text("menu IS NOT wanted_menu"),
    )
    op.create_table(
        "group_answers",
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("person_id", sa.BigInteger, nullable=False),
        sa.Column("answered_at", UTCDateTime, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "person_id", name="pk_group_answers"),
    )
    op.create_index("ix_group_answers_answered_at", "group_answers", ["answered_at"])


def downgrade() -> None:
    op.drop_table("group_answers")
    op.drop_index("ix_sellers_menu", "sellers")
    op.drop_column("sellers", "wanted_menu")
    op.drop_column("sellers", "menu")
    with op.batch_alter_table("positions") as positions:
        positions.drop_column("heard")
