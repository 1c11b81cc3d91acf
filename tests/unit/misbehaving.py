"""A web server on 127.0.0.1 that misbehaves as it is told, and a clock that only sleeping moves.

Belongs here: what the tests of collecting share. Does not belong here: what they hold.
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

Behaviour = Callable[["Handler"], None]


class Clock:
    """Time that passes when somebody sleeps, and only then."""

    def __init__(self) -> None:
        self.slept = 0.0
        self.start = datetime(2026, 4, 1, tzinfo=UTC)

    def now(self) -> datetime:
        return self.start + timedelta(seconds=self.slept)

    def monotonic(self) -> float:
        return self.slept

    def sleep(self, seconds: float) -> None:
        self.slept += seconds


class Handler(BaseHTTPRequestHandler):
    """Hands each request to the behaviour of its path, and keeps what was asked."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        site = self.server
        with site.counting:
            site.asked.append((site.clock.slept, self.path, dict(self.headers)))
        try:
            self.server.behaviours.get(self.path, answering(b"", 404))(self)
        except OSError:
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is printed."""


class Server(ThreadingHTTPServer):
    """`behaviours` by path (with query); `asked` lists (clock, path, headers) of all requests."""

    daemon_threads = True

    def __init__(self, clock: Clock) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.clock = clock
        self.behaviours: dict[str, Behaviour] = {}
        self.asked: list[tuple[float, str, dict[str, str]]] = []
        self.counting = threading.Lock()
        self.is_over = threading.Event()

    def address(self, path: str = "/") -> str:
        """The address of a path."""
        return f"http://127.0.0.1:{self.server_port}{path}"

    def pages(self) -> list[str]:
        """The paths that were asked for, without robots.txt."""
        return [path for _, path, _ in self.asked if path != "/robots.txt"]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no news."""


@contextmanager
def serving(clock: Clock, certificate: Path | None = None) -> Iterator[Server]:
    """A server for the time of the block; by TLS with the certificate (and its key) of this file."""
    server = Server(clock)
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        # The handshake belongs into the request's own thread: one client must not keep the others waiting.
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.is_over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def write_certificate(path: Path, host: str) -> None:
    """A self-signed certificate for the host's name, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(secret + certificate.public_bytes(Encoding.PEM))


def answering(body: bytes, status: int = 200, **headers: str) -> Behaviour:
    """A whole answer; header names with _ for -, `Content_Length` overrides the true one."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    def behave(handler: Handler) -> None:
        handler.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | named).items():
            handler.send_header(name, value)
        handler.send_header("Connection", "close")
        handler.end_headers()
        handler.wfile.write(body)
        handler.close_connection = True

    return behave


def in_turn(*behaviours: Behaviour) -> Behaviour:
    """One after the other; the last one for ever."""
    waiting = list(behaviours)

    def behave(handler: Handler) -> None:
        (waiting.pop(0) if len(waiting) > 1 else waiting[0])(handler)

    return behave


def conditional(body: bytes, etag: str) -> Behaviour:
    """304 for whoever names the tag, else the body."""

    def behave(handler: Handler) -> None:
        if handler.headers.get("If-None-Match") == etag:
            answering(b"", 304, ETag=etag)(handler)
        else:
            answering(body, ETag=etag)(handler)

    return behave


def raw(*parts: bytes, pause: float = 0.0, endless: bool = False) -> Behaviour:
    """Bytes as they are, one part after the other with a pause (seconds), the last one again and again if endless."""

    def behave(handler: Handler) -> None:
        handler.close_connection = True
        with suppress(OSError):
            for part in parts:
                handler.wfile.write(part)
                handler.server.is_over.wait(pause)
            while endless and not handler.server.is_over.is_set():
                handler.wfile.write(parts[-1])
                handler.server.is_over.wait(pause)

    return behave


def resetting(handler: Handler) -> None:
    """The connection is reset in the middle of an answer."""
    handler.close_connection = True
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
    handler.wfile.flush()
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
    handler.connection.close()
