"""Codes of what turns up later in a build: 3xx links between pages, 4xx targets, 5xx output."""

from generator.diagnostics.code import Code, Severity

_INFO, _WARNING, _ERROR = Severity.INFO, Severity.WARNING, Severity.ERROR

BUILD_CODES: dict[str, Code] = {
    "DOC301": Code(
        _ERROR,
        "operation id used twice",
        "renamed the second",
        "Two pages carry the same operation id for different operations.",
        "Give each page an id of its own.",
    ),
    "DOC302": Code(
        _WARNING,
        "operation documented twice",
        "kept the first page",
        "Two pages describe the same method and path under the same id.",
        "Remove one of the pages.",
    ),
    "DOC303": Code(
        _INFO,
        "paths that OpenAPI calls identical",
        "told apart by a fragment",
        "OpenAPI calls `/List/{id}` and `/List/{name}` identical and forbids both in one "
        "document. All but one path carry a `#fragment`, which clients do not send.",
        "Nothing needs to be done, if the API has both.",
    ),
    "DOC305": Code(
        _WARNING,
        "type cell contradicted",
        "kept the decision",
        "The type cell of this row names a type that other tables or the samples of the same "
        "property rule out.",
        "Write the expected type into the cell. `docs2sdk explain Model.Property` lists what "
        "speaks for and against it.",
    ),
    "DOC306": Code(
        _INFO,
        "sample contradicts the type",
        "kept the type",
        "A sample holds a kind of value that the property's type does not allow.",
        "Correct whichever is wrong: the sample, or the type cell.",
    ),
    "DOC307": Code(
        _INFO,
        "type found by name or prose alone",
        "took the likeliest",
        "Neither a table nor a sample shows this type; it was taken from others of the same "
        "name, or from the description.",
        "Write the type into the cell, or add a sample.",
    ),
    "DOC311": Code(
        _WARNING,
        "model mentioned, explained nowhere",
        "typed as unknown",
        "A type cell or heading names a model, but no page has a table of its properties, and "
        "no sample shows one.",
        "Add a page with the model's table, or correct the name.",
    ),
    "DOC312": Code(
        _INFO,
        "type not documented",
        "typed as unknown",
        "Neither a table nor any sample shows the type of this property or parameter, or what this "
        "body or answer holds. The place of an answer is that of its heading, or of the operation "
        "where no section is about it.",
        "Write the type into the cell, or add a sample. Where the page tells the answer, the "
        "layout lacks an `[[answer]]` for its sentence or a `[[section]]` for its heading.",
    ),
    "DOC313": Code(
        _WARNING,
        "object in a query, path or header",
        "left to the caller",
        "The parameter's type is an object, but a parameter is sent as text, and nothing says how "
        "the object becomes text. The client refuses objects there; a caller may pass a string.",
        "Write the type of what is sent, such as `string`, and its format into the description.",
    ),
    "DOC401": Code(
        _INFO,
        "two groups want one name",
        "kept the long name",
        "Two tags are alike but for their suffix, such as `ContactAgent` and `ContactEntity`, so "
        "one of them keeps its whole name in the client.",
        "Set the name that you want under `[names]` in the configuration.",
    ),
    "DOC402": Code(
        _WARNING,
        "two names fall together",
        "numbered the second",
        "Two names of the docs become the same name in the target language.",
        "Rename one of them in the docs, if the API allows it.",
    ),
    "DOC403": Code(
        _WARNING,
        "overlay action meets nothing",
        "left out",
        "An action of an OpenAPI Overlay has a target that no generated document holds: what it "
        "corrected is gone, or is right by now.",
        "Remove the action, or correct its JSONPath.",
    ),
    "DOC404": Code(
        _WARNING,
        "documents of tags too large",
        "shared the components",
        "The OpenAPI document of a tag has every schema that its operations lead to. Where the "
        "models of many tags lead to each other, all documents have nearly all schemas.",
        'Set `fragments = "shared"` in the configuration: documents then refer to '
        "`components.yaml`, which has each schema once.",
    ),
    "DOC410": Code(
        _WARNING,
        "name belongs to another",
        "gave another name",
        "Something new in the docs would have a name that the lock keeps for something else, which "
        "may not be in the docs any more. So that code which uses the name goes on meaning what it "
        "meant, the new one got another.",
        "Nothing needs to be done. `docs2sdk rename` changes either name.",
    ),
    "DOC411": Code(
        _WARNING,
        "lock contradicts itself",
        "kept the first name",
        "The lock has two names for one thing, or one name for two, as after a merge of branches "
        "that each gave it. Of two names the first by alphabet stays, and the other is an alias.",
        "Build, and commit the lock; `docs2sdk rename` changes the name.",
    ),
    "DOC501": Code(
        _ERROR,
        "output not writable",
        "kept the old output",
        "The operating system refused to write the file, for the reason in the message.",
        "Look at the permissions of the output folder and the space on the disk.",
    ),
    "DOC502": Code(
        _ERROR,
        "file changed by somebody",
        "left alone",
        "A generated file differs from what the last build wrote, so writing it would lose what "
        "somebody did to it.",
        "Make the change in the docs, a template or an overlay; `--force` writes over the file.",
    ),
    "DOC503": Code(
        _ERROR,
        "manifest lists a file outside",
        "left alone",
        "The manifest in a target's folder lists a path that no build writes, such as one with "
        "`..` or `.git` in it.",
        "Find out who put it there. The next build writes a right manifest.",
    ),
    "DOC504": Code(
        _WARNING,
        "generated file in no manifest",
        "left alone",
        "The manifest was lost or damaged, and a file that the docs do not give any more says in "
        "its first lines that it was generated.",
        "Remove the file, unless you keep it for a reason.",
    ),
    "DOC510": Code(
        _WARNING,
        "operations removed",
        "removed from the output",
        "The last build wrote these operations, and no page describes them any more. Beyond the "
        "share that `allow_removals` permits, a build ends with exit code 1 and writes nothing.",
        "Where the docs dropped them, all is well. Where pages are missing or could not be read, "
        "bring them back.",
    ),
}
