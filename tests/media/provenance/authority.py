"""An authority of a test's own: a root, an issuer, and a certificate for signing what was made."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from dropcut.domain.provenance import Credentials
from dropcut.domain.values import Sha256


def credentials_in(folder: Path) -> Credentials:
    """A chain and its key, as a user has them."""
    root_key, issuer_key, key = (generate_private_key(SECP256R1()) for _ in range(3))
    root = _certificate("Test root", root_key, "Test root", root_key, depth=1)
    issuer = _certificate("Test issuer", issuer_key, "Test root", root_key, depth=0)
    own = _certificate("Dropcut tests", key, "Test issuer", issuer_key, depth=None)
    chain = b"".join(each.public_bytes(Encoding.PEM) for each in (own, issuer))
    (folder / "chain.pem").write_bytes(chain)
    (folder / "root.pem").write_bytes(root.public_bytes(Encoding.PEM))
    (folder / "key.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return Credentials(fingerprint=Sha256(sha256(chain).hexdigest()), certificates=folder / "chain.pem", key=folder / "key.pem")


def _certificate(
    name: str, key: EllipticCurvePrivateKey, issuer: str, issuer_key: EllipticCurvePrivateKey, depth: int | None
) -> x509.Certificate:
    """`depth` of a certificate that vouches for others; None for one that signs."""
    now, vouches = datetime.now(UTC), depth is not None
    built = (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(_named(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=vouches, path_length=depth), critical=True)
        .add_extension(_usage(vouches=vouches), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
    )
    if not vouches:
        built = built.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False)
    return built.sign(issuer_key, hashes.SHA256())


def _named(name: str) -> x509.Name:
    return x509.Name(
        [x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Dropcut tests"), x509.NameAttribute(NameOID.COMMON_NAME, name)]
    )


def _usage(*, vouches: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not vouches, content_commitment=False, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=vouches, crl_sign=vouches, encipher_only=False, decipher_only=False,
    )  # fmt: skip
