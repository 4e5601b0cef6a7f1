"""Rows as DynamoDB writes them, in tables and in stream records.

pk, sk, version (N), body, created?, status?, updated?, duePk?, dueAt?, expires? (N, epoch seconds)
and perhaps `token`, which is the table's own affair.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from instarecipe.ports import Key, Row

LOCAL_INDEXES = ("created", "status", "updated")

Image = Mapping[str, Mapping[str, str]]


def image(row: Row) -> dict[str, dict[str, str]]:
    found = {
        "pk": {"S": row.key.pk},
        "sk": {"S": row.key.sk},
        "version": {"N": str(row.version)},
        "body": {"S": row.body},
    }
    for name in LOCAL_INDEXES:
        if name in row.indexes:
            found[name] = {"S": row.indexes[name]}
    if "due" in row.indexes:
        due_pk, _, due_at = row.indexes["due"].partition("|")
        found |= {"duePk": {"S": due_pk}, "dueAt": {"S": due_at}}
    if row.expires is not None:
        found["expires"] = {"N": str(row.expires)}
    return found


def row(found: Image) -> Row:
    indexes = {name: found[name]["S"] for name in LOCAL_INDEXES if name in found}
    if "duePk" in found:
        indexes["due"] = f"{found['duePk']['S']}|{found['dueAt']['S']}"
    return Row(
        key=Key(found["pk"]["S"], found["sk"]["S"]),
        version=int(found["version"]["N"]),
        body=found["body"]["S"],
        indexes=indexes,
        expires=int(found["expires"]["N"]) if "expires" in found else None,
    )


def changed_rows(record: Mapping[str, Any]) -> tuple[Row | None, Row | None]:
    """The old and the new row of a stream record."""
    stream = record["dynamodb"]
    old, new = stream.get("OldImage"), stream.get("NewImage")
    return (row(old) if old else None, row(new) if new else None)
