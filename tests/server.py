"""Real HTTP servers for tests: one that records requests and gives the answers it was set up with,
and one that breaks connections.
"""

import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit


@dataclass
class Request:
    method: str
    path: str
    query: list[tuple[str, str]]
    headers: dict[str, str]
    body: bytes


Answer = tuple[int, dict[str, str], bytes]
Behaviour = Callable[[socket.socket], None]


@dataclass
class Recorder:
    """``script`` is answered first, one by one; then ``answer``, again and again. An answer is
    status, headers and body, or what to do with the connection instead.
    """

    url: str = ""
    answer: Answer | Behaviour = (200, {}, b"null")
    script: list[Answer | Behaviour] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    by_request: Callable[[Request], Answer] | None = None
    """Gives the answer to a request, in place of the two."""

    def answers(self, status: int, body: str | bytes, **headers: str) -> None:
        self.answer = an_answer(status, body, **headers)

    @property
    def last(self) -> Request:
        return self.requests[-1]


def an_answer(status: int, body: str | bytes = b"", **headers: str) -> Answer:
    data = body.encode() if isinstance(body, str) else body
    return status, {k.replace("_", "-"): v for k, v in headers.items()}, data


def reset_in_the_body(connection: socket.socket) -> None:
    """Send half of a body, then a TCP reset."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + b"{" * 100)
    time.sleep(0.05)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def closed_in_the_body(connection: socket.socket) -> None:
    """Send half of a body, then close the connection."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + b"{" * 100)
    connection.shutdown(socket.SHUT_RDWR)


def slow(seconds: float) -> Behaviour:
    """Wait for a while, then answer."""

    def wait(connection: socket.socket) -> None:
        time.sleep(seconds)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")

    return wait


@contextmanager
def recording() -> Iterator[Recorder]:
    recorder = Recorder()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def handle_any(self) -> None:
            target = urlsplit(self.path)
            request = Request(
                self.command,
                target.path,
                parse_qsl(target.query, keep_blank_values=True),
                {name.lower(): value for name, value in self.headers.items()},
                self._body(),
            )
            recorder.requests.append(request)
            answer = recorder.script.pop(0) if recorder.script else recorder.answer
            if recorder.by_request:
                answer = recorder.by_request(request)
            if callable(answer):
                self.close_connection = True
                answer(self.connection)
                return
            status, headers, body = answer
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if status not in (204, 304):
                self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = handle_any

        def _body(self) -> bytes:
            if self.headers.get("Transfer-Encoding") != "chunked":
                return self.rfile.read(int(self.headers.get("Content-Length") or 0))
            parts = []
            while size := int(self.rfile.readline(), 16):
                parts.append(self.rfile.read(size))
                self.rfile.readline()
            self.rfile.readline()
            return b"".join(parts)

        def log_message(self, *_: object) -> None:
            """Log nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """A client that gave up waiting is no error here."""

    server = Server(("127.0.0.1", 0), Handler)
    recorder.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield recorder
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
