"""The kinds of databases on which the tests run."""

from collections.abc import Callable

DATABASES = ("sqlite", "postgresql")

NewDatabase = Callable[[str], str]
"""From a kind of database to the URL of an empty one."""
