"""Explanations as text for people."""

from collections.abc import Iterator

from generator.link.decisions import Evidence
from generator.link.explain import ExplainedDecision, Explanation


def format_explanation(explanation: Explanation) -> str:
    """A paragraph for one decision, a line a decision for several."""
    return "\n".join(_lines(explanation)) + "\n"


def _lines(explanation: Explanation) -> Iterator[str]:
    names = [f"  in {target:<9}  {name}" for target, name in explanation.in_code.items()]
    if explanation.kind == "property":
        first, *others = _decision(explanation.decisions[0])
        yield from (first, *names, *others)
        return
    yield f"{explanation.subject}: {explanation.summary}"
    yield from names
    if explanation.evidence:
        yield ""
        yield from _evidence(explanation.evidence)
    if explanation.kind == "operation":
        for decision in explanation.decisions:
            yield ""
            yield from _decision(decision)
    elif explanation.decisions:
        yield ""
        fields = [decision.place.partition(".")[2] for decision in explanation.decisions]
        wide = max(map(len, fields))
        types = max(min(len(decision.type), 40) for decision in explanation.decisions)
        for name, decision in zip(fields, explanation.decisions, strict=True):
            against = sum(e.count for e in decision.evidence if not e.supports)
            note = f", {against} against" if against else ""
            yield f"  {name:<{wide}}  {decision.type:<{types}}  {decision.decided_by}{note}"


def _decision(decision: ExplainedDecision) -> Iterator[str]:
    yield f"{decision.place}: {decision.type}"
    yield ""
    yield f"  decided by  {decision.decided_by}: {decision.because}"
    yield from _evidence(decision.evidence)


def _evidence(found: tuple[Evidence, ...]) -> Iterator[str]:
    wide = max((len(e.statement) for e in found), default=0)
    last = None
    for e in found:
        label = "for" if e.supports else "against"
        more = ", …" if e.count > 1 else ""
        places = f"{e.sources[0]}{more}" if e.sources else ""
        yield f"  {label if label != last else '':<7} {e.count:>5}  {e.statement:<{wide}}  {places}"
        last = label
    codes = sorted({e.reported_as for e in found if e.reported_as})
    if codes:
        yield f"  {'':<7} {'':>5}  reported as {' and '.join(codes)} on those pages"
