"""Lines of prose that say what the next block holds: ``Supported attributes:``."""

from generator.docs.blocks import Block, Fence, Other, Paragraph, Table
from generator.docs.field_lists import read_lines
from generator.docs.field_owners import owner_in_prose
from generator.docs.layout.kinds import Role
from generator.docs.operation_builder import OperationBuilder
from generator.docs.page_builder import PageBuilder
from generator.docs.request_lines import plain_text


def leads_to(builder: OperationBuilder, block: Block, below: Block | None) -> Role | None:
    """The section that a line names for the block ``below`` alone: by its last sentence, with a
    colon at the end, or by a field in back-ticks whose properties stand there. Notes in the builder
    what it says of all fields there.
    """
    layout = builder.page.layout
    if not (layout.file.headings.lead and isinstance(block, Paragraph) and below):
        return None
    if isinstance(below, Table | Other) and (owner := owner_in_prose(builder, block)):
        builder.owner = owner.name
        return owner.role
    holds = isinstance(below, Table | Other | Fence) or is_field(builder.page, below)
    if not (holds and block.text.rstrip(" *_").endswith(":")):
        return None
    last = plain_text(block.text.strip().split("\n")[-1]).strip("*_ ")
    found = layout.section(last.rpartition(". ")[2].replace("_:", ":").rstrip(":"), ())
    if found and (marks := found.captures.get("marks")):
        builder.group_required = layout.marked(marks).required
    return found.role if found else None


def is_field(page: PageBuilder, block: Block | None) -> bool:
    """Whether a block is a paragraph of fields."""
    return (
        isinstance(block, Paragraph)
        and block.text.lstrip().startswith(("*", "`", "_"))
        and bool(read_lines(page, block, "parameters"))
    )
