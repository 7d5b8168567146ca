"""feedback tend posts reminders through a real mail server; each says nothing but where to sign in."""

from __future__ import annotations

import socket
import ssl
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from unittest import mock

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from feedback_app.commands.backing_up import erasures_log
from feedback_app.loop.points import VoicePoint
from tests.commands.running import feedback_here
from tests.commands.turning import where
from tests.journeys.people import CHANGE, say, the_point

SAM, MARCUS = "sam@larkfield.example", "marcus@larkfield.example"
PASSWORD = "a password of the mail server"


class Inbox:
    """What a mail server took: ``(to, whole letter)``. It refuses whom it does not know."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, bytes]] = []
        self.unknown: set[str] = set()

    async def handle_RCPT(self, _server, _session, envelope, address, _options) -> str:  # noqa: N802  its own name
        if address in self.unknown:
            return "550 nobody of that name here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope) -> str:  # noqa: N802
        self.letters += [(to, envelope.content) for to in envelope.rcpt_tos]
        return "250 OK"


@contextmanager
def mail(inbox: Inbox, kind: type[Controller] = Controller, **more):
    controller = kind(inbox, hostname="127.0.0.1", port=free_port(), **more)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop(no_assert=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def tend(house, port: int, server: str = "smtp://127.0.0.1", **settings: str):
    post = {"FEEDBACK_MAIL_SERVER": f"{server}:{port}", "FEEDBACK_MAIL_FROM": "check-in@larkfield.example"}
    return feedback_here(house.folder, "tend", **where(house), **post, **settings)


def owed_by_sam(house):
    """Somebody said something, Sam owes the answer, and its day has passed: two days ago."""
    say(house.visitor(), house.link("poster"))
    point = the_point(house)
    with house.databases.writing() as db:
        mine = db.get_one(VoicePoint, point.id)
        mine.owner_id, mine.due_at = house.staff("Sam")[0].id, house.now() - timedelta(days=2)
    return mine


@pytest.fixture
def late(house):
    return owed_by_sam(house)


def test_each_letter_says_where_to_sign_in_and_nothing_else(house, late):
    with mail(inbox := Inbox()) as port:
        done = tend(house, port)
        again = tend(house, port)
    assert done.exit_code == 0, done.stderr
    assert "2 letters to staff posted." in done.stdout
    assert "0 letters to staff posted." in again.stdout
    assert {to for to, _ in inbox.letters} == {SAM, MARCUS}
    for to, whole in inbox.letters:
        letter = message_from_bytes(whole)
        assert letter["To"] == to
        assert letter["Subject"] == "Something is waiting for you"
        assert letter["Auto-Submitted"] == "auto-generated"
        text = letter.get_payload(decode=True).decode()
        assert "http://localhost/staff" in text
        secret = (CHANGE, late.id, late.participant_id, late.participant.pseudonym, "young", "late", "exploit")
        assert [one for one in secret if one.lower() in (letter["Subject"] + text).lower()] == []


def test_with_mail_down_the_rest_is_done_and_the_letter_goes_the_next_time(house, late):
    with mail(Inbox()) as port:
        pass
    down = tend(house, port)
    assert down.exit_code == 1
    assert "keys of nobody taken away" in down.stdout
    assert "2 letters could not be posted and wait for the next time" in down.stderr
    assert "Traceback" not in down.stderr
    with mail(inbox := Inbox()) as port:
        assert tend(house, port).exit_code == 0
    assert {to for to, _ in inbox.letters} == {SAM, MARCUS}
    desk = house.signed_in("Sam")
    desk.open("/work/").see("late")


def test_an_address_that_is_refused_holds_up_nobody_else(house, late):
    inbox = Inbox()
    inbox.unknown = {SAM}
    with mail(inbox) as port:
        done = tend(house, port)
    assert [to for to, _ in inbox.letters] == [MARCUS]
    assert done.exit_code == 1
    assert "1 letters could not be posted" in done.stderr
    assert SAM not in done.stderr


class Curt(SMTP):
    """A server that answers QUIT in its own way."""

    async def smtp_QUIT(self, _arg: str) -> None:  # noqa: N802  its own name
        await self.push("421 enough for today")
        self._handler_coroutine.cancel()


class CurtController(Controller):
    def factory(self) -> SMTP:
        return Curt(self.handler, hostname=self.hostname)


def test_a_server_that_ends_in_its_own_way_has_posted_all_the_same(house, late):
    with mail(inbox := Inbox(), CurtController) as port:
        done = tend(house, port)
    assert (done.exit_code, done.exception) == (0, None), done.stderr
    assert "2 letters to staff posted." in done.stdout
    assert {to for to, _ in inbox.letters} == {SAM, MARCUS}


def test_a_password_that_no_server_can_be_told_is_said_and_the_letters_wait(house, late, tmp_path):
    (tmp_path / "password").write_text("£££")
    (tmp_path / "password").chmod(0o400)

    def sign_in(*_):
        return AuthResult(success=True)

    with mail(inbox := Inbox(), authenticator=sign_in, auth_require_tls=False) as port:
        with mock.patch("feedback_app.unsafe.refuse_open_mail"):  # in the clear, and on this machine
            done = tend(house, port, "smtp://post@127.0.0.1", FEEDBACK_MAIL_PASSWORD=str(tmp_path / "password"))
        assert isinstance(done.exception, SystemExit)
        assert "2 letters could not be posted and wait for the next time" in done.stderr
        assert "outside ASCII" in done.stderr
        assert tend(house, port).exit_code == 0
    assert {to for to, _ in inbox.letters} == {SAM, MARCUS}


@pytest.mark.parametrize(("line", "code"), [("\n", 0), ("nonsense\n", 1)])
def test_staff_are_reminded_though_the_log_of_the_erased_has_a_line_that_is_none(house, late, line, code):
    """A blank line is passed over; another is said, and the rest is done."""
    (house.folder / erasures_log.NAME).write_text(f"2026-11-22 {'a' * 22}\n{line}")
    with mail(inbox := Inbox()) as port:
        done = tend(house, port)
    assert done.exit_code == code, done.stderr
    assert isinstance(done.exception, SystemExit | None)
    assert ("erasures.log is damaged" in done.stderr) == bool(code)
    assert {to for to, _ in inbox.letters} == {SAM, MARCUS}


def test_without_a_mail_server_nothing_is_posted_and_nothing_is_wrong(house, late):
    done = feedback_here(house.folder, "tend", **where(house))
    assert done.exit_code == 0
    assert "letters" not in done.stdout


def test_it_turns_to_tls_signs_in_and_trusts_no_stranger(sqlite_house, tmp_path):
    house = sqlite_house
    say(house.visitor(), house.link("poster"))
    with house.databases.writing() as db:
        db.get_one(VoicePoint, the_point(house).id).due_at = house.now() - timedelta(hours=1)
    authority, chain = certificate(tmp_path)
    (tmp_path / "password").write_text(PASSWORD + "\n")
    (tmp_path / "password").chmod(0o400)
    sent = []

    def sign_in(_server, _session, _envelope, _mechanism, given):
        sent.append((given.login, given.password))
        return AuthResult(success=given.password == PASSWORD.encode())

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain)
    more = {"tls_context": context, "require_starttls": True, "authenticator": sign_in, "auth_required": True}
    with mail(inbox := Inbox(), **more) as port:
        password = {"FEEDBACK_MAIL_PASSWORD": str(tmp_path / "password")}
        stranger = tend(house, port, "starttls://post@localhost", **password)
        assert stranger.exit_code == 1
        assert "SSLCertVerificationError" in stranger.stderr
        assert sent == [], "no password is told to a server that proves nothing"
        done = tend(house, port, "starttls://post@localhost", SSL_CERT_FILE=str(authority), **password)
    assert done.exit_code == 0, done.stderr
    assert sent[-1] == (b"post", PASSWORD.encode())
    assert MARCUS in {to for to, _ in inbox.letters}
    assert PASSWORD not in stranger.stderr + done.stdout + done.stderr


def certificate(folder):
    """A certificate for localhost that signs itself; ``(what to trust, what the server shows)``."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    shown = made.public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "authority.pem").write_bytes(shown)
    (folder / "chain.pem").write_bytes(private + shown)
    return folder / "authority.pem", folder / "chain.pem"
