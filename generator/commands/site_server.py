"""A server of static pages for one's own browser: on loopback, and for no other site's pages.

A page of another site could have its own name lead to 127.0.0.1 (DNS rebinding) and then read what
is served there; its name is in the header ``Host``, so any other than this server's is refused.
"""

import threading
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self, cast

LOOPBACK = "127.0.0.1"
_COUNT, _SCRIPT = "/-/builds", "/-/reload.js"
# Asked again and again: a connection that stays open is one of the six that a browser has for a
# host, and somebody may have more pages open than that.
_RELOAD = b"""\
let seen;
setInterval(async () => {
  if (document.hidden) return;
  const count = await fetch("/-/builds").then((answer) => answer.text()).catch(() => seen);
  if (seen !== undefined && count !== seen) location.reload();
  seen = count;
}, 500);
"""
_TAG = b'<script src="/-/reload.js"></script></head>'
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


class _Builds:
    """Counts builds."""

    count = 0


class _Handler(SimpleHTTPRequestHandler):
    """Files of one folder, to requests that name this server."""

    server_version, sys_version = "docs2sdk", ""

    def __init__(self, builds: _Builds, *arguments: Any, directory: str) -> None:
        self._builds = builds
        super().__init__(*arguments, directory=directory)

    def parse_request(self) -> bool:
        """Whether the request is answered any further."""
        if not super().parse_request():
            return False
        port = cast(ThreadingHTTPServer, self.server).server_port
        if self.headers.get("Host") not in (f"{LOOPBACK}:{port}", f"localhost:{port}"):
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return False
        return True

    def send_head(self) -> BytesIO | BinaryIO | None:
        """As of the base class; pages come with the script that loads them anew."""
        if self.path == _SCRIPT:
            return self._send(_RELOAD, "text/javascript")
        if self.path == _COUNT:
            return self._send(str(self._builds.count).encode(), "text/plain")
        file = Path(self.translate_path(self.path))
        if file.is_dir() and self.path.partition("?")[0].endswith("/"):
            file /= "index.html"
        if file.suffix == ".html" and file.is_file():
            page = file.read_bytes().replace(b"</head>", _TAG, 1)
            return self._send(page, "text/html; charset=utf-8")
        return super().send_head()

    def list_directory(self, path: Any) -> None:
        """Folders have no page of their own."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def end_headers(self) -> None:
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002
        """Nothing: the terminal shows builds."""

    def _send(self, data: bytes, media_type: str) -> BytesIO:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        return BytesIO(data)


class SiteServer:
    """Serves a folder from a thread of its own, as long as its context lasts. Raises OSError where
    the port is taken.
    """

    def __init__(self, folder: Path, port: int) -> None:
        self._builds = _Builds()
        handler = partial(_Handler, self._builds, directory=str(folder))
        self._server = ThreadingHTTPServer((LOOPBACK, port), handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def url(self) -> str:
        """Where the start page is."""
        return f"http://{LOOPBACK}:{self._server.server_port}/"

    def announce(self) -> None:
        """Have all open pages load themselves anew."""
        self._builds.count += 1

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _at: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
