"""Which operations take a JSON Merge Patch besides a JSON Patch."""

from generator.link.facts import Facts
from generator.model import Array, Operation, RequestBody

_MEDIA_TYPE = "application/merge-patch+json"


def merge_patch(facts: Facts) -> None:
    """Set ``RequestBody.accepts_merge_patch`` of each PATCH whose body is a list (the operations of
    a JSON Patch, RFC 6902) and whose page speaks of merge patches (RFC 7396), in its prose or by
    their media type.
    """
    operations = tuple(map(_marked, facts.api.operations))
    facts.api = facts.api.model_copy(update={"operations": operations})


def _marked(operation: Operation) -> Operation:
    body = operation.request_body
    if operation.method != "PATCH" or body is None or not _accepts_merge_patch(body):
        return operation
    accepting = body.model_copy(update={"accepts_merge_patch": True})
    return operation.model_copy(update={"request_body": accepting})


def _accepts_merge_patch(body: RequestBody) -> bool:
    is_mentioned = body.mentions_merge_patch or _MEDIA_TYPE in body.media_types
    return is_mentioned and isinstance(body.schema_, Array)
