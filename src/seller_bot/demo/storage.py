"""The world on disk: one SQLite file, a row for each person, chat and file, written a moment after each change."""

import json
import sqlite3
from collections import deque
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from seller_bot.demo.chats import Chat, Topic
from seller_bot.demo.files import File
from seller_bot.demo.presses import Press
from seller_bot.demo.updates import Pending
from seller_bot.demo.users import User
from seller_bot.demo.webhook import Webhook
from seller_bot.demo.world import World

Json = dict[str, Any]
DAMAGE = (sqlite3.Error, AttributeError, LookupError, TypeError, ValueError)
"""What reading runs into where a row is missing, broken or of another shape."""
TABLES = """
CREATE TABLE IF NOT EXISTS state (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS files (
    id TEXT PRIMARY KEY, unique_id TEXT, kind TEXT, name TEXT, mime_type TEXT, content BLOB, path TEXT
);
"""
KEPT_PRESSES = 1000
SKIPPED_UPDATES = 1000
"""A server that was killed may have handed out numbers that it did not write down: a bot takes a known one for done."""
VERSION = 1
"""Of what the rows hold; a change of a stored class makes another one."""


class Storage:
    def __init__(self, world: World, path: Path) -> None:
        self.world = world
        path.parent.mkdir(parents=True, exist_ok=True)
        self.database = opened(path)
        self.written: dict[str, str] = {}
        self.files: set[str] = set()
        self.changed: set[int] = set()
        """The chats whose rows are out of date."""
        try:
            self.load()
        except DAMAGE as reason:
            self.database.close()
            raise OSError(f"can't read the demo's state in {path} ({reason or type(reason).__name__})") from None
        world.events.listeners.append(self.note)

    def note(self, name: str, data: Json) -> None:
        chat_id = data.get("person_id") or data.get("chat_id") or (data.get("id") if name == "person" else None)
        if chat_id is not None:
            self.changed.add(chat_id)

    # Writing

    def save(self) -> None:
        """Write the rows that differ from what is there."""
        rows = [(key, value) for key, value in self.rows() if self.written.get(key) != value]
        files = [file for file in self.world.files.by_id.values() if file.id not in self.files]
        if not rows and not files:
            return
        with self.database:
            self.database.executemany("INSERT OR REPLACE INTO state (key, value) VALUES (?, ?)", rows)
            values = ((f.id, f.unique_id, f.kind, f.name, f.mime_type, f.content, f.path) for f in files)
            self.database.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?)", values)
        self.changed.clear()
        self.written.update(rows)
        self.files.update(file.id for file in files)

    def rows(self) -> Iterator[tuple[str, str]]:
        yield "world", json.dumps(self.counts())
        yield "bot", json.dumps(self.profile())
        # Rights and topics of groups change without an event; groups are few.
        groups = {chat.id for chat in self.world.chats.values() if not chat.is_private}
        for chat_id in sorted(self.changed | groups):
            yield f"chat/{chat_id}", json.dumps(asdict(self.world.chats[chat_id]))
            if chat_id in self.world.people:
                yield f"person/{chat_id}", json.dumps(asdict(self.world.people[chat_id]))

    def counts(self) -> Json:
        world = self.world
        return {
            "last_message_id": world.last_message_id,
            "last_press_id": world.presses.last_id,
            "last_media_group": world.last_media_group,
            "advanced": world.clock.advanced,
            "next_update_id": world.updates.next_id,
            "allowed": sorted(world.updates.allowed),
            "queue": [asdict(pending) for pending in world.updates.queue],
            "presses": [asdict(press) for press in list(world.presses.by_id.values())[-KEPT_PRESSES:]],
            "webhook": asdict(world.webhook.webhook),
        }

    def profile(self) -> Json:
        profile = self.world.profile
        return {
            "names": profile.names,
            "descriptions": profile.descriptions,
            "short_descriptions": profile.short_descriptions,
            "menu_buttons": profile.menu_buttons,
            "commands": [[list(scope), code, commands] for (scope, code), commands in profile.commands.items()],
        }

    def close(self) -> None:
        try:
            self.save()
        finally:
            self.database.close()

    # Reading

    def load(self) -> None:
        for row in self.database.execute("SELECT id, unique_id, kind, name, mime_type, content, path FROM files"):
            self.files.add(self.world.files.add(File(*row)).id)
        self.written = dict(self.database.execute("SELECT key, value FROM state"))
        for key, text in self.written.items():
            value = json.loads(text)
            if key.startswith("person/"):
                self.world.people[value["id"]] = User(**value)
            elif key.startswith("chat/"):
                self.world.chats[value["id"]] = chat(value)
        if self.world.people.keys() - self.world.chats.keys():
            raise ValueError("a person without a chat")
        if self.written:
            self.load_counts(json.loads(self.written["world"]))
            self.load_profile(json.loads(self.written["bot"]))

    def load_counts(self, value: Json) -> None:
        world = self.world
        world.last_message_id = value["last_message_id"]
        world.presses.last_id = value["last_press_id"]
        world.last_media_group = value["last_media_group"]
        world.clock.advanced = value["advanced"]
        world.updates.next_id = value["next_update_id"] + SKIPPED_UPDATES
        world.updates.allowed = frozenset(value["allowed"])
        world.updates.queue = deque(Pending(**pending) for pending in value["queue"])
        world.presses.by_id = {press["id"]: Press(**press) for press in value["presses"]}
        world.webhook.webhook = Webhook(**value["webhook"])

    def load_profile(self, value: Json) -> None:
        profile = self.world.profile
        profile.names = value["names"]
        profile.descriptions = value["descriptions"]
        profile.short_descriptions = value["short_descriptions"]
        profile.menu_buttons = by_number(value["menu_buttons"])
        profile.commands = {((s[0], s[1], s[2]), code): commands for s, code, commands in value["commands"]}


def opened(path: Path) -> sqlite3.Connection:
    """The database, emptied if another version of this program wrote it: what is in a demo can be lost."""
    try:
        database = sqlite3.connect(path)
        try:
            prepare(database)
        except sqlite3.Error:
            database.close()
            raise
    except sqlite3.Error as reason:
        raise OSError(f"can't keep the demo's state in {path}: {reason}") from None
    return database


def prepare(database: sqlite3.Connection) -> None:
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version != VERSION:
        database.executescript("DROP TABLE IF EXISTS state; DROP TABLE IF EXISTS files")
        database.execute(f"PRAGMA user_version = {VERSION}")
    database.executescript(TABLES)


def chat(value: Json) -> Chat:
    """JSON knows no numbers as keys: they are numbers again here."""
    value["messages"] = by_number(value["messages"])
    value["members"] = by_number(value["members"])
    value["reactions"] = {n: by_number(reactions) for n, reactions in by_number(value["reactions"]).items()}
    value["topics"] = {n: Topic(**topic) for n, topic in by_number(value["topics"]).items()}
    value["general"] = Topic(**value["general"])
    return Chat(**value)


def by_number(values: Json) -> dict[int, Any]:
    return {int(number): value for number, value in values.items()}
