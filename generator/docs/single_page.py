"""Pages of one operation, whose sections a strict layout knows, and pages of links to them."""

import posixpath
import re
from collections.abc import Sequence

from generator.docs.block_rules import claim
from generator.docs.blocks import Block, Fence, Heading, Other
from generator.docs.cleaning import clean, one_line
from generator.docs.headings import heading_of
from generator.docs.operation_builder import OperationBuilder
from generator.docs.page import IndexEntry
from generator.docs.page_builder import PageBuilder
from generator.docs.page_contents import PageContents
from generator.docs.request_lines import MAY_BEGIN, find_request_lines
from generator.docs.sections import enter_section

_LINK = re.compile(r"\[([^\[\]]{0,500})\]\(([^()\s]{1,500})\)")


class SinglePage(PageContents):
    """What a page of one operation describes, as its blocks are gone through."""

    def __init__(self, page: PageBuilder) -> None:
        super().__init__(page)
        self.meant: OperationBuilder | None = None
        """The operation that the page was meant to describe; None for a page without a block."""

    def read(self, blocks: Sequence[Block]) -> None:
        """Go through all blocks."""
        self.report_faults(blocks)
        if blocks:
            self.meant = builder = OperationBuilder(self.page, title=self.page.title)
            for block in blocks:
                self._block(builder, block)

    def _block(self, builder: OperationBuilder, block: Block) -> None:
        start = builder.section is None
        if builder.section in MAY_BEGIN and builder.title:  # A fragment has none.
            self.look_for_lines([block])
        heading = None
        if isinstance(block, Heading) or builder.section in ("response", "response-body"):
            heading = heading_of(self.layout, block)
        if isinstance(block, Heading) and block.level == 1 and start:
            builder.title = self.page.title = one_line(block.text)
            return
        if heading:
            section = self.layout.section(heading.text.strip(), ())
            if section and not (heading.only_section and section.role != "response-body"):
                enter_section(builder, block, heading.level, section)
                return
        if isinstance(block, Heading):
            self._unknown_heading(builder, block)
        elif (
            start
            and not builder.request_lines
            and (lines := find_request_lines(self.layout, block))
        ):
            builder.request_lines = lines
            builder.request_source = self.page.place(block, lines[0].line)
            builder.section = "description"
            self.operations.append(builder)
        elif start and not builder.request_lines and self._index(block):
            pass
        else:
            claim(builder, block)

    def _unknown_heading(self, builder: OperationBuilder, block: Heading) -> None:
        if builder.section in (None, "description"):
            builder.notice_open = False
            builder.add_prose(f"{'#' * max(block.level, 2)} {clean(one_line(block.text))}")
            return
        self.page.report("DOC201", self.page.place(block), f"heading: {block.raw}")
        # What stands below an unknown heading belongs to it, not to the section before.
        builder.section = "unknown"

    def _index(self, block: Block) -> bool:
        """A list of links to other pages, or the path that they share."""
        if isinstance(block, Fence):
            lines = block.text.strip().splitlines()
            return (
                len(lines) == 1
                and block.info.startswith("http")
                and lines[0].startswith(("/", "http"))
            )
        if not isinstance(block, Other):
            return False
        links = _LINK.findall(block.raw)
        folder = posixpath.dirname(block.file)
        self.page.entries += [
            IndexEntry(title=title, target=posixpath.normpath(posixpath.join(folder, target)))
            for title, target in links
        ]
        return bool(links)
