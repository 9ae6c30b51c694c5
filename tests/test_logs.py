"""What is logged, by us or by a library, keeps its secrets."""

import subprocess
import sys

from tests.support.running import TOKEN

PROGRAM = """
import logging, sys
from seller_bot import logs

logs.configure("DEBUG", ["hidden word"])
logging.getLogger("library").info("POST https://api.telegram.org/bot%s/getMe", sys.argv[1])
logging.getLogger("library").info("a hidden word, or hidden%20word in a URL")
try:
    raise ValueError(sys.argv[1])
except ValueError:
    logging.getLogger("library").exception("failed")
"""


def test_tokens_and_secrets_are_taken_out_of_every_line() -> None:
    """Tracebacks included."""
    logged = subprocess.run([sys.executable, "-c", PROGRAM, TOKEN], capture_output=True, text=True, check=True).stderr
    assert "/bot<token>/getMe" in logged
    assert "ValueError: <token>" in logged
    assert "a <token>, or <token> in a URL" in logged
    assert TOKEN.partition(":")[2] not in logged
