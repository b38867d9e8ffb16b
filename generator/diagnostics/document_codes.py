"""Codes of what is wrong with an OpenAPI or Swagger document that is read: 6xx."""

from generator.diagnostics.code import Code, Severity

_INFO, _WARNING, _ERROR = Severity.INFO, Severity.WARNING, Severity.ERROR

DOCUMENT_CODES: dict[str, Code] = {
    "DOC601": Code(
        _ERROR,
        "neither JSON nor YAML",
        "left out",
        "The text breaks the rules of JSON (RFC 8259) or YAML 1.2 at this place, or has what no "
        "OpenAPI document has: tags, several documents, aliases of what has not ended.",
        "Correct the text at the place in the message.",
    ),
    "DOC602": Code(
        _ERROR,
        "not an OpenAPI document",
        "left out",
        "The file names neither OpenAPI 3.0 to 3.2 (`openapi: 3.1.0`) nor Swagger 2.0 "
        "(`swagger: '2.0'`).",
        "Name the version, or convert the document to one of these.",
    ),
    "DOC603": Code(
        _WARNING,
        "value of the wrong kind",
        "left out",
        "The specification has another kind of value in this place.",
        "Write what the message expects.",
    ),
    "DOC604": Code(
        _WARNING,
        "reference leads nowhere",
        "typed as unknown",
        "Nothing stands where this `$ref` points, or no security scheme has this name.",
        "Correct the reference, or add what it names.",
    ),
    "DOC605": Code(
        _ERROR,
        "reference refused",
        "typed as unknown",
        "The `$ref` leads out of the folder of the document, or onto the network. Documents are "
        "not trusted: neither is read.",
        "Copy what it refers to into the folder of the document.",
    ),
    "DOC606": Code(
        _WARNING,
        "reference leads to itself",
        "left out",
        "Following this `$ref`, or what a schema extends by `allOf`, comes back to where it began, "
        "so that it says nothing.",
        "Write out one of the schemas in the circle.",
    ),
    "DOC607": Code(
        _WARNING,
        "key given twice",
        "kept the last",
        "An object has the same key twice. Readers differ in which of the values they take.",
        "Remove one of them.",
    ),
    "DOC608": Code(
        _ERROR,
        "document too large",
        "left out",
        "A document with all its files may have 64 MiB, schemas 50 levels, and not many more parts "
        "than characters: aliases and `allOf` could make endlessly many of a few.",
        "Divide the document, or nest its schemas less.",
    ),
    "DOC609": Code(
        _INFO,
        "more than the model holds",
        "kept the rest",
        "The document says something that the intermediate model has no words for, such as "
        "webhooks, callbacks, `not` and `if`, or a schema of its own for a second media type.",
        "Nothing needs to be done; no comparison will see changes of it.",
    ),
    "DOC610": Code(
        _WARNING,
        "something is missing",
        "left out",
        "A parameter has no name or place, the path holds one that nobody lists, or a body has no "
        "media type.",
        "Add what the message expects.",
    ),
    "DOC611": Code(
        _WARNING,
        "schemas contradict each other",
        "kept the first",
        "Schemas that hold together (`allOf`, or keywords beside each other) allow no value, such "
        "as a text that is a number.",
        "Correct whichever of them is wrong.",
    ),
    "DOC612": Code(
        _WARNING,
        "operation id used before",
        "made one of the path",
        "Two operations of a document have the same `operationId`.",
        "Give each an id of its own.",
    ),
}
