"""Models on pages: their properties, their values, and what their samples show."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.docs.annotated_json import annotated_json
from generator.docs.blocks import Block, Fence, Other, Paragraph, Table
from generator.docs.cleaning import clean, one_line
from generator.docs.field_lists import definitions, labelled_lines, read_definitions, read_list
from generator.docs.field_tables import Columns, head_texts, known_head, read_table
from generator.docs.fields import ANY_KEY, Field, enumerated, make_field, with_values
from generator.docs.layout.patterns import LONGEST, full_match
from generator.docs.lists import list_items
from generator.docs.model_builder import ModelBuilder
from generator.docs.name_cells import plain_name
from generator.docs.nested_fields import nested, spliced
from generator.docs.page import PageModel
from generator.docs.request_lines import plain_text
from generator.docs.sample_bodies import shape_of
from generator.docs.samples import parse_sample
from generator.model import (
    Enumeration,
    Map,
    Object,
    Reference,
    Scalar,
    Schema,
    Source,
    Union,
    Unknown,
)

_VALUE_LINE = re.compile(r"`([^`]{1,64})`\s*[=:\u2013\u2014-]+\s*(.*)")


def claim_in_model(builder: ModelBuilder, block: Block) -> None:
    """Take a block of a model's part of a page; what is nothing of it is prose."""
    section = builder.section
    if isinstance(block, Paragraph):
        _read_bases(builder, block)
        if any(full_match(p, plain_text(block.text)) for p in builder.page.layout.alternatives):
            builder.alternatives = True
            return
    if section == "ignored":
        return
    if isinstance(block, Table) and section == "unknown" and not _first_fields(builder, block):
        return
    if isinstance(block, Table):
        if not _model_table(builder, block) and section not in ("sample", "description"):
            expected = known_head(builder.page, block)
            place = builder.page.place(block)
            builder.page.report("DOC201", place, f"table: {block.raw}", expected)
    elif isinstance(block, Fence):
        if section == "properties":
            if not builder.fields:
                builder.fields += annotated_json(builder.page, block)
        elif sample := parse_sample(builder.page.layout, block, "response", None):
            builder.samples.append(sample)
    elif builder.open_field and isinstance(block, Paragraph):
        _describe_field(builder, block)
    elif isinstance(block, Paragraph) and section in (None, "properties", "enum"):
        if found := read_definitions(builder.page, block, "properties"):
            builder.fields += found
        elif section == "enum" or builder.kind == "enum":
            builder.values += [term.strip("`") for term, _, _ in definitions(block)]
        if not found and section is None:
            builder.prose.append(clean(block.text))
    elif isinstance(block, Other) and block.kind.endswith("_list"):
        _model_list(builder, block)
    elif section is None and isinstance(block, Paragraph | Other):
        builder.prose.append(clean(block.raw))


def _read_bases(builder: ModelBuilder, block: Paragraph) -> None:
    """The models that a sentence says this one is based on."""
    text = " ".join(block.text.split())[:LONGEST]
    for pattern in builder.page.layout.bases:
        match = pattern.search(text)
        read = builder.page.layout.types.read(match["type"]) if match else None
        if read and isinstance(read.schema, Reference) and read.schema not in builder.bases:
            builder.bases.append(read.schema)


def _first_fields(builder: ModelBuilder, block: Table) -> bool:
    """Whether a table under a heading that no rule knows lists the properties of a model: it has
    names and types, and no table before it has.
    """
    columns = builder.page.layout.columns(head_texts(block))
    return not builder.fields and {"name", "type"} <= set(columns)


def _model_table(builder: ModelBuilder, block: Table) -> bool:
    """A table of properties, of values, or of values by property."""
    layout, section = builder.page.layout, builder.section
    heads = head_texts(block)
    columns = layout.columns(heads)
    role = layout.table_role(heads, section)
    if role == "ignored":
        return True
    if section == "enum" or builder.kind == "enum" or role == "enum":
        _values_table(builder, block, columns, by_field=role == "enum")
        return True
    if "name" not in columns:
        return False
    read_table(builder.page, block, builder.fields)
    return True


def _values_table(builder: ModelBuilder, block: Table, columns: Columns, *, by_field: bool) -> None:
    """Values with their names and descriptions, or the values of properties by their names."""
    column = columns.index("value") if "value" in columns else 0
    labels = [columns.index(c) for c in ("name", "type") if c in columns and c != columns[column]]
    named = labels[0] if labels else -1
    described = columns.index("description") if "description" in columns else -1
    for row in block.rows:
        cells = [plain_text(cell.text) for cell in row.cells]
        if len(cells) <= max(column, named):
            continue
        value = cells[column].strip("\"'")
        if named >= 0 and by_field:
            name = plain_name(builder.page, row.cells[named])
            builder.field_values.setdefault(name, []).append(value)
            continue
        builder.values.append(value)
        label = cells[named] if named >= 0 else ""
        text = row.cells[described].text if 0 <= described < len(row.cells) else ""
        if label or text:
            meaning = ": ".join(part for part in (label, one_line(clean(text))) if part)
            builder.meanings.append(f"- `{value}` {meaning}")


def _model_list(builder: ModelBuilder, block: Other) -> None:
    if builder.section == "enum" or builder.kind == "enum":
        items = [item for item in list_items(block) if item.depth == 0]
        spans = [item.text.split("`")[1] if "`" in item.text else "" for item in items]
        builder.values += [span for span in spans if span]
    elif found := read_list(builder.page, block, "properties"):
        builder.fields += found
    elif builder.section is None:
        builder.prose.append(clean(block.raw))


def open_field(builder: ModelBuilder, text: str, level: int, source: Source) -> bool:
    """A heading that names a property, as a rule of the layout has it."""
    layout = builder.page.layout
    for rule, pattern in layout.fields:
        if "heading" not in rule.in_ or (
            rule.under and (builder.section or "properties") not in rule.under
        ):
            continue
        if match := full_match(pattern, text):
            groups = match.groupdict()
            name = (groups.get("name") or "").strip("`*")
            marks = groups.get("marks") or ""
            parsed = layout.types.read(groups["type"]) if groups.get("type") else None
            schema = parsed.schema if parsed else Unknown()
            builder.fields.append(make_field(layout, source, name, schema, "", marks=marks))
            builder.open_field = level
            return True
    return False


def _describe_field(builder: ModelBuilder, block: Paragraph) -> None:
    """The text below a heading that is a property: labelled lines, or prose."""
    layout, entry = builder.page.layout, builder.fields[-1]
    for label, text, line in labelled_lines(block):
        role = layout.label(label)
        if not label or role == "description":
            described = f"{entry.description}\n\n{clean(layout.marked(text).text)}".strip()
            stated = layout.marked(f"{label}: {text}")
            entry = replace(
                entry,
                description=described,
                deprecated=entry.deprecated or stated.deprecated,
                nullable=entry.nullable or stated.nullable,
            )
        elif role == "type":
            entry = _typed(builder, entry, text, Source(block.file, line, 1))
    builder.fields[-1] = entry


def _typed(builder: ModelBuilder, entry: Field, text: str, source: Source) -> Field:
    """A field with the type of a labelled line, which may go on with the type's values."""
    layout = builder.page.layout
    first, *rest = text.split("\n")
    marked = layout.marked(first)
    parsed = layout.types.read(marked.text.strip())
    if parsed is None:
        builder.page.report("DOC212", source, first, expected="a type")
        return replace(entry, schema=Unknown(written=first))
    values = [match[1] for line in rest if (match := _VALUE_LINE.match(line.strip()))]
    return replace(
        entry,
        schema=enumerated(parsed.schema, values),
        nullable=entry.nullable or parsed.nullable or marked.nullable,
        required=marked.required if marked.required is not None else entry.required,
        deprecated=entry.deprecated or marked.deprecated,
    )


def build_models(builders: Iterable[ModelBuilder]) -> Iterator[PageModel]:
    """The models of a page. What only introduces the model of the same name below it (a heading
    ``Lamp Object`` with prose, then ``Lamp Structure`` with a table) gives it its links and prose.
    """
    above: ModelBuilder | None = None
    for builder in builders:
        if above and builder.level > above.level and _same_name(above.name, builder.name):
            builder.anchors += above.anchors
            builder.prose[:0] = [text for text in above.prose if text not in builder.prose]
        if model := build_model(builder):
            yield model
            above = None
        else:
            above = builder


def _same_name(one: str, other: str) -> bool:
    """Whether two names are the same but for a plural."""
    return one.lower().rstrip("s") == other.lower().rstrip("s")


def build_model(builder: ModelBuilder) -> PageModel | None:
    """The model, or None where its part of the page tells nothing of it."""
    shape = shape_of(builder.samples, builder.page.report, lenient=True)
    schema: Schema | None = None
    fields = nested(
        [with_values(entry, builder.field_values.get(entry.name, [])) for entry in builder.fields],
        builder.page.layout,
    )
    own_bases: list[Reference] = []
    if builder.alternatives and len(fields) > 1 and not any(f.name for f in fields):
        schema, fields = Union(variants=tuple(f.schema for f in fields)), []
    elif len(fields) == 1 and not fields[0].name and not isinstance(fields[0].schema, Object):
        schema, fields = fields[0].schema, []
    elif len(fields) == 1 and fields[0].name == ANY_KEY:
        schema, fields = Map(values=fields[0].schema), []
    elif fields:
        own_bases = [f.schema for f in fields if not f.name and isinstance(f.schema, Reference)]
        fields = spliced(fields)
    elif builder.values:
        schema = _values_schema(builder.values)
        if builder.meanings:
            builder.prose.append("\n".join(builder.meanings))
    bases = (*builder.bases, *own_bases)
    rows = tuple(entry.property() for entry in fields)
    if not rows and not bases and schema is None and "object" not in shape.kinds:
        return None
    return PageModel(
        name=builder.name,
        anchors=builder.anchors,
        description="\n\n".join(builder.prose),
        table=rows,
        bases=bases,
        schema=schema,
        shape=shape,
        source=builder.source,
    )


def _values_schema(values: list[str]) -> Schema:
    """Texts are an enumeration; numbers and flags (``1 << 4``) are an integer."""
    if all(
        re.fullmatch(r"-?(?:0x[0-9A-Fa-f]+|\d+)(?: ?<< ?\d+)?(?: .*)?", value) for value in values
    ):
        return Scalar(type="integer")
    return Enumeration(values=tuple(dict.fromkeys(values)))
