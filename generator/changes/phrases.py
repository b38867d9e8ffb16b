"""Changes in people's words, for the one who reads a changelog: a sentence for each code.

``{name}`` is what changed, as a link to its page; ``{before}`` and ``{after}`` are code.
"""

from typing import Literal, NamedTuple

Section = Literal["Added", "Changed", "Deprecated", "Removed", "Documentation"]
"""Those of Keep a Changelog 1.1.0 that a comparison can tell, and one for texts alone."""
SECTIONS: tuple[Section, ...] = ("Added", "Changed", "Deprecated", "Removed", "Documentation")


class Phrase(NamedTuple):
    """A section, and a sentence without its full stop."""

    section: Section
    sentence: str


_A: Section = "Added"
_C: Section = "Changed"
_R: Section = "Removed"
_D: Section = "Documentation"

PHRASES: dict[str, Phrase] = {
    "CHG101": Phrase(_A, "{name}, a new operation: {after}"),
    "CHG102": Phrase(_R, "{name} is gone: {before}"),
    "CHG103": Phrase(_C, "{name} has moved from {before} to {after}"),
    "CHG104": Phrase(_C, "{name} was called {before}"),
    "CHG105": Phrase(_C, "{name} was in the group {before}"),
    "CHG106": Phrase(_C, "{name} goes by {after}, not by {before}"),
    "CHG108": Phrase(_A, "{name} is another way to authenticate"),
    "CHG109": Phrase(_R, "{name} is no longer a way to authenticate"),
    "CHG110": Phrase(_D, "{name} is described"),
    "CHG201": Phrase(_A, "{name}, which is optional: {after}"),
    "CHG202": Phrase(_C, "{name} has to be given: {after}"),
    "CHG203": Phrase(_R, "{name} is gone"),
    "CHG204": Phrase(_C, "{name} has to be given now"),
    "CHG205": Phrase(_C, "{name} may be left out now"),
    "CHG206": Phrase(_C, "{name} was called {before}"),
    "CHG207": Phrase(_C, "{name} takes {after} now; it was {before}"),
    "CHG208": Phrase(_C, "{name} takes its arguments in another order: {after}"),
    "CHG209": Phrase(_C, "{name} takes {after} in place of {before}"),
    "CHG210": Phrase(_C, "{name} has another default: {after}"),
    "CHG301": Phrase(_A, "{name}, which is optional: {after}"),
    "CHG302": Phrase(_C, "{name} has to be given: {after}"),
    "CHG303": Phrase(_R, "{name} is gone: {before}"),
    "CHG304": Phrase(_C, "{name} has to be given now"),
    "CHG305": Phrase(_C, "{name} may be left out now"),
    "CHG306": Phrase(_A, "{name} are accepted"),
    "CHG307": Phrase(_R, "{name} are no longer accepted"),
    "CHG308": Phrase(_A, "{name} may be a JSON Merge Patch"),
    "CHG309": Phrase(_R, "{name} may no longer be a JSON Merge Patch"),
    "CHG401": Phrase(_A, "{name} may come"),
    "CHG402": Phrase(_R, "{name} does not come any more"),
    "CHG403": Phrase(_R, "{name} does not come any more"),
    "CHG404": Phrase(_C, "{name} has a body now: {after}"),
    "CHG405": Phrase(_C, "{name} has no body any more; it was {before}"),
    "CHG406": Phrase(_A, "{name} can be had"),
    "CHG407": Phrase(_R, "{name} can no longer be had"),
    "CHG408": Phrase(_C, "{name} comes in pages"),
    "CHG409": Phrase(_C, "{name} no longer comes in pages"),
    "CHG410": Phrase(_A, "{name}"),
    "CHG411": Phrase(_R, "{name} is gone"),
    "CHG501": Phrase(_C, "{name} is {after}; it was {before}"),
    "CHG502": Phrase(_C, "{name} is {after}; it was {before}"),
    "CHG503": Phrase(_C, "{name} is {after}; it was {before}"),
    "CHG504": Phrase(_D, "{name} is described as {after}"),
    "CHG505": Phrase(_D, "{name} is no longer described as {before}"),
    "CHG506": Phrase(_D, "{name} seems to be {after}; it seemed to be {before}"),
    "CHG601": Phrase(_A, "{name}, a new model"),
    "CHG602": Phrase(_R, "{name}, a model, is gone"),
    "CHG603": Phrase(_C, "{name}, a model, was called {before}"),
    "CHG611": Phrase(_A, "{name}: {after}"),
    "CHG612": Phrase(_C, "{name} has to be given: {after}"),
    "CHG613": Phrase(_R, "{name} is gone"),
    "CHG614": Phrase(_C, "{name} has to be given now"),
    "CHG615": Phrase(_C, "{name} may be missing now"),
    "CHG616": Phrase(_C, "{name} may be null"),
    "CHG617": Phrase(_C, "{name} may not be null any more"),
    "CHG618": Phrase(_C, "{name} can only be read"),
    "CHG619": Phrase(_C, "{name} can be written"),
    "CHG620": Phrase(_D, "{name} is in samples: {after}"),
    "CHG621": Phrase(_D, "{name} is in no sample any more"),
    "CHG622": Phrase(_C, "{name} has another default: {after}"),
    "CHG623": Phrase(_C, "{name} is not in answers any more"),
    "CHG624": Phrase(_A, "{name} is in answers too"),
    "CHG701": Phrase(_D, "{name} is described in other words"),
    "CHG801": Phrase("Deprecated", "{name}"),
    "CHG802": Phrase(_C, "{name} is not deprecated any more"),
}
