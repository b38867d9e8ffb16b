"""Parts of an API that templates are rendered for."""

from generator.model import Api, Tag, references


def of_tag(api: Api, tag: Tag) -> Api:
    """One tag's operations and the schemas they reach: an API by itself."""
    operations = tuple(op for op in api.operations if op.tag == tag.name)
    schemas = {schema.name: schema for schema in api.schemas}
    reached: set[str] = set()
    pending = [
        schema
        for op in operations
        for schema in (
            *(p.schema_ for p in op.parameters),
            *([op.request_body.schema_] if op.request_body else ()),
            *(r.schema_ for r in op.responses if r.schema_),
        )
    ]
    while pending:
        for name in references(pending.pop()):
            if name not in reached and name in schemas:
                reached.add(name)
                pending.append(schemas[name].schema_)
    used = {p.shared for op in operations for p in op.parameters}
    secured = {scheme.name for op in operations for scheme in op.security}
    return api.model_copy(
        update={
            "tags": (tag,),
            "operations": operations,
            "schemas": tuple(s for s in api.schemas if s.name in reached),
            "parameters": tuple(p for p in api.parameters if p.shared in used),
            "security": tuple(s for s in api.security if s.name in secured),
        }
    )
