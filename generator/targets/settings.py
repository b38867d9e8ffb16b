"""Settings that a pack declares for itself, and the values that a configuration gives them."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from generator.targets.errors import PackError
from generator.targets.registry import did_you_mean


class SettingSpec(BaseModel):
    """A setting: ``[settings.<name>]`` of a ``target.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    type: Literal["string", "integer", "number", "boolean", "strings"]
    """The type of its values; ``strings`` is a list."""
    default: Any
    """The value where a configuration gives none."""
    description: str
    """What it is for."""

    def accepts(self, value: Any) -> bool:
        """Whether a value, as TOML has it, is of this type."""
        match self.type:
            case "boolean":
                return isinstance(value, bool)
            case "integer":
                return isinstance(value, int) and not isinstance(value, bool)
            case "number":
                return isinstance(value, int | float) and not isinstance(value, bool)
            case "strings":
                return isinstance(value, list) and all(isinstance(item, str) for item in value)
        return isinstance(value, str)


def setting_values(
    target: str, specs: Mapping[str, SettingSpec], given: Mapping[str, Any]
) -> dict[str, Any]:
    """The value of every setting of a target: what is ``given``, else the default.

    Raises PackError for a key that the target does not declare, and for a value, or a default, of
    another type.
    """
    for key in given:
        if key not in specs:
            raise PackError(f"unknown key 'target.{target}.{key}'{did_you_mean(key, specs)}")
    values = {name: given.get(name, spec.default) for name, spec in specs.items()}
    for name, value in values.items():
        if not specs[name].accepts(value):
            kind = specs[name].type.replace("strings", "list of strings")
            raise PackError(f"target.{target}.{name}: {value!r} is no {kind}")
    return values
