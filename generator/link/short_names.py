"""Short names of operations and tags, without the words that repeat the tag, version or style."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from generator.docs.operation_ids import ending_of, method_of, method_without_tag
from generator.link.facts import Facts
from generator.model import Operation, Tag

_NOT_WORD = re.compile(r"[\W_]+")


def short_names(facts: Facts) -> None:
    """Set ``Operation.short_name``, ``Tag.short_name`` and ``Tag.contested_name``.

    ``v1ContactEntity_GetContactEntity`` becomes ``Get``, and ``ContactEntity`` becomes ``Contact``.
    A name that two operations of a tag, or two tags, would have is kept whole; of two tags that
    differ only in their ending (``tag_endings`` of the layout) the first gets the short name. Names
    that differ only in casing and punctuation count as one: in some language they would be.
    """
    api = facts.api
    by_tag: dict[str, list[Operation]] = {}
    for operation in api.operations:
        by_tag.setdefault(operation.tag, []).append(operation)
    names = {
        operation_id: name
        for tag, operations in by_tag.items()
        for operation_id, name in _operation_names(tag, operations).items()
    }
    endings = next((page.tag_endings for page in facts.pages if page.tag_endings), ())
    facts.api = api.model_copy(
        update={
            "tags": tuple(_named_tags(api.tags, endings)),
            "operations": tuple(
                operation.model_copy(update={"short_name": names[operation.operation_id]})
                for operation in api.operations
            ),
        }
    )


def _operation_names(tag: str, operations: Iterable[Operation]) -> dict[str, str]:
    """The short name of each operation of a tag, by its id."""
    short = {op.operation_id: method_without_tag(op.operation_id, tag) for op in operations}
    counts = Counter(map(_without_casing, short.values()))
    return {
        operation_id: name if counts[_without_casing(name)] == 1 else method_of(operation_id)
        for operation_id, name in short.items()
    }


def _named_tags(tags: Iterable[Tag], endings: Sequence[str]) -> list[Tag]:
    """The tags with their short names, in the order given."""
    order = ("", *endings)
    taken: set[str] = set()
    found: dict[str, Tag] = {}
    for tag in sorted(tags, key=lambda t: (order.index(ending_of(t.name, endings)), t.name)):
        short = tag.name.removesuffix(ending_of(tag.name, endings))
        is_taken = _without_casing(short) in taken
        update = {
            "short_name": tag.name if is_taken else short,
            "contested_name": short if is_taken else "",
        }
        taken.add(_without_casing(update["short_name"]))
        found[tag.name] = tag.model_copy(update=update)
    return [found[tag.name] for tag in tags]


def _without_casing(name: str) -> str:
    return _NOT_WORD.sub("", name.lower())
