"""What a seller left and can come back to, and the button that was pressed last."""

import sqlalchemy as sa
from alembic import op

from seller_bot.storage.base import Json, UTCDateTime

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("positions", sa.Column("left", Json))
    # Programs of before, which are still at work while the new ones start, know nothing of it.
    op.add_column("positions", sa.Column("behind", Json, nullable=False, server_default="{}"))
    op.add_column("positions", sa.Column("doubted", sa.String))
    op.add_column("positions", sa.Column("pressed", sa.String))
    op.add_column("positions", sa.Column("pressed_at", UTCDateTime))


def downgrade() -> None:
    with op.batch_alter_table("positions") as positions:
        positions.drop_column("pressed_at")
        positions.drop_column("pressed")
        positions.drop_column("doubted")
        positions.drop_column("behind")
        positions.drop_column("left")
