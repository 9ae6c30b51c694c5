"""The command line, as its operator uses it."""

import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy.orm import Session

from seller_bot.cli import main
from seller_bot.flows import FLOWS
from seller_bot.staff import roster
from seller_bot.storage import schema
from seller_bot.storage.database import blocking_engine, parse_url


def test_help_names_every_command() -> None:
    shown = CliRunner().invoke(main, ["--help"]).output
    assert all(command in shown for command in ("demo", "run", "migrate", "doctor", "staff", "ask", "texts", "flows"))


def test_running_bot_loads_nothing_that_only_others_need() -> None:
    """Each of these takes megabytes for as long as the bot runs, and lengthens its start."""
    program = "import sys, seller_bot.commands.run; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout.split()
    assert not {"alembic", "numpy", "graphviz", "starlette", "uvicorn", "psycopg", "seller_bot.demo"} & {*loaded}


def test_hosts_install_no_rich() -> None:
    """structlog loads it wherever it is installed, for consoles that the bot doesn't write to: 3 MB."""
    pinned = (Path(__file__).parents[1] / "requirements.txt").read_text(encoding="utf-8")
    assert not re.search(r"^rich==", pinned, re.MULTILINE)


def test_flows_are_drawn_as_mermaid_from_their_tables() -> None:
    drawn = CliRunner().invoke(main, ["flows", "binding", "--lang", "ru"]).output
    assert "flowchart TD" in drawn
    assert 'search["5/7 search"]' in drawn
    assert 'search -->|"Есть в списке"| press_start' in drawn
    assert 'done -.->|"Меню"| flow_menu' in drawn


def test_every_flow_is_drawn_with_every_step() -> None:
    drawn = CliRunner().invoke(main, ["flows"]).output
    for flow in FLOWS.values():
        assert f"%% {flow.id}\n" in drawn
        assert all(f"    {step}" in drawn for step in flow.steps)


@pytest.mark.skipif(not shutil.which("dot") and os.environ.get("CI") != "true", reason="Graphviz is not installed")
@pytest.mark.parametrize("form", ["svg", "png"])
def test_flows_are_drawn_as_pictures(tmp_path: Path, form: str) -> None:
    drawn = CliRunner().invoke(main, ["flows", "unbinding", f"--{form}", "--lang", "zh_Hans", "--to", str(tmp_path)])
    assert drawn.output.strip() == str(tmp_path / f"unbinding.{form}")
    assert (tmp_path / f"unbinding.{form}").stat().st_size > 5000


def test_without_graphviz_the_operator_is_told_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    refused = CliRunner().invoke(main, ["flows", "menu", "--svg", "--to", str(tmp_path)])
    assert refused.exit_code == 2
    assert "install its package (Debian: graphviz)" in refused.output


def test_migrate_says_where_the_database_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/bot.sqlite3")
    assert CliRunner().invoke(main, ["migrate"]).output == f"The database is at revision {schema.head()}.\n"
    assert CliRunner().invoke(main, ["migrate", "--down-to", "base"]).output == "The database is at revision base.\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["revoke", "7"], "Nobody with the id 7 is on the staff: `seller-bot staff list` shows who is."),
        (["language", "7", "ru"], "Nobody with the id 7 is on the staff: `seller-bot staff list` shows who is."),
        (["revoke", "1"], "1 is an owner by SELLER_BOT_OWNERS: take the id out there, and start the bot again."),
        (["withdraw", "5"], "No open invitation has the number 5: `seller-bot staff list` shows those that are open."),
        (["invite", "--role", "owner"], "'owner' is not one of 'manager', 'support'."),
        (["language", "1", "de"], "'de' is not one of 'en', 'ru', 'zh_Hans', 'zh_Hant'."),
        (["audit", "--since", "yesterday"], "'yesterday' does not match the formats '%Y-%m-%d', '%Y-%m-%dT%H:%M'."),
    ],
)
def test_what_the_staff_command_can_not_do_is_said_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], sentence: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/bot.sqlite3")
    refused = CliRunner().invoke(main, ["staff", "list"])
    assert (refused.exit_code, "run `seller-bot migrate` first" in refused.output) == (2, True)
    CliRunner().invoke(main, ["migrate"])
    assert "name the owners in SELLER_BOT_OWNERS and start" in CliRunner().invoke(main, ["staff", "list"]).output
    engine = blocking_engine(parse_url(f"sqlite:///{tmp_path}/bot.sqlite3"))
    with Session(engine) as session, session.begin():
        roster.follow_settings(session, [1], datetime.now(UTC))
    engine.dispose()
    refused = CliRunner().invoke(main, ["staff", *words])
    assert (refused.exit_code, sentence in refused.output) == (2, True), refused.output


def test_a_taken_port_is_told_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        refused = CliRunner().invoke(main, ["demo", "--port", port, "--no-browser"])
    assert (refused.exit_code, "choose another with --port" in refused.output) == (2, True)


def test_demo_in_the_directory_of_a_real_bot_is_refused(tmp_path: Path) -> None:
    """Even with --reset: the sellers' database stays as it is."""
    (database := tmp_path / "seller-bot.sqlite3").write_text("sellers")
    refused = CliRunner().invoke(main, ["demo", "--no-browser", "--reset", "--state", str(tmp_path)])
    assert (refused.exit_code, "name another directory with --state" in refused.output) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["seller-bot.sqlite3"]
    assert database.read_text() == "sellers"


def test_damaged_state_of_a_demo_is_one_sentence(tmp_path: Path) -> None:
    """It names the way out."""
    with sqlite3.connect(tmp_path / "telegram.sqlite3") as database:
        database.executescript("CREATE TABLE state (something); PRAGMA user_version = 1")
    database.close()
    refused = CliRunner().invoke(main, ["demo", "--no-browser", "--port", "0", "--state", str(tmp_path)])
    assert (refused.exit_code, "--reset begins anew" in refused.output) == (2, True)
    assert "Traceback" not in refused.output


def test_the_wheel_runs_the_demo_from_any_folder(tmp_path: Path) -> None:
    """Installed into an empty environment, it has its texts, its migrations and its page with it."""
    uv = shutil.which("uv") or f"{Path(sys.executable).parent}/uv"
    checkout = Path(__file__).parents[1]
    subprocess.run([uv, "build", "--quiet", "--wheel", "--out-dir", tmp_path, checkout], check=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert not [name for name in names if name.endswith(".po") or "/tests/" in name]
    subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, tmp_path / "venv"], check=True)
    python = tmp_path / "venv" / "bin" / "python"
    newest = (checkout / "pyproject.toml").read_text().partition('exclude-newer = "')[2].partition('"')[0]
    subprocess.run(
        [uv, "pip", "install", "--quiet", "--exclude-newer", newest, "--python", python, wheel],
        check=True,
        cwd=tmp_path,
    )
    (elsewhere := tmp_path / "elsewhere").mkdir()
    demo = subprocess.Popen(
        [tmp_path / "venv" / "bin" / "seller-bot", "demo", "--port", "0", "--no-browser"],
        cwd=elsewhere,
        env={**os.environ, "XDG_DATA_HOME": str(tmp_path)},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert demo.stdout is not None
        assert "The demo is at http://127.0.0.1:" in demo.stdout.readline()
    finally:
        demo.terminate()
        demo.wait(15)
        if demo.stdout:
            demo.stdout.close()
