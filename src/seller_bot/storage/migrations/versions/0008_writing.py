"""What a seller was asked to write to, beside the step at which he stands."""

import sqlalchemy as sa
from alembic import op

from seller_bot.storage.base import UTCDateTime

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("positions", sa.Column("writes_to", sa.String))
    op.add_column("positions", sa.Column("writes_until", UTCDateTime))


def downgrade() -> None:
    with op.batch_alter_table("positions") as positions:
        positions.drop_column("writes_until")
        positions.drop_column("writes_to")
