"""Operations: one HTTP method on one path, with everything the docs say about it."""

from typing import Annotated, Literal

from pydantic import Field

from generator.model.schema import Property, Schema, Unknown
from generator.model.source import NOT_CONTENT, Node, Source

Method = Literal["GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "LIST"]
ParameterLocation = Literal["path", "query", "header", "cookie"]
ArgumentLocation = Literal["path", "query", "header", "body", "property"]


class Parameter(Node):
    """A path, query, header or cookie parameter, or a header of a response."""

    name: str
    location: ParameterLocation
    schema_: Schema = Field(alias="schema")
    description: str = ""
    required: bool = False
    deprecated: bool = False
    default: str = ""
    """What the server assumes where it is left out, as JSON; empty where nothing says."""
    examples: tuple[str, ...] = ()
    """Values from the example lines under the query parameter table, as written there."""
    separator: str = ""
    """``,`` where the text is a comma separated list; another sign where that separates."""
    shared: str = ""
    """The key in ``Api.parameters`` of the same parameter, where operations share it."""
    source: Annotated[Source, NOT_CONTENT]


FORGERY = "xsrf"
"""The name of the scheme whose token is against request forgery; it tells nobody's identity."""


class SecurityScheme(Node):
    """One way to authenticate, as the header table describes it (OpenAPI's Security Scheme)."""

    name: str
    """``basic``, ``bearer``, or the scheme's or header's name in the same style."""
    type: Literal["http", "apiKey", "oauth2", "openIdConnect", "mutualTLS"]
    scheme: str = ""
    """For type ``http``: the HTTP authentication scheme (RFC 9110, 11.1), such as ``Bearer``."""
    header: str = "Authorization"
    """The name of what carries the secret: mostly a header (see ``location``)."""
    location: Literal["header", "query", "cookie"] = "header"
    url: str = ""
    """Where OpenID Connect is described (``openIdConnectUrl``)."""
    description: str = ""


class RequestBody(Node):
    """The body of a request, from the ``Request Body`` section of a page."""

    name: str = ""
    """The name in the heading, which is that of the argument and not of a type."""
    type: str = ""
    """The type that the page names, in the notation of ``type_cells.write_type``."""
    description: str = ""
    media_types: tuple[str, ...] = ()
    """From the ``Content-Type`` row of the header table."""
    table: tuple[Property, ...] = ()
    """The rows of the section's table; empty once linking has put them into a schema."""
    wraps_arguments: bool = False
    """Whether it is an object for this operation alone; its properties are the arguments."""
    mentions_merge_patch: bool = False
    """Whether the prose of the page speaks of merge patches (RFC 7396)."""
    accepts_merge_patch: bool = False
    """Whether a JSON Merge Patch (RFC 7396) may be sent in place of the list of a JSON Patch
    (RFC 6902) that ``schema`` describes."""
    schema_: Schema = Field(default=Unknown(), alias="schema")
    required: bool = True
    source: Annotated[Source, NOT_CONTENT]


class Response(Node):
    """One status that an operation may answer with; the success response also has the body."""

    status: str
    """Three digits; ``4XX`` for a whole class, ``default`` for all that stand nowhere else."""
    description: str = ""
    heading: str = ""
    """The type the section's headings name."""
    heading_target: str = ""
    """Where the link leads that the heading is; empty once linking has followed it."""
    heading_source: Annotated[Source | None, NOT_CONTENT] = None
    body_description: str = ""
    """CommonMark: the prose between the heading and the status table."""
    media_types: tuple[str, ...] = ()
    """From the ``Accept`` row of the header table."""
    table: tuple[Property, ...] = ()
    """The rows of the body's table; empty once linking has put them into a schema."""
    schema_: Schema | None = Field(default=None, alias="schema")
    """None where the response has no body."""
    headers: tuple[Parameter, ...] = ()
    """The headers that the response carries, besides those that each has."""
    shared: str = ""
    """The key in ``Api.responses`` of the same response, where operations share it."""
    source: Annotated[Source, NOT_CONTENT]


class Sample(Node):
    """A sample HTTP message. Its values are random, so only their kinds are evidence of types."""

    kind: Literal["request", "response"]
    start_line: str
    headers: tuple[tuple[str, str], ...] = ()
    body: str = ""
    """As written, without the blank line before it; empty where there is none."""
    source: Annotated[Source, NOT_CONTENT]
    body_line: Annotated[int, NOT_CONTENT] = 0
    """The line the body starts on, in the file of ``source``; 0 without a body."""


class Notice(Node):
    """A warning set off from the prose, such as ``Online Restricted``."""

    kind: str
    """The words before the colon."""
    text: str = ""
    source: Annotated[Source, NOT_CONTENT]


class Paging(Node):
    """How a result is divided into pages: each response has some of the items, and either the URL
    of the next page (``link``), or is asked for by its number (``number``). Names are those of the
    OpenAPI schema and its properties.
    """

    page: str = ""
    """The name of the schema of one page; empty where a page is the list of its items."""
    items: str = ""
    """The name of the property that holds the items of a page, as sent."""
    link: str = ""
    """The name of the property that holds the URL of the next page, as sent."""
    number: str = ""
    """The name of the argument that holds the number of the page, as sent."""
    first: int = 0
    """The number of the first page."""
    total: str = ""
    """The name of the property that holds the count of the items of all pages, as sent; may be
    empty where pages have numbers."""
    item: Schema
    """The schema of one item."""


class Argument(Node):
    """One of the values that a function for an operation takes."""

    location: ArgumentLocation
    """Where it is sent. ``body`` is the whole request body; ``property`` is a property of a body
    that only wraps arguments (``RequestBody.wraps_arguments``)."""
    name: str
    """The name of the parameter or property as sent; for a body what the page calls it."""
    required: bool = False


class Operation(Node):
    """One HTTP method on one path."""

    operation_id: str
    short_name: str = ""
    """The id without version and tag, unique among the operations of the tag:
    ``Get`` for ``v1ContactEntity_GetContactEntity``."""
    method: Method
    path: str
    """With parameters in braces, without a query."""
    path_fragment: str = ""
    """Not empty where another operation's path differs only in the names of its parameters.

    OpenAPI calls such paths identical; ``#fragment`` after the path makes them differ. It is
    never sent.
    """
    tag: str
    title: str = ""
    front_matter: tuple[tuple[str, str], ...] = ()
    """Names and values of the page's front matter, without its title and id."""
    summary: str = ""
    description: str = ""
    """CommonMark: the prose after the summary."""
    notices: tuple[Notice, ...] = ()
    deprecated: bool = False
    parameters: tuple[Parameter, ...] = ()
    request_body: RequestBody | None = None
    responses: tuple[Response, ...] = ()
    security: tuple[SecurityScheme, ...] = ()
    samples: tuple[Sample, ...] = ()
    paging: Paging | None = None
    """How the result is divided into pages; None where one response has all of it."""
    conditions: tuple[Parameter, ...] = ()
    """Headers that no page lists, and that the documented statuses imply:
    ``If-Modified-Since`` where 304 is one of them (RFC 9110, 13.1)."""
    arguments: tuple[Argument, ...] = ()
    """What a function for the operation takes, in order: path, body, query, headers (those of
    ``conditions`` last)."""
    source: Annotated[Source, NOT_CONTENT]


def schemas_of(operation: Operation) -> list[Schema]:
    """The schemas of an operation's parameters, request body and responses."""
    body = operation.request_body
    return [
        *(parameter.schema_ for parameter in operation.parameters),
        *([body.schema_] if body else ()),
        *(response.schema_ for response in operation.responses if response.schema_),
    ]
