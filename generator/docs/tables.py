"""Where a table starts and ends, as a rule for markdown-it-py.

The rule of markdown-it-py itself makes a dozen tokens for each row. They are not needed, as
``blocks`` splits the rows again to know their columns; on pages that are mostly tables they take
half of the time.
"""

from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import table


def table_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """One ``table_open`` token for a table (GitHub Flavored Markdown, section 4.10)."""
    # In silent mode the library's rule tells whether one starts here, and adds no token.
    if not table(state, start, end, True):
        return False
    if silent:
        return True
    parent, state.parentType = state.parentType, "table"
    interrupting = state.md.block.ruler.getRules("blockquote")
    line = start + 2
    while line < end and state.sCount[line] >= state.blkIndent:
        first = state.bMarks[line] + state.tShift[line]
        if first >= state.eMarks[line] or state.is_code_block(line):
            break
        # Nothing but a table row starts with a bar.
        if state.src[first] != "|" and any(rule(state, line, end, True) for rule in interrupting):
            break
        line += 1
    token = state.push("table_open", "table", 0)
    token.map = [start, line]
    state.parentType = parent
    state.line = line
    return True
