"""What the blocks of a page hold, whichever way they are gone through."""

from collections.abc import Iterable, Sequence

from generator.docs.blocks import Block
from generator.docs.candidates import candidates
from generator.docs.layout.layout import Layout
from generator.docs.model_builder import ModelBuilder
from generator.docs.operation_builder import OperationBuilder
from generator.docs.page_builder import PageBuilder
from generator.model import Source


class PageContents:
    """The operations, models and prose that have been found on a page."""

    def __init__(self, page: PageBuilder) -> None:
        self.page = page
        self.layout: Layout = page.layout
        self.operations: list[OperationBuilder] = []
        self.models: list[ModelBuilder] = []
        self.prose: list[str] = []
        """What stands outside of operations and models."""
        self.missed: list[tuple[Source, str]] = []
        """What looks like a request line, is no sample, and began no operation."""

    def report_faults(self, blocks: Iterable[Block]) -> None:
        """Report what was wrong with the blocks themselves."""
        for block in blocks:
            for fault in block.faults:
                self.page.report(fault.code, self.page.place(block, fault.line), fault.found)

    def look_for_lines(self, blocks: Sequence[Block]) -> None:
        """Note what looks like a request line and began no operation."""
        self.missed += [(line.source, f"{line.method} {line.path}") for line in candidates(blocks)]
