"""Explanations as text for people."""

from collections.abc import Iterator

from generator.link.evidence import Evidence
from generator.link.explain import Explanation, Verdict


def as_story(told: Explanation) -> str:
    """A paragraph for one verdict, a line a verdict for several."""
    return "\n".join(_lines(told)) + "\n"


def _lines(told: Explanation) -> Iterator[str]:
    if told.kind == "property":
        yield from _verdict(told.verdicts[0])
        return
    yield f"{told.subject}: {told.summary}"
    if told.evidence:
        yield ""
        yield from _evidence(told.evidence)
    if told.kind == "operation":
        for verdict in told.verdicts:
            yield ""
            yield from _verdict(verdict)
    elif told.verdicts:
        yield ""
        names = [verdict.place.partition(".")[2] for verdict in told.verdicts]
        wide = max(map(len, names))
        types = max(min(len(verdict.type), 40) for verdict in told.verdicts)
        for name, verdict in zip(names, told.verdicts, strict=True):
            against = sum(e.count for e in verdict.evidence if not e.supports)
            note = f", {against} against" if against else ""
            yield f"  {name:<{wide}}  {verdict.type:<{types}}  {verdict.decided_by}{note}"


def _verdict(verdict: Verdict) -> Iterator[str]:
    yield f"{verdict.place}: {verdict.type}"
    yield ""
    yield f"  decided by  {verdict.decided_by}: {verdict.because}"
    yield from _evidence(verdict.evidence)


def _evidence(found: tuple[Evidence, ...]) -> Iterator[str]:
    wide = max((len(e.statement) for e in found), default=0)
    last = None
    for e in found:
        label = "for" if e.supports else "against"
        more = ", …" if e.count > 1 else ""
        places = f"{e.sources[0]}{more}" if e.sources else ""
        yield f"  {label if label != last else '':<7} {e.count:>5}  {e.statement:<{wide}}  {places}"
        last = label
    if any(not e.supports and e.statement.endswith("`") for e in found):
        yield f"  {'':<7} {'':>5}  reported as DOC305 on those pages"
