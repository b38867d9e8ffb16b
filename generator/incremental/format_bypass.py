"""Formatting only what the formatter would change.

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
"""Where black might put the closing quotes on a line of their own."""
_STRING = re.compile(r'"[ !#-\[\]-~]*"')
_WIDTH = 88
_SPLITTABLE = re.compile(r"^(?! *(?:\w+[=:] ?)?x+(?:: \w+)?,$).{89}", re.MULTILINE)
"""A line that does not fit, and is more than a string or a key and its value."""
_QUOTES = re.compile(r"^[^#\n]*['\\]", re.MULTILINE)
_LONE_COMMA = re.compile(r"^ *,", re.MULTILINE)


def is_black_stable(text: str) -> bool:
    """Whether black would leave text alone that a template laid out in black's style.

    Black takes ten times as long as all else, so a pack may vouch for a template. What texts of
    pages can change about its layout is looked for here; the tests hold both to it, by asking
    black about every file of whole references.
    """
    parts = text.split('"""')
    code, docstrings = parts[::2], parts[1::2]
    outline = _STRING.sub(_outline, "x".join(code))
    return not (
        len(code) == len(docstrings)
        or any(
            not _DOCSTRING.fullmatch(docstring) or _ENDS_LATE.search(docstring)
            for before, docstring in zip(code, docstrings, strict=False)
            # To black a text below a field is no docstring.
            if not before.rstrip().endswith(")")
        )
        or not (outline.isascii() and outline.replace("\n", "").isprintable())
        or " \n" in outline
        or "\n" * 4 in outline
        or (("'" in outline or "\\" in outline) and _QUOTES.search(outline))
        or _LONE_COMMA.search(outline)
        or (max(map(len, outline.split("\n"))) > _WIDTH and _SPLITTABLE.search(outline))
    )


def _outline(string: re.Match[str]) -> str:
    """Of a string only its length counts, where it is in double quotes and has no escapes."""
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

    def _is_stable(self, rule: FileSpec | PartSpec, form: str, text: str) -> bool:
        is_stable = _IS_STABLE.get(form)
        return bool(is_stable and self._is_preformatted(rule) and is_stable(text))

    def _is_preformatted(self, rule: FileSpec | PartSpec) -> bool:
        """Only a pack's own templates: it cannot know how one laid over them is laid out."""
        return rule.preformatted and rule.template not in self.pack.overridden
