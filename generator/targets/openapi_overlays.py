"""OpenAPI Overlays: corrections that maintainers keep beside the docs, applied after generation.

Overlay Specification 1.0: actions in order, each a JSONPath target and what to update or remove.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from generator.diagnostics import Diagnostic
from generator.model import Source
from generator.targets.errors import PackError


class _Action(NamedTuple):
    source: Source
    content: dict[str, Any]


class Overlays:
    """The actions of all overlay files, and which of them matched anything.

    Raises PackError for a file that is not there, or is no overlay.
    """

    def __init__(self, files: Sequence[Path]) -> None:
        self._actions = [action for file in files for action in _actions(file)]
        self._matched: set[Source] = set()

    def __bool__(self) -> bool:
        return bool(self._actions)

    def apply(self, text: str) -> str:
        """An OpenAPI document, JSON, with all actions applied."""
        if not self._actions:
            return text
        # Takes half a second to import.
        from jsonpath_ng.ext.parser import parse
        from oas_patch.overlay import apply_overlay

        document = json.loads(text)
        for action in self._actions:
            target = action.content["target"]
            try:
                found = parse(target).find(document)
            except Exception as error:
                raise PackError(f"{action.source}: {target}: {error}") from error
            if found:
                self._matched.add(action.source)
                apply_overlay(document, {"actions": [action.content]})
        return json.dumps(document)

    def diagnostics(self) -> list[Diagnostic]:
        """A DOC403 for each action whose target was in no document."""
        return [
            Diagnostic(code="DOC403", source=action.source, found=action.content["target"])
            for action in self._actions
            if action.source not in self._matched
        ]


def _actions(file: Path) -> list[_Action]:
    try:
        text = file.read_text("utf-8")
        content = yaml.safe_load(text)
        node: Any = yaml.compose(text, Loader=yaml.SafeLoader)
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise PackError(f"{file}: {error}") from error
    _check(file, content)
    places = next(value for key, value in node.value if key.value == "actions").value
    return [
        _Action(Source(file=file.name, line=place.start_mark.line + 1), action)
        for place, action in zip(places, content["actions"], strict=True)
        if "update" in action or action.get("remove")
    ]


def _check(file: Path, content: Any) -> None:
    from jsonschema import Draft202012Validator
    from oas_patch.validator import load_schema

    written = str(content.get("overlay")) if isinstance(content, dict) else ""
    version = "1.1.0" if written.startswith("1.1") else "1.0.0"
    schema = load_schema(f"overlay_schema_{version}.yml")
    if error := next(Draft202012Validator(schema).iter_errors(content), None):
        place = ".".join(map(str, error.path)) or "document"
        raise PackError(f"{file}: {place}: {error.message}")
