"""Operations: one HTTP method on one path, with everything the docs say about it."""

from typing import Literal

from pydantic import Field

from generator.model.schema import Property, Schema, Unknown
from generator.model.source import Node, Source

Method = Literal["GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS"]
ParameterLocation = Literal["path", "query", "header"]


class Parameter(Node):
    """A path, query or header parameter."""

    name: str
    location: ParameterLocation
    schema_: Schema = Field(alias="schema")
    description: str = ""
    required: bool = False
    deprecated: bool = False
    examples: tuple[str, ...] = ()
    """Values from the example lines under the query parameter table, as written there."""
    separator: str = ""
    """``,`` where the description says that the text is a comma separated list."""
    shared: str = ""
    """The key in ``Api.parameters`` of the same parameter, where operations share it."""
    source: Source


class SecurityScheme(Node):
    """One way to authenticate, as the header table describes it (OpenAPI's Security Scheme)."""

    name: str
    """``basic``, ``bearer``, or the scheme's or header's name in the same style."""
    type: Literal["http", "apiKey"]
    scheme: str = ""
    """For type ``http``: the HTTP authentication scheme (RFC 9110, 11.1), such as ``Bearer``."""
    header: str = "Authorization"
    description: str = ""


class RequestBody(Node):
    """The body of a request, from the ``Request Body`` section of a page."""

    name: str = ""
    """The name in the heading, which is that of the argument and not of a type."""
    description: str = ""
    media_types: tuple[str, ...] = ()
    """From the ``Content-Type`` row of the header table."""
    table: tuple[Property, ...] = ()
    """The rows of the section's table; empty once linking has put them into a schema."""
    wraps_arguments: bool = False
    """Whether it is an object for this operation alone; its properties are the arguments."""
    schema_: Schema = Field(default=Unknown(), alias="schema")
    required: bool = True
    source: Source


class Response(Node):
    """One status that an operation may answer with; the success response also has the body."""

    status: str
    """Three digits."""
    description: str = ""
    heading: str = ""
    """The type the section's headings name."""
    heading_source: Source | None = None
    body_description: str = ""
    """CommonMark: the prose between the heading and the status table."""
    media_types: tuple[str, ...] = ()
    """From the ``Accept`` row of the header table."""
    table: tuple[Property, ...] = ()
    """The rows of the body's table; empty once linking has put them into a schema."""
    schema_: Schema | None = Field(default=None, alias="schema")
    """None where the response has no body."""
    shared: str = ""
    """The key in ``Api.responses`` of the same response, where operations share it."""
    source: Source


class Sample(Node):
    """A sample HTTP message. Its values are random, so only their kinds are evidence of types."""

    kind: Literal["request", "response"]
    start_line: str
    headers: tuple[tuple[str, str], ...] = ()
    body: str = ""
    """As written, without the blank line before it; empty where there is none."""
    source: Source
    body_line: int = 0
    """The line the body starts on, in the file of ``source``; 0 without a body."""


class Notice(Node):
    """A warning set off from the prose, such as ``Online Restricted``."""

    kind: str
    """The words before the colon."""
    text: str = ""
    source: Source


class Operation(Node):
    """One HTTP method on one path."""

    operation_id: str
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
    source: Source
