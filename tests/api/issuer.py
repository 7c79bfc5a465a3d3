"""A small OpenID issuer over TLS on this machine: people sign in at its page, and a code becomes an identity token once."""

from __future__ import annotations

import json
import ssl
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from secrets import token_urlsafe
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from jwt.algorithms import ECAlgorithm
from pydantic import SecretStr

from dropcut.api.access.issuers import Issuer
from dropcut.ports.clock import Clock

NAME, CLIENT, SECRET = "corp", "dropcut-pages", "only-the-home-knows"
_KID = "one"


@dataclass
class IssuerDouble:
    """What OAuth 2.0, PKCE and OpenID Connect ask of an issuer, and no more. Whatever is put into `lies` it says falsely."""

    clock: Clock
    address: str = ""
    lies: dict[str, Any] = field(default_factory=dict)
    iss_too: bool = True
    """Whether it names itself on the way back (RFC 9207)."""
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    key: EllipticCurvePrivateKey = field(default_factory=lambda: generate_private_key(SECP256R1()))

    def issuer(self) -> Issuer:
        return Issuer(name=NAME, says=(self.address,), audiences=(CLIENT,), client=CLIENT, secret=SecretStr(SECRET))

    def signed_in(self, there: str, who: str) -> str:
        """Where a browser that was led `there` goes on to, once somebody has signed in."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(there).query).items()}
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT
        assert "openid" in asked["scope"].split()
        assert asked["code_challenge_method"] == "S256"
        code = token_urlsafe(16)
        self.codes[code] = {**asked, "who": who}
        back = {"code": code, "state": asked["state"], **({"iss": self.address} if self.iss_too else {})}
        return f"{asked['redirect_uri']}?{urlencode(back)}"

    def told(self, path: str, query: str) -> tuple[int, str, str]:
        """What it answers to a look: status, kind, text."""
        self.asked.append(path)
        if path == "/.well-known/openid-configuration":
            told = {"authorization_endpoint": "/enter", "token_endpoint": "/token", "jwks_uri": "/keys"}
            return (
                200,
                "application/json",
                json.dumps({"issuer": self.address} | {name: self.address + place for name, place in told.items()}),
            )
        if path == "/keys":
            public = json.loads(ECAlgorithm.to_jwk(self.key.public_key()))
            return 200, "application/json", json.dumps({"keys": [{**public, "kid": _KID, "use": "sig", "alg": "ES256"}]})
        if path == "/enter":
            onward = self.signed_in(f"{self.address}/enter?{query}", "ann")
            return 200, "text/html", f'<!doctype html><title>Corp</title><a href="{escape(onward)}">I am Ann</a>'
        return 404, "text/plain", ""

    def exchanged(self, form: dict[str, str]) -> tuple[int, str, str]:
        """A code, once, for the client that asked for it, with the verifier that it was asked for with."""
        self.asked.append("/token")
        asked = self.codes.pop(form.get("code", ""), None)
        if asked is None or form.get("client_secret") != SECRET or form.get("client_id") != CLIENT:
            return 400, "application/json", '{"error": "invalid_grant"}'
        challenge = urlsafe_b64encode(sha256(form["code_verifier"].encode()).digest()).decode().rstrip("=")
        if challenge != asked["code_challenge"] or form["redirect_uri"] != asked["redirect_uri"]:
            return 400, "application/json", '{"error": "invalid_grant"}'
        return 200, "application/json", json.dumps({"token_type": "Bearer", "id_token": self._token(asked)})

    def _token(self, asked: dict[str, str]) -> str:
        now = self.clock.now() // 1000
        claims = {
            "iss": self.address,
            "aud": CLIENT,
            "sub": asked["who"],
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
        }
        claims |= {"email": f"{asked['who']}@example.com", "email_verified": True} | self.lies
        kept = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode(kept, self.key, "ES256", headers={"kid": _KID})


@contextmanager
def issuer_double(folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[IssuerDouble]:
    """Listens while the block lasts; this process trusts its certificate, as it does those of the system."""
    folder.mkdir(parents=True, exist_ok=True)
    certificate, key = _certified(folder)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    monkeypatch.setenv("no_proxy", "localhost")
    double = IssuerDouble(clock)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(double))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    double.address = f"https://localhost:{server.server_port}"
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield double
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(double: IssuerDouble) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            self._say(*double.told(parts.path, parts.query))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._say(*double.exchanged({name: values[0] for name, values in parse_qs(body).items()}))

        def _say(self, status: int, kind: str, text: str) -> None:
            self.send_response_only(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())

    return Handler


def _certified(folder: Path) -> tuple[Path, Path]:
    """A certificate for this machine, signed by itself."""
    key, now = generate_private_key(SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(names, critical=False).add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )  # fmt: skip
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
    (folder / "key.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return folder / "certificate.pem", folder / "key.pem"
