"""Certificates for servers on loopback, and authorities that have signed them, made on the spot."""

from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

DAY = timedelta(days=1)


class Authority:
    """Who signs certificates."""

    def __init__(self, name):
        self.name = named(name)
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.certificate = pem(self._signed(self.name, self.key, x509.BasicConstraints(True, None)))

    def issue(self, *addresses):
        """Return the certificate, and the key, of a server that is asked by these."""
        key = ec.generate_private_key(ec.SECP256R1())
        names = x509.SubjectAlternativeName(list(map(general, addresses)))
        private = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        return pem(self._signed(named(addresses[0]), key, names)), private

    def _signed(self, subject, key, extension):
        now = datetime.now(UTC)
        builder = x509.CertificateBuilder(
            self.name,
            subject,
            key.public_key(),
            x509.random_serial_number(),
            now - DAY,
            now + DAY,
        )
        return builder.add_extension(extension, critical=False).sign(self.key, hashes.SHA256())


def named(text):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def general(address):
    if address[0].isdigit():
        return x509.IPAddress(IPv4Address(address))
    return x509.DNSName(address)


def pem(certificate):
    return certificate.public_bytes(serialization.Encoding.PEM)
