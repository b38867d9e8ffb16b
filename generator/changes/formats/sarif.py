"""A comparison as SARIF 2.1.0 (OASIS), which code scanning of GitHub and others shows."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from generator.changes.change import ChangeClass
from generator.changes.classes import Entry
from generator.changes.codes import CODES
from generator.changes.comparison import Comparison, detail, reach, subject, title
from generator.changes.saved import Source

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {
    ChangeClass.BREAKING: "error",
    ChangeClass.COMPATIBLE: "note",
    ChangeClass.CLARIFICATION: "note",
    ChangeClass.DOCUMENTATION: "note",
}


def sarif_data(comparison: Comparison, version: str, prefix: str = "") -> dict[str, Any]:
    """The log in JSON's types. ``prefix`` leads from the repository to the docs root."""
    used = sorted({entry.change.code for entry in comparison.entries})
    index = {code: n for n, code in enumerate(used)}
    driver = {
        "name": "docs2sdk",
        "version": version,
        "informationUri": "https://github.com/docs2sdk/docs2sdk",
        "rules": [_rule(code) for code in used],
    }
    results = [_result(entry, index, prefix, comparison) for entry in comparison.entries]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: str) -> dict[str, Any]:
    meaning = CODES[code]
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in meaning.title.split()),
        "shortDescription": {"text": meaning.title},
        "fullDescription": {"text": meaning.explanation},
        "help": {"text": meaning.advice},
    }


def _result(
    entry: Entry, index: Mapping[str, int], prefix: str, comparison: Comparison
) -> dict[str, Any]:
    change = entry.change
    texts = [f"{title(entry)}: {subject(entry)}", detail(entry), reach(entry)]
    found: dict[str, Any] = {
        "ruleId": change.code,
        "ruleIndex": index[change.code],
        "level": _LEVELS[entry.worst],
        "message": {"text": " ".join(filter(None, texts))},
        "properties": {
            "classes": {name: str(c) for name, c in entry.classes.items()},
            "witness": comparison.witnesses(entry),
        },
    }
    # What is gone stands on a page of before, of which there may be nothing left.
    if place := change.new or change.old:
        found["locations"] = [_location(place, prefix)]
    if change.new and change.old:
        before = {**_location(change.old, prefix), "id": 1, "message": {"text": "before"}}
        found["relatedLocations"] = [before]
    return found


def _location(source: Source, prefix: str) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(prefix + source.file)},
            "region": {"startLine": source.line, "startColumn": source.column},
        }
    }
