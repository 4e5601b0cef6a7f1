"""Copies each row of another table, such as one restored to a point in time, over those of a stack.

A row of the stack that the other table does not have stays.
"""

from __future__ import annotations

import sys
import time
from typing import Any

from ops.stack import Stack, arguments, deployed

BATCH = 25
PAUSE = 0.5


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--from", dest="source", required=True, help="the table to copy from")
    asked = parser.parse_args()
    sys.stdout.write(f"{restore(deployed(asked.stack), asked.source)} rows copied\n")


def restore(stack: Stack, source: str) -> int:
    """How many rows. Ends the command when there is no such table."""
    dynamodb = stack.client("dynamodb")
    copied = 0
    try:
        for page in dynamodb.get_paginator("scan").paginate(TableName=source, ConsistentRead=True):
            rows = page["Items"]
            for start in range(0, len(rows), BATCH):
                _put(dynamodb, stack.outputs["TableName"], rows[start : start + BATCH])
            copied += len(rows)
    except dynamodb.exceptions.ResourceNotFoundException as error:
        raise SystemExit(f"There is no table {source!r} in this account and region.") from error
    return copied


def _put(dynamodb: Any, table: str, rows: list[dict[str, Any]]) -> None:
    """DynamoDB hands back what it had no time for."""
    waiting = {table: [{"PutRequest": {"Item": row}} for row in rows]}
    while waiting:
        waiting = dynamodb.batch_write_item(RequestItems=waiting).get("UnprocessedItems", {})
        if waiting:
            time.sleep(PAUSE)


if __name__ == "__main__":
    main()
