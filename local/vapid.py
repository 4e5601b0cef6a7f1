"""The keys that sign push messages, made at the first start and kept beside the database."""

from __future__ import annotations

import json
import os
from base64 import urlsafe_b64encode
from pathlib import Path

from instarecipe.settings import Settings, SettingsError

SUBJECT = "mailto:instarecipe@example.org"
"""Push services want an address of whoever sends; https is one, the address of this machine is none."""


def vapid_keys(folder: str) -> dict[str, str]:
    """As the settings name them. Raises `SettingsError` when the file is no longer what was written."""
    path = Path(folder) / "vapid.json"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_suffix(".part")
        aside.touch(mode=0o600)
        with aside.open("w") as file:
            file.write(json.dumps(_new_keys()))
            file.flush()
            os.fsync(file.fileno())  # a power cut just after the first start would leave it empty
        aside.rename(path)
    try:
        stored = json.loads(path.read_text())
        keys = {name: str(stored[name]) for name in ("VAPID_PUBLIC_KEY", "VAPID_PRIVATE_KEY")}
    except (ValueError, KeyError, TypeError):
        raise SettingsError(
            f"{path} is damaged. Delete it, and allow notifications anew in each browser"
        ) from None
    return {**keys, "VAPID_SUBJECT": SUBJECT}


def check_pair(settings: Settings) -> None:
    """Raises `SettingsError`: with keys of two pairs every message would be refused, much later."""
    from instarecipe.push_keys import Vapid

    if settings.vapid_public_key and settings.vapid_private_key:
        Vapid(settings.vapid_private_key, settings.vapid_public_key, settings.vapid_subject).check()


def _new_keys() -> dict[str, str]:
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    private = ec.generate_private_key(ec.SECP256R1())
    public = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    secret = private.private_numbers().private_value.to_bytes(32, "big")
    return {"VAPID_PUBLIC_KEY": _text(public), "VAPID_PRIVATE_KEY": _text(secret)}


def _text(key: bytes) -> str:
    return urlsafe_b64encode(key).decode().rstrip("=")
