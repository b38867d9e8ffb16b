"""What targets need to know besides, of an API that is read from a document and not linked."""

from generator.link.arguments import arguments
from generator.link.conditions import conditions
from generator.link.facts import Facts
from generator.link.merge_patch import merge_patch
from generator.link.sharing import share_components
from generator.link.short_names import short_names
from generator.model import Api

_PASSES = (merge_patch, conditions, arguments, short_names, share_components)
"""Those of ``generator.link.passes`` that read nothing but the assembled API, in its order."""


def complete(api: Api) -> Api:
    """The API with short names, arguments, conditions, and what operations share.

    Before: an operation with a path parameter ``id`` and a body. After: it has the arguments ``id``
    and ``body``, as one that pages describe would have.
    """
    facts = Facts([], api.title, api.version)
    facts.api = api
    for function in _PASSES:
        function(facts)
    return facts.api
