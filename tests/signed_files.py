"""Makes certificates and signs PDFs with them, for tests of what a signature proves; keys are small and never leave the test."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from io import BytesIO

from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter, copy_into_new_writer
from pyhanko.sign import signers
from pyhanko.sign.fields import SigFieldSpec, append_signature_field
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko_certvalidator.registry import SimpleCertificateStore

LONG_AGO = datetime(2020, 1, 1)
YEARS = timedelta(days=365 * 30)


@dataclass(frozen=True)
class Holder:
    """A certificate with its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def public(self) -> asn1.Certificate:
        """The certificate as a validator takes it."""
        return asn1.Certificate.load(self.certificate.public_bytes(serialization.Encoding.DER))

    @property
    def pem(self) -> bytes:
        """The certificate as a file that an administrator puts down."""
        return self.certificate.public_bytes(serialization.Encoding.PEM)


@cache
def authority(name: str = "CA phục vụ cơ quan nhà nước") -> Holder:
    """An authority that signs its own certificate; the same for one name."""
    return _holder(name, None, until=LONG_AGO + YEARS)


@cache
def holder(name: str, issuer: Holder, *, until: datetime = LONG_AGO + YEARS) -> Holder:
    """Somebody whose certificate the authority issued; the same for one name."""
    return _holder(name, issuer, until=until)


def _holder(name: str, issuer: Holder | None, *, until: datetime) -> Holder:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name), x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Sở mẫu")])
    is_authority = issuer is None
    usage = x509.KeyUsage(
        digital_signature=not is_authority, content_commitment=not is_authority, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=is_authority, crl_sign=is_authority, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    signing = issuer.key if issuer is not None else key
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer is not None else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(LONG_AGO)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key()), critical=False)
        .add_extension(usage, critical=True)
        .sign(signing, hashes.SHA256())
    )
    return Holder(made, key)


class _DatedSigner(signers.PdfSigner):
    """Signs at a given moment, and not when the test happens to run."""

    moment: datetime | None = None

    def init_signing_session(self, pdf_out: BasePdfFileWriter, existing_fields_only: object = False) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.moment or session.system_time
        return session


def signed(data: bytes, by: Holder, *, field: str = "ChuKy1", visible: bool = False, at: datetime | None = None) -> bytes:
    """Return a PDF with a signature added to it, now or at a moment; a visible one bears its picture on the first page."""
    private = by.key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    signer = signers.SimpleSigner(
        signing_cert=by.public, signing_key=keys.PrivateKeyInfo.load(private), cert_registry=SimpleCertificateStore()
    )
    writer = IncrementalPdfFileWriter(BytesIO(data))
    if visible:
        append_signature_field(writer, SigFieldSpec(field, box=(320, 100, 520, 180)))
    dated = _DatedSigner(signers.PdfSignatureMetadata(field_name=field), signer=signer)
    dated.moment = at
    with ThreadPoolExecutor(1) as thread:  # the library runs a loop of its own, and so does the browser of a journey
        return bytes(thread.submit(dated.sign_pdf, writer).result().getvalue())


def turned(data: bytes) -> bytes:
    """Return a PDF whose first page an update turns round."""
    writer = IncrementalPdfFileWriter(BytesIO(data))
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page["/Rotate"] = generic.NumberObject(90)
    writer.update_container(page)
    return _written(writer)


def stamped(data: bytes) -> bytes:
    """Return a PDF with a stamp that an update lays over the first page."""
    writer = IncrementalPdfFileWriter(BytesIO(data))
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    names = {"/Type": "/Annot", "/Subtype": "/Stamp"}
    note = generic.DictionaryObject({generic.NameObject(key): generic.NameObject(value) for key, value in names.items()})
    note[generic.NameObject("/Rect")] = generic.ArrayObject(generic.NumberObject(place) for place in (50, 400, 500, 700))
    page["/Annots"] = generic.ArrayObject([writer.add_object(note)])
    writer.update_container(page)
    return _written(writer)


def rewritten(data: bytes) -> bytes:
    """Return the same document as another program would write it anew."""
    return _written(copy_into_new_writer(PdfFileReader(BytesIO(data))))


def _written(writer: object) -> bytes:
    held = BytesIO()
    writer.write(held)  # type: ignore[attr-defined]  # both kinds of writers have it
    return held.getvalue()
