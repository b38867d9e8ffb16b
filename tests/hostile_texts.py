"""Texts that want to be more than text, by what they want to be."""

CODE = [
    '"""\n__import__("os").abort()\n"""', "'''\n__import__('os').abort()\n'''",
    '"+__import__("os").abort()+"', "\\", '\\"', "\\N{BULLET}", "{{ self.__init__.__globals__ }}",
    "{% for a in [] %}", "#}", "*/ process.abort() /*", "${process.abort()}", "</script><script>",
    "]]>", "%>", "<%= abort %>", "$(abort)", "`abort`", "\n!!python/object/apply:os.abort []\n",
]  # fmt: skip
OBEYED = [
    "\x1b[2J\x1b]0;x\x07", "\x9b31m", "\u202eevil\u202c", "\u2066x\u2069", "\r", "\x08\x08",
    "\n::error file=a::x\n", "##[error]x", "##vso[task.setvariable]x", "\n::set-env name=PATH::x",
    "\u2028::error::x", "\x85::error::x", "\x0c", "\x00", "\ufeff", "\u200b",
]  # fmt: skip
ACTIVE = [
    "<script>alert(1)</script>", '<img src=x onerror="alert(1)">', "[x](javascript:alert(1))",
    "<javascript:alert(1)>", "[x](JaVaScRiPt&colon;alert(1))", '<svg/onload="alert(1)">',
    "![x](vbscript:a)", "[x]: data:text/html;base64,PHNjcmlwdD4=\n[x]", "<iframe srcdoc='<b>'>",
    "<a href='java\tscript:alert(1)'>x</a>", "``<script>`` `<script>`", "&lt;script&gt;",
]  # fmt: skip
NAMES = [
    "class", "None", "self", "__class__", "__init__", "_", "__", "import", "Globals", "Getattr",
    "ImportModule", "Any", "Response", "Header", "BaseModel", "model_dump", "model_config",
    "Literal", "datetime", "client", "Client", "AsyncClient", "models", "resources", "errors",
    "Optional", "Self", "request", "timeout", "headers", "int", "str", "dict", "list", "type",
    "object", "property", "super", "print", "True", "pydantic", "httpx2", "json", "copy", "fields",
    "Dict", "Field", "Annotated", "TypeAdapter", "ApiError", "NotFoundError", "Auth", "Page",
    "constructor", "prototype", "__proto__", "toString", "hasOwnProperty", "con", "NUL", "aux",
    "straße", "STRASSE", "ﬁ", "fi", "\u0131", "İ", "\u212a",
    "é", "e\u0301", "名前", "1st", "-", "--", "$",
]  # fmt: skip
