"""What of Web Push needs a key: a device's message is encrypted (RFC 8291), our name is signed (RFC 8292).

The two libraries beneath pywebpush do it. pywebpush itself would send past the outbound guard, and takes 0.9
of a boto3 client's start; these take 0.1, and load when first used.
"""

from __future__ import annotations

from base64 import b64decode, urlsafe_b64encode
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from instarecipe.settings import SettingsError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

    from instarecipe.subscriptions import Address

POINT_BYTES = 65
AUTH_BYTES = 16
SIGNED_SECONDS = 12 * 3600
"""RFC 8292 allows a day, and clocks differ."""


def decoded(text: str) -> bytes:
    """Base64url, its padding optional. Raises `ValueError`."""
    unpadded = text.rstrip("=")
    return b64decode(unpadded + "=" * (-len(unpadded) % 4), altchars=b"-_", validate=True)


def check_keys(address: Address) -> None:
    """Raises `ValueError` when nothing can be encrypted for this device."""
    from cryptography.hazmat.primitives.asymmetric import ec

    point, auth = decoded(address.p256dh), decoded(address.auth)
    if len(point) != POINT_BYTES or len(auth) != AUTH_BYTES:
        raise ValueError("p256dh must have 65 bytes, auth 16")
    ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)


def encrypted(content: bytes, address: Address) -> bytes:
    """One record of `aes128gcm` under a key pair made for it alone."""
    import http_ece
    from cryptography.hazmat.primitives.asymmetric import ec

    sealed: bytes = http_ece.encrypt(
        content,
        private_key=ec.generate_private_key(ec.SECP256R1()),
        dh=decoded(address.p256dh),
        auth_secret=decoded(address.auth),
    )
    return sealed


@dataclass(frozen=True)
class Vapid:
    """Who we are to push services. `private_key` (32 bytes) and `public_key` (65) are base64url.

    `subject` is where the operator can be reached, `mailto:` or `https:`.
    """

    private_key: str
    public_key: str
    subject: str

    def authorization(self, origin: str, now: int) -> str:
        """The header's value for the push service at `origin`; `now` in milliseconds.

        Raises `SettingsError`.
        """
        from py_vapid.jwt import sign

        claims = {"aud": origin, "exp": now // 1000 + SIGNED_SECONDS, "sub": self.subject}
        return f"vapid t={sign(claims, self._key)},k={self.public_key}"

    def check(self) -> None:
        """Raises `SettingsError` when these are not the keys of one pair."""
        _ = self._key

    @cached_property
    def _key(self) -> EllipticCurvePrivateKey:
        from cryptography.hazmat.primitives.asymmetric import ec
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        try:
            key = ec.derive_private_key(int.from_bytes(decoded(self.private_key)), ec.SECP256R1())
        except ValueError:
            raise SettingsError("VAPID_PRIVATE_KEY: must be 32 bytes in base64url") from None
        point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        if urlsafe_b64encode(point).decode().rstrip("=") != self.public_key:
            raise SettingsError("VAPID_PUBLIC_KEY: must be the one of VAPID_PRIVATE_KEY, in base64url")
        return key
