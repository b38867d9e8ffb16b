"""Codes of what is wrong with a page by itself: 1xx its file, 2xx what is written in it."""

from generator.diagnostics.code import Code, Severity

_INFO, _WARNING, _ERROR = Severity.INFO, Severity.WARNING, Severity.ERROR

PAGE_CODES: dict[str, Code] = {
    "DOC101": Code(
        _ERROR,
        "not a text file",
        "left out",
        "The file holds bytes that no text has: a NUL, or the signature of an image or archive.",
        "Give the file the ending of its format, or remove it from the folder of pages.",
    ),
    "DOC102": Code(
        _WARNING,
        "include not found",
        "left out",
        "A DocFX `[!include[title](path)]` names a file that does not exist. The page is read "
        "without it; what the file holds (mostly a sample) is missing.",
        "Correct the path, which is relative to the page, or remove the line.",
    ),
    "DOC103": Code(
        _WARNING,
        "not UTF-8",
        "read as Windows-1252",
        "The bytes are not valid UTF-8. The place is that of the first one that is not.",
        "Save the page as UTF-8.",
    ),
    "DOC104": Code(
        _WARNING,
        "empty page",
        "left out",
        "The file is empty, or holds nothing but blanks.",
        "Write the page, or remove the file.",
    ),
    "DOC105": Code(
        _WARNING,
        "front matter unreadable",
        "read without it",
        "The block between the `---` lines is not a YAML mapping of plain values. Anchors, "
        "aliases and tags are not read, as pages are data and not programs.",
        "Write lines of `key: value`. Put quotes around a value that holds a colon.",
    ),
    "DOC106": Code(
        _ERROR,
        "include outside of the docs root",
        "left out",
        "An include leads out of the docs root, by its path or by a symbolic link. Includes are "
        "followed inside the docs root only.",
        "Move the file into the docs root, or set `root` to a folder that holds both.",
    ),
    "DOC107": Code(
        _ERROR,
        "include of itself",
        "left out",
        "An include leads back to a page that is being read.",
        "Remove one of the includes in the circle.",
    ),
    "DOC108": Code(
        _INFO,
        "byte order mark or CRLF line ends",
        "read as plain UTF-8 with LF",
        "The page begins with a byte order mark, or its lines end with CRLF. Nothing is lost.",
        "Nothing needs to be done. A `.gitattributes` with `*.md text` makes line ends alike.",
    ),
    "DOC109": Code(
        _ERROR,
        "file unreadable",
        "left out",
        "The operating system refused to give the file's content, for the reason in the message.",
        "Look at the file's permissions, and at whether it is a file.",
    ),
    "DOC110": Code(
        _ERROR,
        "page too large",
        "left out",
        "A page with all that it includes may have 2 MiB, 100,000 lines and 1,000 includes, 16 "
        "of them within each other. This bounds the time and memory that reading takes.",
        "Split the page, or exclude the file if it is no page of the API.",
    ),
    "DOC111": Code(
        _ERROR,
        "page outside of the docs root",
        "left out",
        "The page is a symbolic link to a file outside of the docs root.",
        "Put the file itself in its place, or set `root` to a folder that holds both.",
    ),
    "DOC112": Code(
        _ERROR,
        "file name not UTF-8",
        "left out",
        "The name of the file, or of a folder above it, is not valid UTF-8, so no output could "
        "name the page.",
        "Rename the file or folder.",
    ),
    "DOC113": Code(
        _WARNING,
        "include not understood",
        "left as text",
        "The text holds `[!include` and is not of the form `[!include[title](path)]`.",
        "Write the include in that form, or put it in backticks if it is an example.",
    ),
    "DOC114": Code(
        _ERROR,
        "merge conflict",
        "left out",
        "The page holds the lines `<<<<<<<`, `=======` and `>>>>>>>` that git leaves where a "
        "merge failed. Nobody knows which side is meant.",
        "Resolve the conflict and remove the three lines.",
    ),
    "DOC115": Code(
        _ERROR,
        "Git LFS pointer",
        "left out",
        "The file holds what Git LFS leaves in place of a file that was not fetched.",
        "Fetch the files with `git lfs pull`.",
    ),
    "DOC201": Code(
        _WARNING,
        "block not understood",
        "left out",
        "No rule of the reader recognises this heading, paragraph, table or code block in its "
        "place, so nothing of it is in the output.",
        "Check the spelling of the section's heading and of the table's head.",
    ),
    "DOC202": Code(
        _WARNING,
        "table row with the wrong number of cells",
        "read as far as it goes",
        "The row has more or fewer cells than the table's head. Missing cells count as empty; "
        "surplus ones are joined into the last column, as an unescaped `|` in a description "
        "makes them.",
        "Write a bar that belongs to the text as `\\|`, and end every row with all its cells.",
    ),
    "DOC203": Code(
        _WARNING,
        "page ends too early",
        "read as far as it goes",
        "The page stops inside a table or code block, or before its response section.",
        "Restore the end of the page; it may have been cut off by a tool.",
    ),
    "DOC204": Code(
        _WARNING,
        "response heading contradicted",
        "kept the status",
        "The heading of the response names a type that the status, the table below it or the "
        "sample rules out, such as a body for a 204 (RFC 9110, 15.3.5).",
        "Write the expected type into the heading, or correct the status.",
    ),
    "DOC205": Code(
        _ERROR,
        "no request line",
        "left out",
        "The page looks like the description of an operation, but no code block under its title "
        "holds a method and a path.",
        "Add a code block with a line such as `GET /api/v1/Contact/{id}` under the title.",
    ),
    "DOC206": Code(
        _INFO,
        "title differs from the request line",
        "kept the request line",
        "The page's title names another method or path than its request line.",
        "Correct whichever of the two is wrong.",
    ),
    "DOC207": Code(
        _WARNING,
        "path parameter not in the table",
        "typed as string",
        "The path holds a parameter in braces that the `Path Part` table does not list.",
        "Add a row with the parameter's type and description.",
    ),
    "DOC208": Code(
        _WARNING,
        "path parameter not in the path",
        "left out",
        "The `Path Part` table lists a parameter that the path does not hold.",
        "Remove the row, or correct its name: casing counts.",
    ),
    "DOC209": Code(
        _WARNING,
        "sample is not JSON",
        "kept as text",
        "The body of a sample has a JSON media type and cannot be read as JSON, so no type is "
        "derived from it.",
        "Correct the sample at the place in the message.",
    ),
    "DOC210": Code(
        _WARNING,
        "row listed twice",
        "kept the first",
        "A table lists the same name more than once.",
        "Remove one of the rows.",
    ),
    "DOC211": Code(
        _WARNING,
        "operation id missing",
        "derived from the path",
        "The front matter has neither `uid` nor `id`. The derived id changes with the path.",
        "Add `uid: …` to the front matter, so that the operation's name stays.",
    ),
    "DOC212": Code(
        _WARNING,
        "type not understood",
        "typed as unknown",
        "A type cell holds something that is neither a scalar, `array`, `object`, "
        "`Enum: A, B` nor a name.",
        "Write one type, and move all else into the description.",
    ),
    "DOC213": Code(
        _INFO,
        "escaped bar in a cell",
        "read as text",
        "The cell holds `\\|`, which is read as a bar that belongs to the text.",
        "Nothing needs to be done, if the bar is meant to be there.",
    ),
    "DOC214": Code(
        _INFO,
        "media types missing",
        "took the sample's",
        "The operation has a body, but the header table names no media types in its "
        "`Content-Type` row (for the request) or `Accept` row (for the response).",
        "Write the media types into that row, each in backticks.",
    ),
    "DOC215": Code(
        _WARNING,
        "no status table",
        "assumed 200",
        "The response section lists no status.",
        "Add a `Response | Description` table with a row for each status.",
    ),
    "DOC216": Code(
        _WARNING,
        "cell goes on in the next line",
        "joined to the cell above",
        "A line inside a table starts with no bar, and the row above has no bar at its end. "
        "Markdown knows no cell of several lines.",
        "Write the row on one line, with `<br>` where the cell has to break.",
    ),
    "DOC217": Code(
        _WARNING,
        "table line outside of a row",
        "left out",
        "A line inside a table is no row of it, or a line that looks like a row belongs to no "
        "table.",
        "Put a blank line after the table, or the row into its table.",
    ),
    "DOC218": Code(
        _WARNING,
        "table cut in two",
        "joined to the table above",
        "A blank line, comment or quotation stands between the rows of a table. A browser shows "
        "what follows as text.",
        "Move what stands between the rows below the table.",
    ),
    "DOC219": Code(
        _WARNING,
        "comment without an end",
        "left out to the end of the page",
        "A `<!--` has no `-->`, so the rest of the page is a comment.",
        "Write `-->` where the comment ends.",
    ),
    "DOC220": Code(
        _WARNING,
        "name too long",
        "left out",
        "A name of a property or parameter has more than 255 characters.",
        "Look for a description that stands in the column of names.",
    ),
    "DOC221": Code(
        _WARNING,
        "invisible characters in a path",
        "left out",
        "The path of a request line holds control characters, marks of writing direction or other "
        "characters that nobody sees. No URI has them.",
        "Remove them: type the path anew.",
    ),
    "DOC222": Code(
        _WARNING,
        "not a media type",
        "left out",
        "What stands in the place of a media type is none: it has characters other than those of "
        "RFC 9110, section 8.3.1, all of which are ASCII.",
        "Write a type and a subtype, such as `application/json`.",
    ),
    "DOC223": Code(
        _WARNING,
        "looks like a field, read as prose",
        "kept as text, where text is kept",
        "A row, a bullet or a tag has a name and a type, but stands where no rule of the layout "
        "expects fields, or is written in a way that no rule reads. It is no parameter and no "
        "property.",
        "Run `docs2sdk layout check PAGES`, which proposes a rule. Mostly a `[[section]]` for the "
        "heading above it, the head of a column in `[columns]`, or a `[[field]]` is missing.",
    ),
    "DOC240": Code(
        _WARNING,
        "request line not read",
        "no operation",
        "A line looks like a method and a path, and is no sample. No rule of the layout has an "
        "operation begin there, and no other page describes that operation.",
        "Add an `[[operation]]` rule to the layout that says in what kind of block such lines "
        "stand, or choose another layout.",
    ),
}
