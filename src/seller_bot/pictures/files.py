"""The files that Telegram has of drawings, for the other processes and for the next start."""

from sqlalchemy import delete
from sqlalchemy.orm import Mapped, Session, mapped_column

from seller_bot.storage.base import Base, insert_unless_there


class PictureFile(Base):
    """A drawing as a bot has uploaded it; a file_id is good for that bot alone.

    digest  of the file: a drawing that looks otherwise by now is uploaded anew
    """

    __tablename__ = "picture_files"

    bot_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(primary_key=True)
    locale: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str]
    file_id: Mapped[str]


def known_file(session: Session, bot_id: int, name: str, locale: str, digest: str) -> str | None:
    """The file_id of the drawing as it looks now."""
    found = session.get(PictureFile, (bot_id, name, locale))
    return found.file_id if found is not None and found.digest == digest else None


def keep_file(session: Session, bot_id: int, name: str, locale: str, digest: str, file_id: str) -> None:
    """From now on, in place of any other; whoever uploaded it at the same moment may have been first."""
    key = {"bot_id": bot_id, "name": name, "locale": locale}
    session.execute(delete(PictureFile).filter_by(**key))
    insert_unless_there(session, PictureFile, {**key, "digest": digest, "file_id": file_id})


def forget_file(session: Session, bot_id: int, file_id: str) -> None:
    """Telegram knows it no more."""
    session.execute(delete(PictureFile).where(PictureFile.bot_id == bot_id, PictureFile.file_id == file_id))
