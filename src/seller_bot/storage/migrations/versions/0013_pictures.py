"""The files that Telegram has of the drawings which show where to click."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "picture_files",
        sa.Column("bot_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("locale", sa.String, nullable=False),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("file_id", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "name", "locale", name="pk_picture_files"),
    )


def downgrade() -> None:
    op.drop_table("picture_files")
