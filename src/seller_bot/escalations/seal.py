"""What only a manager may read, encrypted where it is kept."""

from base64 import urlsafe_b64decode, urlsafe_b64encode

from nacl.encoding import RawEncoder
from nacl.exceptions import CryptoError
from nacl.hash import blake2b
from nacl.secret import SecretBox

PURPOSE = b"seller-bot"


class Seal:
    """Seals texts with a key derived from a secret of the operator's; XSalsa20 with Poly1305, by libsodium."""

    def __init__(self, secret: str) -> None:
        self._box = SecretBox(blake2b(secret.encode(), digest_size=32, person=PURPOSE, encoder=RawEncoder))

    def __repr__(self) -> str:
        return "Seal(…)"

    def close(self, text: str) -> str:
        """The text so that nobody reads it without the secret, in letters that JSON can carry."""
        return urlsafe_b64encode(self._box.encrypt(text.encode())).decode()

    def open(self, sealed: str) -> str | None:
        """The text again; None where it was sealed with another secret, or damaged."""
        try:
            return self._box.decrypt(urlsafe_b64decode(sealed)).decode()
        except (CryptoError, ValueError):
            return None
