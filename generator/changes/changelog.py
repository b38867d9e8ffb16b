"""A comparison as an entry of a changelog: sentences by section, with links to the pages."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from urllib.parse import quote

from generator.changes.change import ChangeClass
from generator.changes.classes import Entry
from generator.changes.comparison import Comparison
from generator.changes.formats.markdown import code
from generator.changes.phrases import PHRASES, SECTIONS, Section

_MOST = 50
"""Sentences of one section; what is more is counted."""


def sentences_by_section(comparison: Comparison, docs_url: str = "") -> dict[Section, list[str]]:
    """Sentences in Markdown by section, those that break first. Sections that have none are left
    out. ``docs_url`` is where a page can be read, with ``{page}`` for its path.
    """
    found: dict[Section, list[str]] = {section: [] for section in SECTIONS}
    left_out = dict.fromkeys(SECTIONS, 0)
    for entry in comparison.entries:
        section = section_of(entry)
        if len(found[section]) < _MOST:
            found[section].append(_sentence(entry, docs_url))
        else:
            left_out[section] += 1
    for section, count in left_out.items():
        if count:
            found[section].append(f"{count:,} more.")
    return {section: sentences for section, sentences in found.items() if sentences}


def section_of(entry: Entry) -> Section:
    """Where a change is listed. What breaks nobody and is no new thing is about the docs."""
    section = PHRASES[entry.change.code].section
    is_text = entry.worst in (ChangeClass.CLARIFICATION, ChangeClass.DOCUMENTATION)
    if section == "Documentation" and not is_text and entry.worst == ChangeClass.BREAKING:
        return "Changed"
    return "Documentation" if is_text else section


def _sentence(entry: Entry, docs_url: str) -> str:
    change = entry.change
    others = [*map(code, change.also[:3])]
    if len(change.also) > 3:
        others.append(f"{len(change.also) - 3} more")
    named = _linked(entry, docs_url) + (f" (and {', '.join(others)})" if others else "")
    parts = {
        "name": named,
        "before": code(_short(change.before)),
        "after": code(_short(change.after)),
    }
    sentence = _filled(PHRASES[change.code].sentence, parts).rstrip(": ")
    return f"{_breaking(entry)}{sentence}."


_PART = re.compile(r"\{(\w+)\}")


def _filled(sentence: str, parts: Mapping[str, str]) -> str:
    """A sentence of the table with its parts. Braces in texts of docs mean nothing."""
    return _PART.sub(lambda found: parts[found[1]], sentence)


def _breaking(entry: Entry) -> str:
    broken = [name for name, c in entry.classes.items() if c == ChangeClass.BREAKING]
    if not broken:
        return ""
    everybody = len(broken) == len(entry.classes)
    return "**Breaking:** " if everybody else f"**Breaking for {', '.join(broken)}:** "


def _linked(entry: Entry, docs_url: str) -> str:
    """What changed, as a link to the page of now; of before, where there is none."""
    place = entry.change.new or entry.change.old
    name = code(entry.change.subject)
    if not docs_url or place is None:
        return name
    page = PurePosixPath(place.file)
    path = quote(str(page.with_suffix("")) if page.name else str(page))
    return f"[{name}]({docs_url.replace('{page}', path)})"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 80 else f"{text[:79]}…"
