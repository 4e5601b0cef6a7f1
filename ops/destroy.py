"""Takes a stack away. Table, pictures and secrets stay; delete them yourself if you mean it."""

from __future__ import annotations

import sys

from ops.page import stored
from ops.stack import Stack, arguments


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--yes", action="store_true", help="do not ask")
    asked = parser.parse_args()
    stack = Stack(asked.stack)
    if not stack.outputs:
        sys.stdout.write(f"There is no stack {asked.stack!r}.\n")
        return
    if not asked.yes and input(f"Type {asked.stack} to take it away: ") != asked.stack:
        raise SystemExit("Nothing is changed.")
    _empty(stack)
    cloudformation = stack.client("cloudformation")
    cloudformation.delete_stack(StackName=stack.name)
    cloudformation.get_waiter("stack_delete_complete").wait(StackName=stack.name)
    sys.stdout.write(f"Kept: table {stack.outputs['TableName']}, bucket {stack.outputs['MediaBucket']}\n")


def _empty(stack: Stack) -> None:
    """CloudFormation deletes no bucket that holds files; those of the page are ours and come again."""
    bucket = stack.outputs.get("WebBucket")
    if bucket:
        s3 = stack.client("s3")
        for name in stored(s3, bucket):
            s3.delete_object(Bucket=bucket, Key=name)


if __name__ == "__main__":
    main()
