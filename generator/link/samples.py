"""Samples and bodies: what the samples show of each body."""

import json
from collections.abc import Iterable

from generator.link.facts import BodyFacts, Facts
from generator.model import Operation, Sample, Source


def collect_bodies(facts: Facts) -> None:
    """One entry for every request body and success response, with the shape of its samples."""
    for operation in facts.operations:
        if operation.request_body:
            body = BodyFacts(operation, operation.request_body)
            _observe(facts, body, (s for s in operation.samples if s.kind == "request"))
            facts.bodies.append(body)
        success = next((r for r in operation.responses if r.status.startswith("2")), None)
        if success:
            body = BodyFacts(operation, success)
            _observe(facts, body, (s for s in operation.samples if s.kind == "response"))
            facts.bodies.append(body)


def _observe(facts: Facts, body: BodyFacts, samples: Iterable[Sample]) -> None:
    for sample in samples:
        media_type = next((v for n, v in sample.headers if n.lower() == "content-type"), "json")
        if not sample.body or "json" not in media_type:
            continue
        try:
            body.shape.add(json.loads(sample.body))
        except json.JSONDecodeError as error:
            _report(facts, sample, error.msg, error.lineno, error.colno)
        except (ValueError, RecursionError):
            _report(facts, sample, "JSON nested too deep, or a number too long")


def _report(facts: Facts, sample: Sample, found: str, line: int = 1, column: int = 1) -> None:
    place = Source(file=sample.source.file, line=sample.body_line + line - 1, column=column)
    facts.report("DOC209", place, found, expected="JSON, as the sample's Content-Type says")


def media_types(facts: Facts) -> None:
    """Media types that the header table leaves out, from the sample."""
    for body in facts.bodies:
        if body.body.media_types:
            continue
        if not body.is_request and body.schema is None:
            continue
        found = _sample_media_type(body.operation, "request" if body.is_request else "response")
        header = "Content-Type" if body.is_request else "Accept"
        facts.report(
            "DOC214",
            body.body.source,
            f"no media types in the {header} row",
            done=f"took {', '.join(found)}",
        )
        body.body = body.body.model_copy(update={"media_types": found})


def _sample_media_type(operation: Operation, kind: str) -> tuple[str, ...]:
    for sample in operation.samples:
        if sample.kind == kind:
            for name, value in sample.headers:
                if name.lower() == "content-type":
                    return (value.split(";")[0].strip(),)
    return ("application/json",)
