"""The page's files. `sw.js` is served with the hash of each, so that no browser mixes two versions."""

from __future__ import annotations

import json
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

WEB = Path(__file__).parent.parent / "web"
WORKER = "/sw.js"
LOST = "lost.html"
"""What is sent for an address of no page, always with status 404: no browser keeps it."""
OPEN = 'const SHELL = { name: "shell", files: {} };'


def files(web: Path = WEB) -> dict[str, Path]:
    """By address, such as `/js/main.js`."""
    return {f"/{path.relative_to(web).as_posix()}": path for path in sorted(web.rglob("*")) if path.is_file()}


def worker(web: Path = WEB, headers: object = None) -> bytes:
    """`sw.js` that knows its shell: other files or other `headers` of theirs are another version.

    The hashes are those of Subresource Integrity: a browser refuses a file that does not belong.
    """
    found = {address: path.read_bytes() for address, path in files(web).items()}
    found["/"] = found.pop("/index.html")
    found.pop(f"/{LOST}", None)
    script = found.pop(WORKER).decode()
    hashes = {address: _integrity(content) for address, content in found.items()}
    version = sha256(json.dumps([hashes, headers]).encode()).hexdigest()[:12]
    shell = json.dumps({"name": f"shell-{version}", "files": hashes})
    if script.count(OPEN) != 1:
        raise ValueError(f"{WORKER} has no place for its shell")
    return script.replace(OPEN, f"const SHELL = {shell};").encode()


def _integrity(content: bytes) -> str:
    return f"sha256-{b64encode(sha256(content).digest()).decode()}"
