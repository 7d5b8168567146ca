"""A house that answers on a real port, over http or https, for browsers and for load."""

from __future__ import annotations

import datetime
import ipaddress
import threading
from contextlib import contextmanager
from types import SimpleNamespace

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from werkzeug.serving import make_server

from feedback_app.commands import serving
from tests.house import House


@contextmanager
def over_http(place, folder, **settings):
    """The house on a free port of this machine, served as `feedback serve` does."""
    with serving.bound("127.0.0.1", 0) as listening:
        base_url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        house = House(place, folder, base_url, **settings)
        house.base_url = base_url
        _serve(house, listening)
        try:
            yield house
        finally:
            _stop(house)
            house.close()


@contextmanager
def served(app):
    """Any application on a free port of this machine, by the same server; its address."""
    house = SimpleNamespace(app=app)
    listening = serving.bound("127.0.0.1", 0)
    _serve(house, listening)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    _stop(house)


@contextmanager
def away(house):
    """Nobody answers any more at this house's address, as without signal; afterwards it is back there."""
    _stop(house)
    yield
    _serve(house, serving.bound("127.0.0.1", int(house.base_url.rpartition(":")[2])))


def _serve(house, listening) -> None:
    house.server = serving.Server(house.app, listening, threads=8)
    house.serving = threading.Thread(target=house.server.run, daemon=True)
    house.serving.start()


def _stop(house) -> None:
    house.server.stop()
    house.serving.join()


@contextmanager
def over_https(place, folder, **settings):
    """The same under TLS with a certificate made for this test alone."""
    certificate = _certificate(folder)
    with serving.bound("127.0.0.1", 0) as listening:
        # the server gets this very socket: between two of them somebody else could take the port
        listening.listen()
        port = listening.getsockname()[1]
        base_url = f"https://127.0.0.1:{port}"
        house = House(place, folder, base_url, **settings)
        house.base_url = base_url
        served = {"threaded": True, "ssl_context": certificate, "fd": listening.fileno()}
        server = make_server("127.0.0.1", port, house.app, **served)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield house
        finally:
            server.shutdown()
            server.server_close()
            house.close()


def _certificate(folder) -> tuple[str, str]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (folder / "tls.crt").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "tls.key").write_bytes(private)
    return str(folder / "tls.crt"), str(folder / "tls.key")
