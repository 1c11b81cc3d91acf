"""One GET request over a network that is not to be trusted: bounded in time and size, to checked addresses only.

Belongs here: resolving, pinning, sending, reading, decoding; what went wrong as a code. Does not belong here: whether
and when to ask (collect.py), redirects (each hop is a request of its own, asked for by collect.py and checked here).

A host is resolved once, its addresses are checked, and the connection is made to the checked address itself: neither
a redirect nor a name server that changes its answer leads elsewhere. Proxies named by the environment are not used.
"""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import ssl
import threading
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    LocationParseError,
    NameResolutionError,
    NewConnectionError,
    ReadTimeoutError,
    SSLError,
)
from urllib3.util import Url, parse_url
from urllib3.util.ssl_match_hostname import CertificateError

from extraction.facts import MAX_DOCUMENT_BYTES
from warehouse.home import package_version

AGENT = "gongkai"
"""The product token that robots.txt may name."""

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_CHUNK = 64 * 1024
_HEADER_CHARACTERS = 2_000
_ADDRESSES_TRIED = 3


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may take: seconds to connect, between two reads and in all; bytes of the body once decoded.

    `allowed_networks` are excepted from the ban on private and reserved addresses: for tests against a local server.
    """

    connect_seconds: float = 10.0
    read_seconds: float = 30.0
    total_seconds: float = 180.0
    body_bytes: int = MAX_DOCUMENT_BYTES
    allowed_networks: tuple[Network, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole response. `body` is decoded (gzip, deflate), and empty unless the status is 200."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """The first header of that name."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


class FetchFailed(Exception):
    """No usable response. `reason` is a code of seeds/capture_reasons.csv, the text says what happened.

    `is_passing`: may it be gone when the request is sent again? `answer`: the response's head, where one came.
    """

    def __init__(self, reason: str, detail: str, *, is_passing: bool = False, answer: Answer | None = None) -> None:
        super().__init__(detail)
        self.reason = reason
        self.is_passing = is_passing
        self.answer = answer


def parse_address(text: str) -> Url:
    """The http(s) address in its normal form, without fragment. Raises FetchFailed("bad_address")."""
    if any(character.isspace() or not character.isprintable() for character in text):
        raise FetchFailed("bad_address", "holds white space or control characters")
    try:
        url = parse_url(text)
    except LocationParseError:
        raise FetchFailed("bad_address", "is no address") from None
    if url.scheme not in ("http", "https"):
        raise FetchFailed("bad_address", "does not begin with http:// or https://")
    if not url.host:
        raise FetchFailed("bad_address", "names no host")
    if url.auth is not None:
        raise FetchFailed("bad_address", "holds a user name or password")
    return url._replace(fragment=None, path=url.path or "/")


def get(url: Url, headers: Mapping[str, str], limits: Limits) -> Answer:
    """Ask once, without following a redirect. `url` comes from `parse_address`. Raises FetchFailed."""
    addresses = _resolve(url, limits)
    for place, address in enumerate(addresses, start=1):
        try:
            with _connected(url, address, limits) as connection:
                return _ask(connection, url, headers, limits)
        except FetchFailed as failure:
            if failure.reason != "connect" or place == len(addresses):
                raise
    raise AssertionError("no address")


def _resolve(url: Url, limits: Limits) -> list[Address]:
    """The host's addresses that may be asked, in the resolver's order."""
    host = (url.host or "").strip("[]")
    try:
        found = socket.getaddrinfo(host, url.port or _port(url), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        is_passing = isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN
        raise FetchFailed("dns", f"{host} cannot be resolved ({_words(error)})", is_passing=is_passing) from None
    known = dict.fromkeys(ipaddress.ip_address(entry[4][0]) for entry in found)
    allowed = [address for address in known if _is_allowed(address, limits)]
    if not allowed:
        shown = ", ".join(str(address) for address in known)
        raise FetchFailed("private_address", f"{host} is {shown}: private, local or reserved")
    return allowed[:_ADDRESSES_TRIED]


def _is_allowed(address: Address, limits: Limits) -> bool:
    if any(address in network for network in limits.allowed_networks):
        return True
    return all(
        one.is_global and not one.is_multicast and not one.is_reserved and one not in _SITE_LOCAL
        for one in _meant_by(address)
    )


def _meant_by(address: Address) -> Iterator[Address]:
    """The address, and the IPv4 addresses that gateways would take it for."""
    yield address
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            yield address.ipv4_mapped
        if address.sixtofour is not None:
            yield address.sixtofour
        if address.teredo is not None:
            yield from address.teredo
        if address in _NAT64:
            yield ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)


@contextlib.contextmanager
def _connected(url: Url, address: Address, limits: Limits) -> Iterator[HTTPConnection]:
    """A connection to exactly this address; for https the certificate must be that of the host's name."""
    host = (url.host or "").strip("[]")
    port = url.port or _port(url)
    connection = HTTPConnection(str(address), port, timeout=limits.connect_seconds)
    if url.scheme == "https":
        connection = HTTPSConnection(
            str(address),
            port,
            timeout=limits.connect_seconds,
            cert_reqs=ssl.CERT_REQUIRED,
            server_hostname=host,
            assert_hostname=host,
        )
    try:
        with _failures_named():
            connection.connect()
        yield connection
    finally:
        connection.close()


def _ask(connection: HTTPConnection, url: Url, headers: Mapping[str, str], limits: Limits) -> Answer:
    sent = {
        "Host": url.netloc or "",
        "User-Agent": f"{AGENT}/{package_version()} (annual reports on government information disclosure)",
        "Accept": "text/html,application/pdf,text/plain,*/*;q=0.8",
        "Accept-Encoding": "gzip",
        "Connection": "close",
        **headers,
    }
    with _cut_off_after(connection, limits.total_seconds) as is_over:
        try:
            with _failures_named():
                connection.timeout = limits.read_seconds
                connection.sock.settimeout(limits.read_seconds)
                connection.request("GET", url.request_uri, headers=sent, preload_content=False, decode_content=False)
                response = connection.getresponse()
                shown = tuple((name, value[:_HEADER_CHARACTERS]) for name, value in response.headers.items())
                head = Answer(url.url, response.status, shown, b"")
        except FetchFailed:
            if not is_over.is_set():
                raise
            raise _late(limits, None) from None
        if response.status != 200:
            return head
        try:
            with _failures_named(head):
                body = _read(response, head, limits)
        except FetchFailed as failure:
            if not is_over.is_set() or failure.reason == "too_large":
                raise
            raise _late(limits, head) from None
        if is_over.is_set():
            # A body that ends with its connection looks whole when the connection is cut off.
            raise _late(limits, head)
    return Answer(head.url, head.status, head.headers, body)


def _read(response: Any, head: Answer, limits: Limits) -> bytes:
    """The body, decoded as it comes, given up as soon as it is too large."""
    declared = head.header("Content-Length") or ""
    if declared.isdecimal() and int(declared) > limits.body_bytes:
        raise _too_large(limits, head)
    coding = (head.header("Content-Encoding") or "identity").strip().lower()
    if coding not in _CODINGS:
        raise FetchFailed("content_coding", f"the body is coded as {coding!r}, which was not asked for", answer=head)
    window = _CODINGS[coding]
    decoder = zlib.decompressobj(window) if window else None
    parts: list[bytes] = []
    received = size = 0
    while chunk := response.read(_CHUNK, decode_content=False):
        received += len(chunk)
        while chunk:
            if decoder is None:
                part, chunk = chunk, b""
            else:
                # Never more than what is still allowed: a bomb is not unpacked to be measured.
                part = decoder.decompress(chunk, min(limits.body_bytes - size + 1, 16 * _CHUNK))
                chunk = decoder.unconsumed_tail
                if decoder.eof and decoder.unused_data.startswith(_GZIP_SIGN):
                    chunk, decoder = decoder.unused_data, zlib.decompressobj(window)
            size += len(part)
            if max(size, received) > limits.body_bytes:
                raise _too_large(limits, head)
            parts.append(part)
    if decoder is not None and received and not decoder.eof:
        raise FetchFailed("truncated", f"the {coding} body breaks off", is_passing=True, answer=head)
    return b"".join(parts)


@contextlib.contextmanager
def _cut_off_after(connection: HTTPConnection, seconds: float) -> Iterator[threading.Event]:
    """Ends the connection's socket when its time is over: a server that sends a byte now and then keeps no read from
    being in time, but all of them together are late."""
    is_over = threading.Event()
    held: socket.socket = connection.sock

    def cut_off() -> None:
        is_over.set()
        with contextlib.suppress(OSError):
            # Of the plain socket: that of TLS would be taken apart under the thread that reads from it.
            socket.socket.shutdown(held, socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut_off)
    timer.daemon = True
    timer.start()
    try:
        yield is_over
    finally:
        timer.cancel()


@contextlib.contextmanager
def _failures_named(head: Answer | None = None) -> Iterator[None]:
    """What the network, TLS, HTTP or the decoder raise, as FetchFailed; after a head it is the body that broke off."""
    try:
        yield
    except FetchFailed:
        raise
    except (SSLError, ssl.SSLError, CertificateError) as error:
        raise FetchFailed("tls", _words(error), answer=head) from None
    except (ConnectTimeoutError, NewConnectionError, NameResolutionError) as error:
        raise FetchFailed("connect", _words(error), is_passing=True, answer=head) from None
    except (ReadTimeoutError, TimeoutError) as error:
        raise FetchFailed("timeout", f"no answer in time ({_words(error)})", is_passing=True, answer=head) from None
    except (OSError, HTTPException, HTTPError, zlib.error, ValueError) as error:
        reason = "protocol" if head is None else "truncated"
        raise FetchFailed(reason, _words(error), is_passing=True, answer=head) from None


def _late(limits: Limits, head: Answer | None) -> FetchFailed:
    return FetchFailed("timeout", f"not whole within {limits.total_seconds:g} s", is_passing=True, answer=head)


def _too_large(limits: Limits, head: Answer) -> FetchFailed:
    return FetchFailed("too_large", f"the body has more than {limits.body_bytes:,} bytes", answer=head)


def _port(url: Url) -> int:
    return 443 if url.scheme == "https" else 80


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300]


_CODINGS = {"identity": 0, "": 0, "gzip": 31, "x-gzip": 31, "deflate": 15}
"""Content coding → window of zlib: 31 a gzip member, 15 a zlib stream, 0 not coded."""
_GZIP_SIGN = b"\x1f\x8b"
_SITE_LOCAL = ipaddress.ip_network("fec0::/10")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
