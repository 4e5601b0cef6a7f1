"""The keys that sign push messages, made at the first start and kept beside the database."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from pathlib import Path


def vapid_keys(folder: str) -> dict[str, str]:
    """As the settings name them."""
    path = Path(folder) / "vapid.json"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_suffix(".part")
        aside.touch(mode=0o600)
        aside.write_text(json.dumps(_new_keys()))
        aside.rename(path)
    keys: dict[str, str] = json.loads(path.read_text())
    return keys


def _new_keys() -> dict[str, str]:
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    private = ec.generate_private_key(ec.SECP256R1())
    public = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    secret = private.private_numbers().private_value.to_bytes(32, "big")
    return {
        "VAPID_PUBLIC_KEY": _text(public),
        "VAPID_PRIVATE_KEY": _text(secret),
        "VAPID_SUBJECT": "mailto:instarecipe@example.org",
    }


def _text(key: bytes) -> str:
    return urlsafe_b64encode(key).decode().rstrip("=")
