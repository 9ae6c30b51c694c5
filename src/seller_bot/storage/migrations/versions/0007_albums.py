"""Which files sent together were answered last: one answer is enough for all of them."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("positions", sa.Column("album", sa.String))


def downgrade() -> None:
    with op.batch_alter_table("positions") as positions:
        positions.drop_column("album")
