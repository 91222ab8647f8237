"""An authority of the tests' own, and the certificates that it gives to servers."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

DAY = timedelta(days=1)


class Authority:
    """Who trusts `path` trusts what it signs. Its certificates are written to that folder too."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.path = folder, folder / "authority.pem"
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = _name("Authority of the tests")
        can_sign = x509.BasicConstraints(ca=True, path_length=0)
        certificate = _unsigned(self.name, self.key.public_key()).issuer_name(self.name)
        signed = certificate.add_extension(can_sign, critical=True).sign(self.key, hashes.SHA256())
        self.path.write_bytes(signed.public_bytes(serialization.Encoding.PEM))

    def server(
        self, host: str, *, is_self_signed: bool = False, ends: timedelta = DAY
    ) -> ssl.SSLContext:
        """What a server of that name shows; `ends` is how long from now it is valid."""
        key, name = ec.generate_private_key(ec.SECP256R1()), _name(host)
        issuer, signs = (name, key) if is_self_signed else (self.name, self.key)
        certificate = _unsigned(name, key.public_key(), ends=ends).issuer_name(issuer)
        names = x509.SubjectAlternativeName([x509.DNSName(host)])
        signed = certificate.add_extension(names, critical=False).sign(signs, hashes.SHA256())
        path = self.folder / f"{signed.serial_number}.pem"
        path.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
            + signed.public_bytes(serialization.Encoding.PEM)
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context


def _name(words: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, words)])


def _unsigned(
    name: x509.Name, key: ec.EllipticCurvePublicKey, *, ends: timedelta = DAY
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(subject_name=name, public_key=key)
    builder = builder.serial_number(x509.random_serial_number())
    return builder.not_valid_before(now - 30 * DAY).not_valid_after(now + ends)
