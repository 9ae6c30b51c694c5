"""Notices are written in Telegram: with attachments, receipts, previews, a second person's approval, and cards."""

import sqlalchemy as sa
from alembic import op

from seller_bot.storage.base import AutoId, Json, UTCDateTime

revision = "0011"
down_revision = "0010"

NOTICES = sa.table(
    "notices",
    sa.column("id", sa.BigInteger),
    sa.column("photo", sa.String),
    sa.column("attachments", Json),
    sa.column("checks", Json),
)


def upgrade() -> None:
    with op.batch_alter_table("notices") as notices:
        notices.add_column(sa.Column("attachments", Json))
        notices.add_column(sa.Column("checks", Json))
        notices.add_column(sa.Column("asks_receipt", sa.Boolean, nullable=False, server_default=sa.false()))
        notices.add_column(sa.Column("version", sa.BigInteger, nullable=False, server_default="1"))
        notices.add_column(sa.Column("confirmed", sa.BigInteger))
        notices.add_column(sa.Column("proposed_by", sa.BigInteger))
    for id, photo in op.get_bind().execute(sa.select(NOTICES.c.id, NOTICES.c.photo)).all():
        attachments = [] if photo is None else [{"type": "photo", "media": photo}]
        op.execute(NOTICES.update().where(NOTICES.c.id == id).values(attachments=attachments, checks={}))
    with op.batch_alter_table("notices") as notices:
        notices.alter_column("attachments", existing_type=Json, nullable=False)
        notices.alter_column("checks", existing_type=Json, nullable=False)
        notices.alter_column("asks_receipt", existing_type=sa.Boolean, existing_nullable=False, server_default=None)
        notices.alter_column("version", existing_type=sa.BigInteger, existing_nullable=False, server_default=None)
        notices.drop_column("photo")
    op.create_table(
        "notice_receipts",
        sa.Column("notice_id", AutoId, nullable=False),
        sa.Column("seller_id", sa.BigInteger, nullable=False),
        sa.Column("given_at", UTCDateTime, nullable=False),
        sa.PrimaryKeyConstraint("notice_id", "seller_id", name="pk_notice_receipts"),
        _of_notice("notice_receipts"),
        sa.ForeignKeyConstraint(
            ["seller_id"], ["sellers.id"], name="fk_notice_receipts_seller_id_sellers", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "notice_cards",
        sa.Column("notice_id", AutoId, nullable=False),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("shown", sa.String),
        sa.PrimaryKeyConstraint("notice_id", "chat_id", name="pk_notice_cards"),
        _of_notice("notice_cards"),
    )
    op.create_table(
        "notice_writers",
        sa.Column("person_id", sa.BigInteger, nullable=False),
        sa.Column("notice_id", AutoId),
        sa.Column("awaits", sa.String),
        sa.Column("asked_at", UTCDateTime),
        sa.Column("zone", sa.String),
        sa.PrimaryKeyConstraint("person_id", name="pk_notice_writers"),
        _of_notice("notice_writers"),
    )
    op.add_column("deliveries", sa.Column("message_ids", Json))


def downgrade() -> None:
    op.drop_column("deliveries", "message_ids")
    op.drop_table("notice_writers")
    op.drop_table("notice_cards")
    op.drop_table("notice_receipts")
    with op.batch_alter_table("notices") as notices:
        notices.add_column(sa.Column("photo", sa.String))
    for id, attachments in op.get_bind().execute(sa.select(NOTICES.c.id, NOTICES.c.attachments)).all():
        photo = attachments[0]["media"] if attachments else None
        op.execute(NOTICES.update().where(NOTICES.c.id == id).values(photo=photo))
    with op.batch_alter_table("notices") as notices:
        for column in ("proposed_by", "confirmed", "version", "asks_receipt", "checks", "attachments"):
            notices.drop_column(column)


def _of_notice(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_notice_id_notices"
    return sa.ForeignKeyConstraint(["notice_id"], ["notices.id"], name=name, ondelete="CASCADE")
