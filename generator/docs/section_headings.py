"""Which heading starts which section. The first rule that matches claims the heading."""

import re
from collections.abc import Callable
from typing import NamedTuple

from generator.docs.blocks import Block
from generator.docs.cleaning import clean, one_line
from generator.docs.page_builder import PageBuilder
from generator.model import Notice


class HeadingRule(NamedTuple):
    """``pattern`` is matched against the heading's whole text, in any case.

    ``enter`` is called after the section has changed, with the match.
    """

    name: str
    pattern: re.Pattern[str]
    section: str | None
    """None: the reader stays where it is."""
    enter: Callable[[PageBuilder, Block, re.Match[str]], None] | None = None


def _rule(
    name: str,
    pattern: str,
    section: str | None,
    enter: Callable[[PageBuilder, Block, re.Match[str]], None] | None = None,
) -> HeadingRule:
    return HeadingRule(name, re.compile(pattern, re.IGNORECASE | re.DOTALL), section, enter)


def _request_body(builder: PageBuilder, block: Block, match: re.Match[str]) -> None:
    builder.body_name = (match["name"] or "").strip()
    builder.body_source = builder.place(block)


def _response(builder: PageBuilder, block: Block, match: re.Match[str]) -> None:
    builder.response_seen = True
    if written := (match["type"] or "").strip():
        builder.response_heading = written
        column = block.raw.rfind(written) + 1
        builder.response_heading_source = builder.place(block, column=max(column, 1))


def _notice(builder: PageBuilder, block: Block, match: re.Match[str]) -> None:
    text = clean(one_line(match["text"] or ""))
    builder.notices.append(
        Notice(kind=match["kind"].strip(), text=text, source=builder.place(block))
    )
    # A notice with its text on the heading ends there; one without takes what follows.
    builder.notice_open = not text


HEADINGS: tuple[HeadingRule, ...] = (
    _rule("query", r"query(?: string)?(?: parameters?)?:?", "query"),
    _rule("path", r"path (?:parts?|parameters?):?", "path"),
    _rule("headers", r"(?:request )?headers:?", "headers"),
    _rule("request body", r"request body\s*(?::\s*(?P<name>.*))?", "request body", _request_body),
    _rule("response body", r"response body\s*(?::\s*(?P<type>.*))?", "response body", _response),
    _rule("response", r"responses?\s*(?::\s*(?P<type>.*))?", "response", _response),
    _rule("samples", r"(?:sample|example)s?(?: (?:request|response)s?)?:?", "samples"),
    _rule("samples", r"(?:request|response) (?:sample|example)s?:?", "samples"),
    _rule("notice", r"(?P<kind>[^:#]{1,60}):\s*(?:#+\s*(?P<text>.*))?", None, _notice),
)
"""Every heading of every layout; a new layout is a new row."""


def claim_heading(builder: PageBuilder, block: Block, text: str) -> bool:
    """Apply the first rule that matches ``text``; False where none does."""
    for rule in HEADINGS:
        if match := rule.pattern.fullmatch(text.strip()):
            builder.notice_open = False
            builder.section = rule.section or builder.section
            if rule.enter:
                rule.enter(builder, block, match)
            return True
    return False
