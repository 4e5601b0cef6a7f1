"""The page's files in its bucket: what changed, last `sw.js`, which names all others; then what is gone goes.

Broken off anywhere, the next run makes it right: what is there already is left alone.
"""

from __future__ import annotations

import time
from hashlib import md5
from pathlib import Path
from typing import Any

from local import shell
from ops.stack import Stack

HEADERS = Path(__file__).parent.parent / "infra" / "web.yaml"
"""What CloudFront sends with each file."""
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}
"""Ours, since those of `mimetypes` depend on the machine."""


def upload(stack: Stack, web: Path = shell.WEB) -> None:
    """No file has a `Cache-Control` of its own: CloudFront keeps it until told otherwise, browsers ask."""
    s3, bucket = stack.client("s3"), stack.outputs["WebBucket"]
    files = {address: path.read_bytes() for address, path in shell.files(web).items()}
    files[shell.WORKER] = shell.worker(web, headers=HEADERS.read_text())
    there = stored(s3, bucket)
    for address in sorted(files, key=_order):
        name, content = address.removeprefix("/"), files[address]
        if there.pop(name, "") != md5(content, usedforsecurity=False).hexdigest():
            s3.put_object(Bucket=bucket, Key=name, Body=content, ContentType=TYPES[Path(name).suffix])
    for gone in there:
        s3.delete_object(Bucket=bucket, Key=gone)
    _forget(stack)


def stored(s3: Any, bucket: str) -> dict[str, str]:
    """Each file's MD5, as S3 tells it of what came in one piece."""
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket)
    return {found["Key"]: found["ETag"].strip('"') for page in pages for found in page.get("Contents", ())}


def _order(address: str) -> tuple[bool, bool, str]:
    return address == shell.WORKER, address == "/index.html", address


def _forget(stack: Stack) -> None:
    """Each time: an upload that was broken off has told nobody."""
    paths = {"Quantity": 1, "Items": ["/*"]}
    reference = str(time.time_ns())  # one that CloudFront has seen would change nothing
    stack.client("cloudfront").create_invalidation(
        DistributionId=stack.outputs["WebDistribution"],
        InvalidationBatch={"Paths": paths, "CallerReference": reference},
    )
