"""Why a server that was connected to did not take a delivery, in a sentence for who keeps the
endpoint. None repeats the words of the server or of a library.
"""

import ssl
from http.client import BadStatusLine, HTTPException, InvalidURL, UnknownProtocol

from inspection_portal.core.webhooks.reaching import NO_ADDRESS

SILENT = "The server did not answer within {seconds:g} seconds."
HUNG_UP = "The server ended the connection before it answered."
CERTIFICATE = "The certificate of the server {wrong}, so nothing was sent."
OF_NOBODY_KNOWN = "can’t be traced to an authority that is known"
NO_TLS = "The portal and the server agreed on no secure connection: it takes TLS 1.2 or 1.3."
NOT_HTTP = "What the server answered is not HTTP."
TOO_LONG = "The answer of the server was too long. Answer with a status such as 204 alone."
ANSWERED = "The server answered {status}."
LEADS_ELSEWHERE = (
    "The server answered {status}, which leads to another address, and that is not followed. Give "
    "the address where it ends."
)

# By the codes of OpenSSL (x509_vfy.h).
_CERTIFICATE = {
    9: "is not valid yet",
    10: "has expired",
    18: "is self-signed",
    62: "is for another name",
    64: "is for another address",
}
# The first that fits counts: some are kinds of others further down.
_SENTENCES: list[tuple[tuple[type[Exception], ...], str]] = [
    ((TimeoutError,), SILENT),
    ((ConnectionError, ssl.SSLEOFError, ssl.SSLZeroReturnError), HUNG_UP),
    ((ssl.SSLError,), NO_TLS),
    ((InvalidURL, ValueError), NO_ADDRESS),
    ((BadStatusLine, UnknownProtocol), NOT_HTTP),
    ((HTTPException,), TOO_LONG),
]


def of_error(error: Exception, *, seconds: float) -> str:
    """The sentence for what was raised; `seconds` are those that the server had to answer."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return CERTIFICATE.format(wrong=_CERTIFICATE.get(error.verify_code, OF_NOBODY_KNOWN))
    fitting = (words for kinds, words in _SENTENCES if isinstance(error, kinds))
    return next(fitting, HUNG_UP).format(seconds=seconds)


def of_status(status: int) -> str:
    """The sentence for an HTTP status that says that it was not taken."""
    return (LEADS_ELSEWHERE if 300 <= status < 400 else ANSWERED).format(status=status)
