"""Prism, a mock server by others: it serves an OpenAPI document and checks what it is asked."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "prism"
COMMAND = FOLDER / "node_modules" / ".bin" / "prism"


def install() -> None:
    """Install Prism beside its lock file, or skip the test where there is no npm."""
    if COMMAND.exists():
        return
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("no npm on this machine to install Prism with")
    subprocess.run(
        [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        cwd=FOLDER,
        check=True,
        capture_output=True,
        timeout=300,
    )


@contextmanager
def serving(document: Path) -> Iterator[str]:
    """The base URL of a Prism that serves ``document`` and answers violations with errors."""
    install()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [COMMAND, "mock", "--errors", "--port", str(port), str(document)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        _wait(process, port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        output, _ = process.communicate(timeout=30)
        print(output[-4000:], file=sys.stderr)


def _wait(process: "subprocess.Popen[str]", port: int) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise RuntimeError("Prism stopped: see its output")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("Prism did not start within a minute")
