"""Warnings set off from the prose."""

from generator.docs.blocks import Block, Paragraph
from generator.docs.cleaning import clean
from generator.docs.layout.patterns import full_match
from generator.docs.operation_builder import OperationBuilder
from generator.model import Notice


def unindented(text: str) -> str:
    """The lines of a paragraph; how far they are indented means nothing (CommonMark 4.8)."""
    return "\n".join(line.lstrip(" ") for line in text.split("\n")) if "\n " in text else text


def claim_notice(builder: OperationBuilder, block: Block) -> bool:
    """Whether a paragraph, quotation or HTML block is a warning set off from the prose."""
    if builder.page.layout.file.strict or isinstance(block, Paragraph):
        text = clean(unindented(block.text) if isinstance(block, Paragraph) else block.raw)
    else:
        lines = clean(block.raw) if "<" in block.raw else block.raw
        text = " ".join(line.lstrip("> ").strip() for line in lines.split("\n")).strip()
    for kind, pattern in builder.page.layout.notices:
        if found := full_match(pattern, text):
            builder.notices.append(
                Notice(
                    kind=kind or found["kind"].capitalize(),
                    text=clean(found["text"].strip()),
                    source=builder.page.place(block),
                )
            )
            return True
    return False
