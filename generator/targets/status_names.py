"""Names for HTTP statuses: those of the classes of errors."""

import re
from http import HTTPStatus

from generator.model import Api
from generator.targets.statuses import phrase, unsuccessful

_USUAL_ERRORS = (400, 401, 403, 404, 409, 412, 429, 500, 503)
"""Statuses that any API may answer with, documented or not."""


def error_name(status: str | int) -> str:
    """The class for a status: ``NotFound`` for 404, ``Status499`` for one without a phrase."""
    # "I'm a Teapot" (418) has more than words.
    words = re.sub(r"[^A-Za-z0-9 ]", "", phrase(status).replace("-", " ")).split()
    # "Error" stands for a status without a phrase.
    name = "".join(word[0].upper() + word[1:] for word in words)
    return name if words != ["Error"] else f"Status{int(status)}"


def error_names(api: Api) -> dict[int, str]:
    """The class of each documented status other than success, and of those that any API may
    answer with, by status.
    """
    documented = {
        int(response.status) for operation in api.operations for response in unsuccessful(operation)
    }
    return {status: error_name(status) for status in sorted(documented | set(_USUAL_ERRORS))}


ERROR_NAMES = frozenset(error_name(status) for status in HTTPStatus)
"""The classes of all statuses that have a reason phrase."""
