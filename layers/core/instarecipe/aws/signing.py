"""AWS Signature Version 4 with the standard library.

Source: "Create a signed AWS API request" in AWS's IAM user guide, and its published test vectors.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from hashlib import sha256
from time import gmtime, strftime
from typing import NamedTuple
from urllib.parse import quote


class Credentials(NamedTuple):
    access_key: str
    secret_key: str
    session_token: str = ""


def signed_headers(
    credentials: Credentials,
    *,
    region: str,
    service: str,
    method: str,
    path: str,
    query: str,
    headers: Mapping[str, str],
    body: bytes,
    now: float,
) -> dict[str, str]:
    """`headers` (lower-case names, with `host`) and those that prove who asks. `now` in epoch seconds.

    `path` and `query` as they stand in the request line. S3 signs the path as it is; for every other
    service the path is encoded once more.
    """
    stamp = strftime("%Y%m%dT%H%M%SZ", gmtime(now))
    hashed = sha256(body).hexdigest()
    signed = {**headers, "x-amz-date": stamp}
    if credentials.session_token:
        signed["x-amz-security-token"] = credentials.session_token
    if service == "s3":
        signed["x-amz-content-sha256"] = hashed
    names = ";".join(sorted(signed))
    request = "\n".join(
        [
            method,
            path if service == "s3" else quote(path, safe="/-_.~"),
            "&".join(sorted(query.split("&"))),
            *(f"{name}:{' '.join(signed[name].split())}" for name in sorted(signed)),
            "",
            names,
            hashed,
        ]
    )
    scope = f"{stamp[:8]}/{region}/{service}/aws4_request"
    to_sign = "\n".join(["AWS4-HMAC-SHA256", stamp, scope, sha256(request.encode()).hexdigest()])
    key = f"AWS4{credentials.secret_key}".encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    signature = hmac.digest(key, to_sign.encode(), "sha256").hex()
    authorization = (
        f"AWS4-HMAC-SHA256 Credential={credentials.access_key}/{scope}, "
        f"SignedHeaders={names}, Signature={signature}"
    )
    return {**signed, "authorization": authorization}
