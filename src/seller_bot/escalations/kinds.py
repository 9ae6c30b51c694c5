"""The kinds of cases: what is asked for each, how soon it is to be taken and decided, why it may be rejected."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

FILE = Path(__file__).with_name("kinds.yaml")

MAY_BE_REOPENED = timedelta(days=14)
MOST_FILES = 5


class Kind(BaseModel):
    """One kind of case; times are minutes of business hours."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    asks: Sequence[str]
    reasons: Sequence[str]
    take_within: int
    decide_within: int
    answer_within: int


@cache
def kinds() -> Mapping[str, Kind]:
    """All kinds by id, in the order of the file. A faulty file raises pydantic's ValidationError."""
    content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {id: Kind(id=id, **{**content["usual"], **own}) for id, own in content["kinds"].items()}
