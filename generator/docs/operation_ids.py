"""Takes apart the ids of operations and the names of tags.

An id is a version, a tag, an underscore and the name of a method:
``v1ContactEntity_GetContactEntity``. A tag may end in a word that says in which style its
operations are written: ``ContactEntity``, ``ContactAgent``. Which words those are is said by the
layout.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from generator.docs.http_messages import METHODS

_VERSION = re.compile(r"^v\d+(?=[A-Z])")
_VERBS = frozenset(method.capitalize() for method in METHODS.values())


def tag_of(operation_id: str, path: str) -> str:
    """The tag of an operation: the part of its id before the underscore, without the version.

    ``v1BatchAgent_StartBatchJob`` has the tag ``BatchAgent``. Where the id has no such part, or
    it is an HTTP method (``Get_Contact``), the tag is the last but one of the fixed segments of
    ``path``: ``Agents`` for ``/Agents/Batch``.
    """
    prefix, underscore, _ = operation_id.partition("_")
    if underscore and prefix not in _VERBS:
        return _VERSION.sub("", prefix)
    fixed = [segment for segment in path.split("/") if segment and "{" not in segment]
    return fixed[-2] if len(fixed) > 1 else (fixed or ["Default"])[0]


@lru_cache(maxsize=1 << 16)
def method_of(operation_id: str) -> str:
    """The part of an id behind the first underscore: ``StartBatchJob`` for
    ``v1BatchAgent_StartBatchJob``. The whole id where there is none.
    """
    return operation_id.partition("_")[2] or operation_id


def method_without_tag(operation_id: str, tag: str) -> str:
    """As ``method_of``, without the tag at the end: ``Get`` for
    ``v1ContactEntity_GetContactEntity`` of the tag ``ContactEntity``.
    """
    method = method_of(operation_id)
    return method.removesuffix(tag) or method


def ending_of(tag: str, endings: Iterable[str]) -> str:
    """The ending that a tag has, of those that the layout names; empty where it has none, or is
    no more than an ending.
    """
    return next((e for e in endings if tag.endswith(e) and tag != e), "")
