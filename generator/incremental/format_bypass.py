"""Skips the formatter for text that it would not change.

Black takes ten times as long as everything else in a build. So the templates of a pack may lay
text out as the formatter would (``preformatted`` in ``target.toml``), and the formatter is asked
only where text from pages may have changed that.
"""

import re
from collections.abc import Callable

from generator.incremental.keys import fingerprint, tool
from generator.targets.pack import FileSpec, PartSpec
from generator.targets.renderer import FileDraft, Renderer

_DOCSTRING = re.compile(r'[^\s"\\](?:.*[^\s"\\])?(?:\n *)?', re.DOTALL)
_ENDS_LATE = re.compile(r"\n(?:.{86,}|[ -~]*+[^ -~\n].*)\Z")
"""A docstring whose last line is so long that black might put the closing quotes on a line of their
own."""
_STRING = re.compile(r'"[ !#-\[\]-~]*"')
_WIDTH = 88
_SPLITTABLE = re.compile(r"^(?! *(?:\w+[=:] ?)?x+(?:: \w+)?,$).{89}", re.MULTILINE)
"""A line that is too long and that black could break: not one that is only a string, or a key
with a string."""
_QUOTES = re.compile(r"^[^#\n]*['\\]", re.MULTILINE)
_LONE_COMMA = re.compile(r"^ *,", re.MULTILINE)


def is_black_stable(text: str) -> bool:
    """Whether black would leave text alone that a template laid out in black's style.

    May be False for a text that black would leave alone, and is never True for one that it would
    change. The tests prove that by running black on every file of whole references.
    """
    parts = text.split('"""')
    code, docstrings = parts[::2], parts[1::2]
    outline = _STRING.sub(_same_length, "x".join(code))
    return not (
        len(code) == len(docstrings)
        or any(
            not _DOCSTRING.fullmatch(docstring) or _ENDS_LATE.search(docstring)
            for before, docstring in zip(code, docstrings, strict=False)
            # A string below a field of a class is no docstring to black: it is left alone.
            if not before.rstrip().endswith(")")
        )
        or not (outline.isascii() and outline.replace("\n", "").isprintable())
        or " \n" in outline
        or "\n" * 4 in outline
        or (("'" in outline or "\\" in outline) and _QUOTES.search(outline))
        or _LONE_COMMA.search(outline)
        or (max(map(len, outline.split("\n"))) > _WIDTH and _SPLITTABLE.search(outline))
    )


def _same_length(string: re.Match[str]) -> str:
    """So many ``x`` as a string literal has characters. Black never changes a literal that is in
    double quotes and has no escapes, so only its length matters.
    """
    return "x" * len(string[0])


_IS_STABLE: dict[str, Callable[[str], bool]] = {"black": is_black_stable}
"""By formatter: whether it would leave the text of a preformatted template as it is."""


class BypassRenderer(Renderer):
    """A renderer that skips the formatter where it would change nothing."""

    def format_file(self, rule: FileSpec, draft: FileDraft) -> str:
        """The text of a file, as its formatter gives it."""
        if self._is_stable(rule, self.format_name(rule), draft.text):
            return draft.text
        return super().format_file(rule, draft)

    def _format_part(self, rule: PartSpec, form: str, text: str) -> str:
        if self._is_stable(rule, form, text):
            return text
        return super()._format_part(rule, form, text)

    def format_key(self, rule: FileSpec, draft: FileDraft) -> str:
        """The cache key of what ``format_file`` makes of ``draft``."""
        form = self.format_name(rule)
        # A command may format by the path.
        command = self.pack.formatters.get(form)
        how = [form, str(self._is_preformatted(rule)), repr(command and (command, draft.path))]
        return fingerprint(tool(), "format", *how, draft.text)

    def whole_key(self, file: FileDraft) -> str:
        """The cache key of what ``format_whole`` makes of ``file``; empty where no command is for
        it.
        """
        command = self.own_formatter(file.path)
        if not command:
            return ""
        return fingerprint(tool(), "format", repr((command, file.path)), file.text)

    def _is_stable(self, rule: FileSpec | PartSpec, form: str, text: str) -> bool:
        is_stable = _IS_STABLE.get(form)
        return bool(is_stable and self._is_preformatted(rule) and is_stable(text))

    def _is_preformatted(self, rule: FileSpec | PartSpec) -> bool:
        """Whether the rule says so and its template is the pack's own. It says nothing of a
        template of the user that replaces the pack's.
        """
        return rule.preformatted and rule.template not in self.pack.overridden
