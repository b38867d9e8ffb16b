"""Codes of changes of what is sent: 5xx types, 6xx models and properties, 7xx texts, 8xx
deprecation.
"""

from generator.changes.change import ChangeClass
from generator.changes.code import Code

_BREAKING, _COMPATIBLE = ChangeClass.BREAKING, ChangeClass.COMPATIBLE
_CLARIFICATION, _NONE = ChangeClass.CLARIFICATION, ChangeClass.NONE
_DOCUMENTATION = ChangeClass.DOCUMENTATION

SCHEMA_CODES: dict[str, Code] = {
    "CHG501": Code(
        "type narrowed",
        _BREAKING,
        _COMPATIBLE,
        "Some values that the old type allowed are not allowed any more, and no others are. "
        "Requests that have them are refused; answers have nothing that did not come before.",
        "Accept the old values for as long as clients of before are used.",
    ),
    "CHG502": Code(
        "type widened",
        _COMPATIBLE,
        _BREAKING,
        "There are values that the old type did not allow. Requests of before are as good as they "
        "were; answers may have values that code of before cannot take.",
        "Check what code does with the new values. Where they came before as well, give this code "
        "another class in the configuration.",
    ),
    "CHG503": Code(
        "type changed",
        _BREAKING,
        _BREAKING,
        "Both the old and the new docs write the type, and neither type has all values of the "
        "other.",
        "Release a new major version, or correct whichever docs are wrong.",
    ),
    "CHG504": Code(
        "type written now",
        _CLARIFICATION,
        _CLARIFICATION,
        "The old docs left the type open, so that it was unknown or inferred from samples and from "
        "other places. The new docs write it. The API is as it was, as far as the docs tell.",
        "Nothing needs to be done for the wire. Code may meet another type.",
    ),
    "CHG505": Code(
        "type no longer written",
        _CLARIFICATION,
        _CLARIFICATION,
        "The old docs wrote the type, or showed what it is. The new docs leave it open, so that it "
        "is unknown or inferred. The API is as it was, as far as the docs tell.",
        "Write the type into the docs. `docs2sdk explain Model.Property` shows what they have.",
    ),
    "CHG506": Code(
        "type inferred otherwise",
        _CLARIFICATION,
        _CLARIFICATION,
        "Neither the old nor the new docs write the type, and what samples and other places "
        "suggest is another one. The API is as it was, as far as the docs tell.",
        "Write the type into the docs. `docs2sdk explain Model.Property` shows what they have.",
    ),
    "CHG601": Code(
        "model added",
        _COMPATIBLE,
        _COMPATIBLE,
        "The docs describe a model that they did not have under this or a similar form.",
        "Release it with the operations that use it.",
    ),
    "CHG602": Code(
        "model removed",
        _NONE,
        _NONE,
        "No operation uses this model any more. What that means for requests and answers is said "
        "by the changes of those operations and properties; code that names its type breaks.",
        "Release a new major version of the client.",
    ),
    "CHG603": Code(
        "model renamed",
        _NONE,
        _NONE,
        "A model has another name and the same properties, or most of them. Names of models are "
        "never sent. Generated code has a type of that name.",
        "Keep the name in the docs, or release a new major version of the client.",
    ),
    "CHG611": Code(
        "property added",
        _COMPATIBLE,
        _COMPATIBLE,
        "A model has a property that the docs did not have.",
        "Release it as a new feature.",
    ),
    "CHG612": Code(
        "required property added",
        _BREAKING,
        _COMPATIBLE,
        "A model has a property that the docs did not have. Requests must carry it, so those of "
        "before are refused.",
        "Make it optional, with a default that does what was done before.",
    ),
    "CHG613": Code(
        "property removed",
        _BREAKING,
        _BREAKING,
        "The docs no longer describe this property. Requests that carry it may be refused, and "
        "code that reads it finds nothing.",
        "Where the API still has it, bring it back to the docs, marked as deprecated.",
    ),
    "CHG614": Code(
        "property is required now",
        _BREAKING,
        _COMPATIBLE,
        "Requests that left the property out are refused.",
        "Keep it optional, with a default. Where the API always asked for it, the old docs were "
        "wrong: give this code another class in the configuration.",
    ),
    "CHG615": Code(
        "property is optional now",
        _COMPATIBLE,
        _BREAKING,
        "Requests may leave the property out. Answers may lack it, and code that relies on it "
        "fails.",
        "Check that code can do without it. Types of the Python target can.",
    ),
    "CHG616": Code(
        "null is possible",
        _COMPATIBLE,
        _BREAKING,
        "A document says that a property may be null, and did not. Requests may have null; code "
        "that reads an answer may meet it. Pages are not asked: there, samples show it, and which "
        "of them do is chance.",
        "Check that code can take null. Types of the Python target can.",
    ),
    "CHG617": Code(
        "null is not possible any more",
        _BREAKING,
        _COMPATIBLE,
        "A document no longer says that a property may be null. Requests that have null are "
        "refused. Pages are not asked: there, samples show null, and which of them do is chance.",
        "Accept null for as long as clients of before are used.",
    ),
    "CHG618": Code(
        "property is read-only now",
        _BREAKING,
        _NONE,
        "The docs say that only the server sets this property. A request that has it may be "
        "refused, or the value is not heeded.",
        "Where that was so before, give this code another class in the configuration.",
    ),
    "CHG619": Code(
        "property is not read-only any more",
        _COMPATIBLE,
        _NONE,
        "The docs no longer say that only the server sets this property.",
        "Release it as a new feature, if requests may set it now.",
    ),
    "CHG620": Code(
        "property in samples now",
        _CLARIFICATION,
        _CLARIFICATION,
        "No table describes this property, and none did. Samples show it now.",
        "Describe the property in a table.",
    ),
    "CHG621": Code(
        "property in samples no more",
        _CLARIFICATION,
        _CLARIFICATION,
        "No table described this property, samples showed it, and they do not any more. The API "
        "is as it was, as far as the docs tell.",
        "Describe the property in a table, if the API has it.",
    ),
    "CHG622": Code(
        "default of a property changed",
        _BREAKING,
        _NONE,
        "Requests that leave the property out may do what they did not do before.",
        "Where it was the default before too, give this code another class in the configuration.",
    ),
    "CHG623": Code(
        "property is write-only now",
        _NONE,
        _BREAKING,
        "Only requests have this property. Code that reads it from an answer finds nothing.",
        "Where answers never had it, give this code another class in the configuration.",
    ),
    "CHG624": Code(
        "property is not write-only any more",
        _NONE,
        _COMPATIBLE,
        "Answers have a property that only requests had.",
        "Release it as a new feature.",
    ),
    "CHG701": Code(
        "text changed",
        _DOCUMENTATION,
        _DOCUMENTATION,
        "A title, a summary or a description is another. White space does not count, and values "
        "of samples are not looked at.",
        "Nothing needs to be done.",
    ),
    "CHG801": Code(
        "deprecated",
        _COMPATIBLE,
        _COMPATIBLE,
        "The docs advise against an operation, a parameter or a property that they did not advise "
        "against before. It still works.",
        "Tell users what to use in its place.",
    ),
    "CHG802": Code(
        "not deprecated any more",
        _COMPATIBLE,
        _COMPATIBLE,
        "The docs no longer advise against an operation, a parameter or a property.",
        "Nothing needs to be done.",
    ),
}
