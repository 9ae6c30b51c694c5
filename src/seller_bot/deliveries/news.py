"""News that something is to be said, for whoever delivers it: told right after the commit, whoever planned it."""

from collections.abc import Callable

from sqlalchemy import Connection, event
from sqlalchemy.orm import Mapper, Session, object_session, sessionmaker

from seller_bot.deliveries.models import Delivery

PLANNED = "a delivery was planned"


def tell_of_plans(sessions: sessionmaker[Session], tell: Callable[[], object]) -> None:
    """From now on `tell` is called for each unit of work that planned something, on the thread that committed it."""

    @event.listens_for(sessions, "after_commit")
    def after_commit(session: Session) -> None:
        if session.info.pop(PLANNED, False):
            tell()


@event.listens_for(Delivery, "after_insert")
def _note(mapper: Mapper[Delivery], connection: Connection, planned: Delivery) -> None:
    session = object_session(planned)
    if session is not None:
        session.info[PLANNED] = True
