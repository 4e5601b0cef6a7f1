"""The page in its bucket: each file with its type, stamped as the local host serves it, and nothing twice."""

from __future__ import annotations

import json
import re
import shutil
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local import shell
from ops import page
from ops.stack import Stack

TYPES = {
    "index.html": "text/html; charset=utf-8",
    "app.css": "text/css; charset=utf-8",
    "js/main.js": "text/javascript; charset=utf-8",
    "sw.js": "text/javascript; charset=utf-8",
    "manifest.webmanifest": "application/manifest+json",
    "words/en.json": "application/json",
}


class Bucket:
    """The stack's services. `writes` are what S3 was asked to change; the file `breaks_at` is refused."""

    def __init__(self, stack: Stack, outputs: dict[str, str]) -> None:
        self.real = stack.client("s3")
        self.cloudfront = stack.client("cloudfront")
        self.writes: list[str] = []
        self.breaks_at = ""
        self.distribution = outputs["WebDistribution"]
        self.stack = Stack("kitchen", {"s3": self, "cloudfront": self.cloudfront}.__getitem__)
        vars(self.stack)["outputs"] = outputs

    def get_paginator(self, name: str) -> Any:
        return self.real.get_paginator(name)

    def put_object(self, **request: Any) -> None:
        if request["Key"] == self.breaks_at:
            raise ClientError({"Error": {"Code": "503"}}, "PutObject")
        self.real.put_object(**request)
        self.writes.append(request["Key"])

    def delete_object(self, **request: Any) -> None:
        self.real.delete_object(**request)
        self.writes.append(f"-{request['Key']}")

    def get(self, name: str) -> Any:
        return self.real.get_object(Bucket="page", Key=name)

    def content(self, name: str) -> bytes:
        content: bytes = self.get(name)["Body"].read()
        return content

    def told(self) -> int:
        """How often CloudFront was told to forget everything."""
        found = self.cloudfront.list_invalidations(DistributionId=self.distribution)["InvalidationList"]
        return int(found["Quantity"])


@pytest.fixture
def bucket(stack: Stack, outputs: dict[str, str]) -> Bucket:
    return Bucket(stack, outputs)


@pytest.fixture
def web(tmp_path: Path) -> Path:
    return Path(shutil.copytree(shell.WEB, tmp_path / "web"))


def test_every_file_is_there_under_its_name_with_its_type(bucket: Bucket) -> None:
    page.upload(bucket.stack)

    files = {address.removeprefix("/"): path for address, path in shell.files().items()}
    assert set(bucket.writes) == files.keys()
    for name, path in files.items():
        found = bucket.get(name)
        assert found["ContentType"] == page.TYPES[path.suffix]
        assert "CacheControl" not in found, "else CloudFront would ask the bucket each time"
        if name != "sw.js":
            assert found["Body"].read() == path.read_bytes()
    assert {name: bucket.get(name)["ContentType"] for name in TYPES} == TYPES


def test_the_worker_comes_last_and_knows_the_hash_of_every_other_file(bucket: Bucket) -> None:
    page.upload(bucket.stack)

    assert bucket.writes[-2:] == ["index.html", "sw.js"]
    stamp = re.search(r"const SHELL = (.*);", bucket.content("sw.js").decode())
    assert stamp
    hashes = json.loads(stamp[1])["files"]
    assert len(hashes) == len(bucket.writes) - len(["sw.js", "lost.html"])
    for address, hash_ in hashes.items():
        content = bucket.content("index.html" if address == "/" else address.removeprefix("/"))
        assert hash_ == f"sha256-{b64encode(sha256(content).digest()).decode()}"


def test_a_second_upload_leaves_all_alone(bucket: Bucket) -> None:
    page.upload(bucket.stack)
    bucket.writes.clear()
    page.upload(bucket.stack)
    assert (bucket.writes, bucket.told()) == ([], 2)


def test_only_what_changed_is_sent_and_what_is_gone_goes_last(bucket: Bucket, web: Path) -> None:
    (web / "js" / "old.js").write_text("export {};")
    page.upload(bucket.stack, web)
    bucket.writes.clear()
    (web / "js" / "old.js").unlink()
    (web / "app.css").write_text("body { color: red; }")

    page.upload(bucket.stack, web)

    assert bucket.writes == ["app.css", "sw.js", "-js/old.js"]
    assert bucket.content("app.css") == b"body { color: red; }"


def test_one_that_was_broken_off_is_made_right_by_the_next(bucket: Bucket, web: Path) -> None:
    page.upload(bucket.stack, web)
    worker = bucket.content("sw.js")
    for name in ("app.css", "js/main.js"):
        (web / name).write_text("/* new */")
    bucket.breaks_at = "js/main.js"
    with pytest.raises(ClientError):
        page.upload(bucket.stack, web)
    assert bucket.content("sw.js") == worker, "a browser still takes the old version, or none"
    bucket.breaks_at = ""
    bucket.writes.clear()

    page.upload(bucket.stack, web)

    assert bucket.writes == ["js/main.js", "sw.js"]
    assert bucket.told() == 2
