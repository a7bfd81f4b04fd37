"""A model's JSON Schema, with what pydantic leaves out of it."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

__all__ = ["json_schema"]


class _Generator(GenerateJsonSchema):
    """Keeps the bounds of dates, the rules of keys, and the order of declaration."""

    def date_schema(self, schema: core_schema.DateSchema) -> JsonSchemaValue:
        bounds = {name: bound for name, bound in schema.items() if name in ("ge", "gt", "le", "lt")}
        return {**super().date_schema(schema), **bounds}

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        anything = core_schema.any_schema()
        return {
            "type": "object",
            "propertyNames": self.generate_inner(schema.get("keys_schema", anything)),
            "additionalProperties": self.generate_inner(schema.get("values_schema", anything)),
        }

    def sort(self, value: JsonSchemaValue, parent_key: str | None = None) -> JsonSchemaValue:
        return value


def json_schema(kind: type[BaseModel] | TypeAdapter[Any]) -> dict[str, Any]:
    """Return the schema by which files are explained; `thaw schema` writes pydantic's own."""
    adapter = kind if isinstance(kind, TypeAdapter) else TypeAdapter(kind)
    return adapter.json_schema(mode="validation", schema_generator=_Generator)
