"""The API's document as a page to read: plain HTML without a script, so that the strictest policy holds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("openapi.json")
POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'"
HEAD = """<!doctype html><html lang="en"><meta charset="utf-8"><title>InstaRecipe API</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/docs.css">
<main><h1>InstaRecipe API</h1><p>Send a token as <code>Authorization: Bearer …</code>.
For programs: <a href="/api/openapi.json">openapi.json</a>.</p>"""


def document() -> dict[str, Any]:
    """As `make openapi` wrote it."""
    found: dict[str, Any] = json.loads(FILE.read_text())
    return found


def page() -> str:
    described = document()
    operations = [
        _operation(method, path, operation)
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    ]
    schemas = [_schema(name, schema) for name, schema in described["components"]["schemas"].items()]
    return "\n".join([HEAD, *operations, "<h2>Shapes</h2>", *schemas, "</main></html>"])


def _operation(method: str, path: str, operation: Mapping[str, Any]) -> str:
    summary = escape(operation["summary"]) + (" (deprecated)" if operation.get("deprecated") else "")
    lines = [f"<section><h2><code>{method.upper()} {escape(path)}</code></h2><p>{summary}</p>"]
    parameters = ", ".join(escape(one["name"]) for one in operation.get("parameters", ()))
    if parameters:
        lines.append(f"<p>Parameters: {parameters}</p>")
    if "requestBody" in operation:
        lines.append(
            f"<p>Body: {_link(operation['requestBody']['content']['application/json']['schema'])}</p>"
        )
    answers = [f"<li>{status} {_named(answer)}" for status, answer in sorted(operation["responses"].items())]
    return "".join([*lines, "<ul>", *answers, "</ul></section>"])


def _named(answer: Mapping[str, Any]) -> str:
    schemas = [content.get("schema", {}) for content in answer.get("content", {}).values()]
    return ", ".join(_link(schema) for schema in schemas) or escape(answer["description"])


def _link(schema: Mapping[str, Any]) -> str:
    name = schema.get("$ref", "").rpartition("/")[2]
    if name:
        return f'<a href="#{name}">{name}</a>'
    if schema.get("type") == "array":
        return f"list of {_link(schema['items'])}"
    known = schema.get("enum") or ([schema["const"]] if "const" in schema else [])
    return escape(", ".join(map(str, known)) or str(schema.get("type", "anything")))


def _schema(name: str, schema: Mapping[str, Any]) -> str:
    required = schema.get("required", ())
    rows = [
        f"<tr><td><code>{escape(field)}</code><td>{_link(of)}<td>{'always' if field in required else ''}"
        for field, of in schema.get("properties", {}).items()
    ]
    return "".join([f'<section id="{name}"><h3>{name}</h3><table>', *rows, "</table></section>"])
