"""Where an HTML block starts and ends, as a rule for markdown-it-py.

By CommonMark (section 4.6, conditions 6 and 7) a ``<div>`` only ends at a blank line; writers
expect a heading or a table to end it too.
"""

import re

from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.html_block import HTML_SEQUENCES

_HEADING_OR_ROW = re.compile(r"#{1,6} |\|")


def html_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """One ``html_block`` token; headings and table rows end what a blank line would end."""
    first = state.bMarks[start] + state.tShift[start]
    if state.is_code_block(start) or state.src[first : first + 1] != "<":
        return False
    text = state.src[first : state.eMarks[start]]
    sequence = next((found for found in HTML_SEQUENCES if found[0].search(text)), None)
    if sequence is None:
        return False
    if silent:
        return sequence[2]
    ends = sequence[1]
    at_blank_line = bool(ends.search(""))
    line = start + 1
    closed = bool(ends.search(text))
    while line < end and not closed:
        outdented = state.sCount[line] < state.blkIndent
        if outdented and (at_blank_line or not state.isEmpty(line)):
            break
        text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
        if at_blank_line and (not text or _HEADING_OR_ROW.match(text)):
            break
        line += 1
        closed = bool(ends.search(text))
    state.line = line
    token = state.push("html_block", "", 0)
    token.map = [start, line]
    return True
