"""What templates see of the configuration, with defaults that come from the API's title."""

import re
from typing import Any

from generator.config import ServerVariable, Settings
from generator.model import Api
from generator.targets.contract import Options
from generator.targets.registry import WORD_LISTS
from generator.targets.tag_documents import tag_documents

_VARIABLE = re.compile(r"\{([^{}]+)\}")
"""A variable in a server's URL, as OpenAPI writes it."""


_RESERVED = frozenset[str]().union(*WORD_LISTS.values())
"""Words that some language keeps for itself: no client or package may be called so."""

_TAKEN = frozenset({"Download", "Pages", "RequestOptions", "Response", "Secret", "Token"})
"""What clients export beside the class of the client."""


def template_options(settings: Settings, api: Api) -> dict[str, Any]:
    """The fields of ``Options`` by name."""
    words = re.findall(r"[A-Za-z0-9]+", api.title) or ["Api"]
    title = "".join(word[0].upper() + word[1:] for word in words)
    if not title[0].isalpha() or {title, title.lower()} & (_RESERVED | _TAKEN):
        title = f"Api{title}"
    package = settings.package or title.lower()
    return dict(
        Options(
            client=settings.client or title,
            package=package,
            distribution=settings.distribution or package,
            release=settings.release,
            license=settings.license,
            server=_example(settings, settings.server or api.server),
            servers=_servers(settings, settings.server or api.server),
            openapi_version=settings.openapi_version,
            tag_documents=tag_documents(settings, api),
            examples=settings.examples,
            provenance=settings.provenance,
            docs_url=settings.docs_url,
            tag_names={tag: name for tag, name in settings.names.items() if isinstance(name, str)},
            overlays=settings.overlays,
        )
    )


def _servers(settings: Settings, url: str) -> list[dict[str, Any]]:
    """OpenAPI's servers. Where nothing tells one: wherever the document is served."""
    variables = {
        name: settings.server_variables.get(name, ServerVariable(default=name)).model_dump(
            exclude_defaults=True
        )
        for name in _VARIABLE.findall(url)
    }
    server: dict[str, Any] = {"url": url or "/"}
    return [server | ({"variables": variables} if variables else {})]


def _example(settings: Settings, url: str) -> str:
    """The server's URL with the defaults of its variables."""
    known = settings.server_variables
    return _VARIABLE.sub(lambda name: known[name[1]].default if name[1] in known else name[1], url)
