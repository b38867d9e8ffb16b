"""What a heading or a line says of all fields below it: where they are sent, which are required."""

from dataclasses import replace

from generator.docs.blocks import Paragraph
from generator.docs.field_owners import moved_below
from generator.docs.operation_builder import OperationBuilder
from generator.docs.request_lines import plain_text

_LONGEST_MARK = 40


class FieldGroup:
    """The fields that a block adds to an operation."""

    def __init__(self, builder: OperationBuilder) -> None:
        self._builder = builder
        self._required = builder.group_required
        self._in_url = builder.section == "url"
        self._counts: list[int] = []
        if self._required is not None or self._in_url or builder.owner:
            self._counts = [len(rows) for rows in builder.lists_of_fields()]

    def apply(self) -> None:
        """Say of the fields that have been added what is said of all of them."""
        for rows, count in zip(self._builder.lists_of_fields(), self._counts, strict=False):
            for number, entry in enumerate(rows[count:], start=count):
                if self._required is not None and not (entry.marked or entry.depth):
                    entry = replace(entry, required=self._required, marked=True)
                if self._in_url and not entry.place:
                    entry = replace(entry, place="url")
                rows[number] = entry
            if self._builder.owner and len(rows) > count:
                rows[:] = moved_below(rows, count, self._builder.owner)


def group_mark(builder: OperationBuilder, block: Paragraph) -> bool:
    """A line that is nothing but a mark, ``**Required:**``, is about the fields below it."""
    text = plain_text(block.text).strip(" :")
    if len(text) > _LONGEST_MARK or builder.page.layout.file.strict:
        return False
    marked = builder.page.layout.marked(text)
    if marked.required is None or marked.text.strip(" .:"):
        return False
    builder.group_required = marked.required
    return True
