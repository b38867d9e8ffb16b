"""Codes of changes of operations: 1xx operations and groups, 2xx parameters and arguments, 3xx
request bodies, 4xx answers.
"""

from generator.changes.change import ChangeClass
from generator.changes.code import Code

_BREAKING, _COMPATIBLE = ChangeClass.BREAKING, ChangeClass.COMPATIBLE
_CLARIFICATION, _NONE = ChangeClass.CLARIFICATION, ChangeClass.NONE

OPERATION_CODES: dict[str, Code] = {
    "CHG101": Code(
        "operation added",
        _COMPATIBLE,
        _COMPATIBLE,
        "No page described this method on this path before.",
        "Release it as a new feature.",
    ),
    "CHG102": Code(
        "operation removed",
        _BREAKING,
        _BREAKING,
        "No page describes this method on this path any more, and no new operation has its id.",
        "Where the API still has it, bring its page back. Else release a new major version.",
    ),
    "CHG103": Code(
        "operation moved",
        _BREAKING,
        _BREAKING,
        "The operation of this id is called by another method or path. A client that is generated "
        "again follows by itself; requests by hand, and clients of before, fail.",
        "Keep the old path working for as long as clients of before are used.",
    ),
    "CHG104": Code(
        "operation renamed",
        _NONE,
        _NONE,
        "The method and the path are as they were, and the id or the short name is another. "
        "Requests are the same. Code that calls the function by its name is not.",
        "Keep the id, or keep the name of the function with the configuration.",
    ),
    "CHG105": Code(
        "operation in another group",
        _NONE,
        _NONE,
        "The method and the path are as they were, and the operation belongs to another tag. "
        "Generated code has it as a function of another object.",
        "Keep the group in the docs, or release a new major version of the client.",
    ),
    "CHG106": Code(
        "group goes by another name",
        _NONE,
        _NONE,
        "The short name of a tag is another, mostly as another tag of that short name was added "
        "or removed. Generated code has its operations under another name.",
        "Give the tag its old name under `[names]` in the configuration.",
    ),
    "CHG108": Code(
        "way to authenticate added",
        _COMPATIBLE,
        _COMPATIBLE,
        "Operations that had one way to authenticate have another one besides.",
        "Release it as a new feature.",
    ),
    "CHG109": Code(
        "way to authenticate removed",
        _BREAKING,
        _BREAKING,
        "A way to authenticate is no longer described for these operations. Whoever uses it is "
        "refused, if the API does as the docs say.",
        "Tell users beforehand. Where the API still accepts it, bring it back to the docs.",
    ),
    "CHG110": Code(
        "authentication described",
        _CLARIFICATION,
        _CLARIFICATION,
        "Operations for which the docs had no way to authenticate have one now.",
        "Nothing needs to be done, if the API asked for it before as well.",
    ),
    "CHG201": Code(
        "optional parameter added",
        _COMPATIBLE,
        _NONE,
        "Requests may carry a parameter that the docs did not have. Those without it are as good "
        "as before.",
        "Release it as a new feature.",
    ),
    "CHG202": Code(
        "required parameter added",
        _BREAKING,
        _NONE,
        "Requests must carry a parameter that they did not have. Those of before are refused.",
        "Make it optional, with a default that does what was done before.",
    ),
    "CHG203": Code(
        "parameter removed",
        _BREAKING,
        _NONE,
        "A parameter is no longer described. Requests that carry it may be refused, or do "
        "something else than they did.",
        "Where the API still takes it, bring it back to the docs, marked as deprecated.",
    ),
    "CHG204": Code(
        "parameter is required now",
        _BREAKING,
        _NONE,
        "Requests that left the parameter out are refused.",
        "Keep it optional, with a default. Where the API always asked for it, the old docs were "
        "wrong: give this code another class in the configuration.",
    ),
    "CHG205": Code(
        "parameter is optional now",
        _COMPATIBLE,
        _NONE,
        "Requests may leave the parameter out.",
        "Release it as a new feature.",
    ),
    "CHG206": Code(
        "path parameter renamed",
        _NONE,
        _NONE,
        "The path is the same, as names of path parameters are never sent. Generated functions "
        "have an argument of that name.",
        "Keep the name of before in the docs.",
    ),
    "CHG207": Code(
        "list in a parameter described otherwise",
        _CLARIFICATION,
        _NONE,
        "The description of a parameter says that it is a list of values in one text, and did not "
        "before, or the other way round. The same text is sent.",
        "Nothing needs to be done for the wire. Generated functions take another type.",
    ),
    "CHG208": Code(
        "arguments in another order",
        _NONE,
        _NONE,
        "A generated function takes its arguments in another order: those that every call needs "
        "come first. The request is the same but for what other changes say.",
        "Calls that give arguments by name go on to work.",
    ),
    "CHG209": Code(
        "arguments go by other names",
        _NONE,
        _NONE,
        "What is sent is the same, and a generated function takes it by another name, or in one "
        "piece where it had several.",
        "Keep the name of the body in the docs, or release a new major version of the client.",
    ),
    "CHG210": Code(
        "default of a parameter changed",
        _BREAKING,
        _NONE,
        "Requests that leave the parameter out may do what they did not do before.",
        "Where it was the default before too, give this code another class in the configuration.",
    ),
    "CHG301": Code(
        "optional request body added",
        _COMPATIBLE,
        _NONE,
        "Requests may have a body that the docs did not describe.",
        "Release it as a new feature.",
    ),
    "CHG302": Code(
        "request body added",
        _BREAKING,
        _NONE,
        "Requests must have a body that they did not have.",
        "Accept requests without a body for as long as clients of before are used.",
    ),
    "CHG303": Code(
        "request body removed",
        _BREAKING,
        _NONE,
        "The docs no longer describe a body for these requests. What it said is not heeded any "
        "more, or the request is refused.",
        "Where the API still takes it, bring it back to the docs.",
    ),
    "CHG304": Code(
        "request body is required now",
        _BREAKING,
        _NONE,
        "Requests without a body are refused.",
        "Accept requests without a body for as long as clients of before are used.",
    ),
    "CHG305": Code(
        "request body is optional now",
        _COMPATIBLE,
        _NONE,
        "Requests may come without a body.",
        "Release it as a new feature.",
    ),
    "CHG306": Code(
        "request media type added",
        _COMPATIBLE,
        _NONE,
        "Bodies of requests may be of another media type besides.",
        "Release it as a new feature.",
    ),
    "CHG307": Code(
        "request media type removed",
        _BREAKING,
        _NONE,
        "The docs no longer list a media type for bodies of requests.",
        "Tell users beforehand. Where the API still takes it, bring it back to the docs.",
    ),
    "CHG308": Code(
        "merge patch accepted",
        _COMPATIBLE,
        _NONE,
        "A JSON Merge Patch (RFC 7396) may be sent in place of a JSON Patch (RFC 6902).",
        "Release it as a new feature.",
    ),
    "CHG309": Code(
        "merge patch no longer accepted",
        _BREAKING,
        _NONE,
        "The docs no longer say that a JSON Merge Patch (RFC 7396) may be sent.",
        "Where the API still takes it, bring it back to the docs.",
    ),
    "CHG401": Code(
        "status added",
        _NONE,
        _COMPATIBLE,
        "An operation may answer with a status that the docs did not list. Clients treat a status "
        "that they do not know as the x00 of its class (RFC 9110, 15).",
        "Nothing needs to be done.",
    ),
    "CHG402": Code(
        "status of success removed",
        _NONE,
        _BREAKING,
        "A status of the class 2xx is no longer listed. What code got with it does not come.",
        "Where the API still answers so, bring it back to the docs.",
    ),
    "CHG403": Code(
        "status of an error removed",
        _NONE,
        _COMPATIBLE,
        "A status that tells of a failure, or of something else than success, is no longer listed.",
        "Nothing needs to be done.",
    ),
    "CHG404": Code(
        "answer has a body now",
        _NONE,
        _COMPATIBLE,
        "An answer has a body where it had none.",
        "Release it as a new feature.",
    ),
    "CHG405": Code(
        "answer has no body any more",
        _NONE,
        _BREAKING,
        "An answer has no body where it had one. Code that reads it fails.",
        "Where the API still sends it, bring it back to the docs.",
    ),
    "CHG406": Code(
        "answer media type added",
        _NONE,
        _COMPATIBLE,
        "Answers may be asked for in another media type besides.",
        "Release it as a new feature.",
    ),
    "CHG407": Code(
        "answer media type removed",
        _NONE,
        _BREAKING,
        "The docs no longer list a media type for answers. Whoever asks for it is refused.",
        "Tell users beforehand. Where the API still sends it, bring it back to the docs.",
    ),
    "CHG408": Code(
        "result comes in pages now",
        _NONE,
        _CLARIFICATION,
        "The docs tell of a link to the next page of a result. Generated functions follow it by "
        "themselves, and give another type of result for that.",
        "Nothing needs to be done for the wire. It breaks code of generated clients.",
    ),
    "CHG409": Code(
        "result no longer comes in pages",
        _NONE,
        _CLARIFICATION,
        "The docs tell no more of a link to the next page of a result. Generated functions give "
        "another type of result.",
        "Where the API still has it, bring it back to the docs.",
    ),
    "CHG410": Code(
        "header of an answer added",
        _NONE,
        _COMPATIBLE,
        "An answer carries a header that the docs did not have.",
        "Release it as a new feature.",
    ),
    "CHG411": Code(
        "header of an answer removed",
        _NONE,
        _BREAKING,
        "The docs no longer describe a header of an answer. Code that reads it finds nothing.",
        "Where the API still sends it, bring it back to the docs.",
    ),
}
