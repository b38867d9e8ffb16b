"""Where in an operation or a model a block stands."""

from collections.abc import Sequence

from generator.docs.blocks import Block, Other
from generator.docs.headings import QUOTE
from generator.docs.layout.kinds import Role
from generator.docs.model_builder import ModelBuilder
from generator.docs.operation_builder import OperationBuilder
from generator.docs.request_lines import MAY_BEGIN, RequestLine

Scope = OperationBuilder | ModelBuilder

_QUOTED_SAMPLES: tuple[tuple[int, Role], ...] = ((QUOTE, "response-sample"), (QUOTE, "ignored"))
"""Sections that a quotation starts, with samples of answers."""


_OF_ANSWERS = frozenset({"response", "errors", "response-sample", "request-sample"})


def in_sample(scope: Scope | None) -> bool:
    return scope is not None and scope.section not in MAY_BEGIN


def are_known(scope: OperationBuilder, lines: Sequence[RequestLine]) -> bool:
    """Whether request lines are those that an operation has already."""
    known = {(line.method, line.path) for line in scope.request_lines}
    return all((line.method, line.path) in known for line in lines)


def of_answers(scope: OperationBuilder, level: int) -> bool:
    around = scope.around(level)
    return bool(around) and around[-1] in _OF_ANSWERS


def labels_sample(scope: OperationBuilder, block: Block) -> bool:
    """Whether a quotation among samples of answers only says which of them the next one is."""
    quoted = isinstance(block, Other) and block.kind == "blockquote" and "\n" not in block.raw
    among = scope.above and scope.above[-1] in _QUOTED_SAMPLES
    return quoted and bool(among)


def still_begins(scope: OperationBuilder) -> bool:
    """Whether more request lines of an operation may follow, also under headings that tell one
    use of it from another.
    """
    within = scope.section == "unknown" and any(role == "request" for _, role in scope.above)
    return within or scope.section in (None, "description", "request")


def has_fields(builder: OperationBuilder) -> bool:
    return bool(builder.path or builder.query or builder.arguments or builder.body_rows)
