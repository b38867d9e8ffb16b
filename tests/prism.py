"""Prism, a mock server by others: it serves an OpenAPI document and checks what it is asked."""

import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from npm_packages import install

FOLDER = Path(__file__).parent / "prism"
COMMAND = FOLDER / "node_modules" / ".bin" / "prism"


@contextmanager
def serving(document: Path) -> Iterator[str]:
    """The base URL of a Prism that serves ``document`` and answers violations with errors."""
    install(FOLDER, COMMAND)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # Into a file: a pipe that nobody reads would fill up and stop it.
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(
            [COMMAND, "mock", "--errors", "--port", str(port), str(document)],
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait(process, port)
            yield f"http://127.0.0.1:{port}"
        except BaseException:
            log.seek(0)
            print(log.read()[-4000:], file=sys.stderr)
            raise
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait(process: "subprocess.Popen[bytes]", port: int) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise RuntimeError("Prism stopped: see its output")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("Prism did not start within a minute")
