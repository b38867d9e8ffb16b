"""What an operation answers with, by HTTP status."""

from http import HTTPStatus

from generator.model import Operation, Response


def phrase(status: str | int) -> str:
    """The reason phrase that RFC 9110 has for a status."""
    try:
        return HTTPStatus(int(status)).phrase
    except ValueError:
        return "Error"


def success(operation: Operation) -> Response | None:
    """The first documented response with a 2xx status; None without one."""
    return next((r for r in operation.responses if r.status.startswith("2")), None)


def unsuccessful(operation: Operation) -> list[Response]:
    """The documented responses whose status is not 2xx."""
    return [r for r in operation.responses if not r.status.startswith("2")]
