"""What a layout file may say: its keys, their types, and what each means.

The JSON Schema that editors complete by is made of these classes.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from generator.docs.layout.kinds import BlockKind, Column, FieldKind, Role


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


Texts = Annotated[list[str], BeforeValidator(_as_list)]
"""One text, or several."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class _Rule(_Part):
    name: str = ""
    """A layout that extends this one replaces the rule of the same name."""


class Pages(_Part):
    """Which pages there are, and what they hold. Globs are relative to the docs root."""

    include: list[str] = Field(default_factory=list)
    """Globs of the pages to read; all, where there are none."""
    exclude: list[str] = Field(default_factory=list)
    """Globs of pages to leave out."""
    models: list[str] = Field(default_factory=list)
    """Globs of pages that each describe a model, named by the page's title."""


class Headings(_Part):
    """What counts as a heading besides ``#`` and underlined ones. Bold ones are the deepest."""

    bold: bool | None = None
    """A paragraph that is wholly bold."""
    label: bool | None = None
    """A bold label with a colon at a paragraph's start; the rest is what stands below it."""
    html: bool | None = None
    """``<h1>`` to ``<h6>``."""
    quote: bool | None = None
    """A quotation of a single line."""
    lead: bool | None = None
    """A line of prose that ends with a colon, where it names a section: for the next block."""


class Clean(_Rule):
    """Text to rewrite in every line of prose, before all else."""

    pattern: str
    """What is found in a line. Placeholders are no use here: groups are ``(?P<name>...)``."""
    keep: str = ""
    """What stands there instead; ``{name}`` is a group."""


class NoticeRule(_Rule):
    """A warning set off from the prose."""

    pattern: str
    """Matched against a paragraph or HTML block: ``{kind}`` and ``{text}``."""
    kind: str = ""
    """What it is called, where the text has no word for it: ``Permissions``."""


class OperationRule(_Rule):
    """Where an operation begins."""

    in_: Annotated[list[BlockKind], BeforeValidator(_as_list)] = Field(alias="in")
    """The kinds of blocks that hold a request line."""
    line: str = "{method} {path}"
    """The request line, without its Markdown (but for ``tag``)."""
    info: str = ".*"
    """The word after the back-ticks of a fence."""
    method: str = ""
    """The method, where the line has only a path: ``POST``."""
    above: Texts = Field(default_factory=list)
    """Patterns of a heading above that holds the ``{path}``, where the line has only a method."""
    prefix: str = ""
    """What is put before the path: ``/bot/``."""
    fallback: bool = False
    """It counts only on a page on which no other rule finds a request line."""
    message: bool = False
    """The code is a whole HTTP message: only its first line, or lines, are request lines."""
    under: list[Role] = Field(default_factory=list)
    """Sections in which the line begins an operation besides those that tell nothing else; a line
    in a section of samples is a sample."""


class Operations(_Part):
    """Names of operations, and what their paths look like."""

    id: list[str] | None = None
    """Where the id comes from, the first that is there: ``front-matter:KEY``, ``title`` (where it
    is a single word), ``anchor``, ``tag-title``, ``path``."""
    tag: list[str] | None = None
    """Where the group comes from: ``id`` (the word before its underscore), ``parent`` (the heading
    above the operation's), ``page-title``, ``file``, ``folder``, ``folder-file`` (both), ``path``
    (the last fixed segment but one), ``resource`` (the last fixed segment)."""
    tag_endings: list[str] = Field(default_factory=list)
    """Words at the end of a group's name that a client leaves out; of two groups that differ only
    in these, the one whose word stands first gets the short name."""
    summary: Literal["title", "prose"] | None = None
    """Whether the title, or the first paragraph, is the summary."""
    level: int | None = None
    """The level of the headings that operations and models stand under, where it is the same
    everywhere: such a heading is never that of a section (2 for ``##``)."""
    ends: list[Literal["rule"]] | None = None
    """What ends an operation besides the next heading of its level: a ``---`` rule."""
    media_type: str | None = None
    """Of bodies and answers of which the page names none."""
    body: list[str] = Field(default_factory=list)
    """Patterns of the name of a field that is not in the body, but is the body."""
    methods: dict[str, str] = Field(default_factory=dict)
    """Spellings of methods: ``DEL = "DELETE"``."""
    strip: list[str] = Field(default_factory=list)
    """Patterns of what is cut off a path's start."""
    sample_ids: list[str] = Field(default_factory=list)
    """Patterns of a segment of a path, but for the first, that is an example of a parameter:
    the numbers in ``/rooms/1/lamps/2``."""


class SectionRule(_Rule):
    """A heading, and what stands below it."""

    heading: Texts
    """Patterns of the heading's text; ``{name}``, ``{type}``, ``{status}``, ``{description}``,
    ``{marks}`` (of all fields below it), ``{kind}`` and ``{text}`` are taken from it."""
    role: Role
    """What the section holds."""
    under: list[Role] = Field(default_factory=list)
    """The roles of the sections around it in which the rule holds; any, where there are none."""
    media_type: str = ""
    """Of a body."""


class TableRule(_Rule):
    """A table that tells by its head what it holds, whatever it stands under."""

    head: list[str]
    """Patterns of the first cells of the head."""
    role: Role
    """What the table holds."""
    under: list[Role] = Field(default_factory=list)
    """The roles of sections in which the rule holds; all, where there are none."""


class FieldRule(_Rule):
    """How a parameter or property is written."""

    in_: Annotated[list[FieldKind], BeforeValidator(_as_list)] = Field(alias="in")
    """Where it is written so."""
    pattern: str
    """``{name}``, ``{type}``, ``{marks}``, ``{default}``, ``{in}``, ``{description}``."""
    typed: bool = False
    """What stands in the place of the type can be nothing else: where it is not understood, the
    type is unknown, with DOC212. Otherwise the next rule is tried."""
    under: list[Role] = Field(default_factory=list)
    """The roles of sections in which the rule holds; all, where there are none."""


class LabelRule(_Rule):
    """A labelled line of a field or operation, such as ``**Type:** String``."""

    label: Texts
    """Patterns of the label, without its colon."""
    role: Literal["type", "description", "returns", "status", "authentication", "ignored"]
    """What the text after the label is; ``type`` and ``description`` below a heading that is a
    field, the others in an operation."""


class Marks(_Part):
    """Patterns that say something of a field, wherever they stand in its marks or description."""

    required: list[str] = Field(default_factory=list)
    optional: list[str] = Field(default_factory=list)
    nullable: list[str] = Field(default_factory=list)
    read_only: list[str] = Field(default_factory=list)
    deprecated: list[str] = Field(default_factory=list)
    file: list[str] = Field(default_factory=list)
    """That it is the content of a file, whatever its type is written as."""
    yes: list[str] = Field(default_factory=list)
    """What a cell of a column ``required`` holds where it is."""
    nothing: list[str] = Field(default_factory=list)
    """What a cell of a type or description holds where there is none: ``none``, ``n/a``."""
    unnamed: list[str] = Field(default_factory=list)
    """What a name cell holds where the row is about the whole, and has no name."""
    unmarked: Literal["required", "optional"] | None = None
    """What a field without any mark is, where the layout marks the others. One with a default is
    optional."""
    all_optional: list[str] = Field(default_factory=list)
    """Patterns of a sentence of an operation by which all its arguments without a mark are
    optional, but for those in the code spans of the sentence."""


class Types(_Part):
    """How types are spelled."""

    scalar: dict[str, list[str]] = Field(default_factory=dict)
    """A type as this project writes it (``string``, ``int32``, ``date-time``, ``array``,
    ``object``, ``dictionary``, ``any``) to its spellings."""
    array: list[str] = Field(default_factory=list)
    """Patterns of lists, with ``{items}``."""
    map: list[str] = Field(default_factory=list)
    """Patterns of maps, with ``{values}``."""
    enum: list[str] = Field(default_factory=list)
    """Patterns of enumerations, with ``{values}``, which commas part."""
    nullable: list[str] = Field(default_factory=list)
    """Patterns of types that may be null, with ``{type}``."""
    plain: list[str] = Field(default_factory=list)
    """Patterns with ``{type}`` of which only that counts: ``a {type} object``."""
    union: list[str] = Field(default_factory=list)
    """What stands between alternatives."""
    like: dict[str, list[str]] = Field(default_factory=dict)
    """A type as in ``scalar`` to patterns of its spellings: ``string = ['{type} ids?']``."""
    named: list[str] = Field(default_factory=list)
    """Patterns with ``{name}`` of types that name a model even without link and capitals."""
    alternatives: list[str] = Field(default_factory=list)
    """Patterns of a line in a model that says that a value is one of the types below it, which
    have no name, and not all of them together."""
    models: Literal["any", "linked", "capital"] | None = None
    """Which unknown words name a model: any word, only what is linked, or what is linked or has a
    capital letter."""


class ModelRule(_Rule):
    """Where a model begins."""

    heading: Texts
    """Patterns of the heading, with ``{name}``."""
    kind: Literal["object", "enum"] = "object"
    """Whether it lists properties or values."""
    columns: list[Column] = Field(default_factory=list)
    """What the columns of the first table below the heading must hold; any, where there are
    none."""
    below: Texts = Field(default_factory=list)
    """Patterns of a heading above in whose part of the page the rule holds; any, where there are
    none."""
    on: list[str] = Field(default_factory=list)
    """Globs of the pages where the rule holds; all, where there are none."""


class AnswerRule(_Rule):
    """A sentence that tells what an operation answers with."""

    pattern: str
    """Found anywhere in prose: ``{status}``, ``{type}``, ``{description}``."""
    role: Literal["response", "body", "list", "same", "nothing"] | None = None
    """What has the type. Where it is not written, that of a sentence in a section of a body is the
    body's. ``body`` without a ``{type}``: the body has properties of what the response holds.
    ``list``: the body is a list of objects with the fields that are listed. ``same``: the
    operation takes and gives what the one before it on the page does, but for the arguments in code
    spans of the sentence. ``nothing``: the response has no body, unless a sample or another
    sentence tells one."""
    path: str = ""
    """Pattern of a path. Of several request lines only those that match have the type, if any
    does."""
    under: list[Role] = Field(default_factory=list)
    """The roles of sections in which the rule holds; all, where there are none."""

    @property
    def types_body(self) -> bool:
        """Whether ``{type}`` is that of the body."""
        return self.role == "body" or (self.role is None and "body" in self.under)


class EnumRule(_Rule):
    """Text that lists the values that a field may have."""

    pattern: str
    """Found anywhere in a field's description; the code spans in ``{values}`` are the values."""


class ArgumentRule(_Rule):
    """A sentence that names arguments, and says nothing more of them."""

    pattern: str
    """Found anywhere in prose; the code spans in ``{values}`` are the names."""
    role: Literal["query", "header", "body", "parameters"] = "query"
    """Where they are sent; ``parameters`` leaves it open, as in a section."""
    required: bool | None = None
    """Whether the sentence says that they are required, or optional."""
    under: list[Role] = Field(default_factory=list)
    """The roles of sections in which the rule holds; all, where there are none."""


class BaseRule(_Rule):
    """A sentence about a model that names another, whose properties it has too."""

    pattern: str
    """Found anywhere in the prose of a model: ``{type}``."""


class NumberedPages(_Part):
    """How operations are written that are asked for a page by its number. Names are in lower case,
    without underscores. Without ``number`` and ``size`` there is none.
    """

    number: list[str] = Field(default_factory=list)
    """The argument with the number of the page."""
    size: list[str] = Field(default_factory=list)
    """The argument with the count of items that a page may have."""
    items: list[str] = Field(default_factory=list)
    """The property that holds the items, of an answer that is no list itself."""
    total: list[str] = Field(default_factory=list)
    """The property that holds the count of the items of all pages."""
    first: int = 0
    """The number of the first page."""


class Paging(_Part):
    """How an answer that holds one page of a longer list is written. Without ``items`` or
    ``next_link`` no answer is one.
    """

    items: str = ""
    """The property that holds the items of the page."""
    next_link: str = ""
    """End of the name, in any casing, of the property with the URL of the next page."""
    select: str = ""
    """The query parameter that selects the properties of the items. Where there is one, an item is
    a map of what was selected."""
    numbered: NumberedPages = NumberedPages()
    """Pages that are asked for by their number, not by a link."""


class Samples(_Part):
    """Sample messages."""

    lenient: bool | None = None
    """Whether JSON may have comments, trailing commas, and ``...``."""
    languages: list[str] = Field(default_factory=list)
    """Words after the back-ticks of fences that hold a program, which no description keeps."""


class LayoutFile(_Part):
    """A layout: how the writers of a reference write their pages."""

    about: str = ""
    """One line for people."""
    extends: str = ""
    """The layout whose rules this one adds to, or replaces by name."""
    strict: bool = False
    """Every page has the same sections: one that is missing, or that no rule knows, is a
    diagnostic. Else such a section is prose."""
    nested_names: bool | None = None
    """Whether dots and brackets in the name of a field say in which other field it is: ``a.b``,
    ``a[b]``, ``a[].b``."""
    prefer: int = 0
    """Of layouts that read a sample of pages equally well, the highest is taken."""
    drop: list[str] = Field(default_factory=list)
    """Names of rules of the extended layout that do not hold."""
    pages: Pages = Pages()
    headings: Headings = Headings()
    clean: list[Clean] = Field(default_factory=list)
    notice: list[NoticeRule] = Field(default_factory=list)
    operation: list[OperationRule] = Field(default_factory=list)
    operations: Operations = Operations()
    section: list[SectionRule] = Field(default_factory=list)
    columns: dict[Column, list[str]] = Field(default_factory=dict)
    """The words in a table's head that say what a column holds."""
    table: list[TableRule] = Field(default_factory=list)
    field: list[FieldRule] = Field(default_factory=list)
    label: list[LabelRule] = Field(default_factory=list)
    marks: Marks = Marks()
    types: Types = Types()
    model: list[ModelRule] = Field(default_factory=list)
    answer: list[AnswerRule] = Field(default_factory=list)
    argument: list[ArgumentRule] = Field(default_factory=list)
    base: list[BaseRule] = Field(default_factory=list)
    enum: list[EnumRule] = Field(default_factory=list)
    samples: Samples = Samples()
    paging: Paging = Paging()
