"""Every byte that a test's two databases keep, on disk and as an owner of the tables sees it."""

import base64
from collections.abc import Iterator
from pathlib import Path

import psycopg
from sqlalchemy import inspect, text
from sqlalchemy.engine import make_url

HALF = 2  # a base64 letter may hold bits of the bytes before and after


def forms_of(word: str) -> dict[str, bytes]:
    """A word in each form a program might keep it in."""
    plain = word.encode()
    forms = {
        "UTF-8": plain,
        "UTF-16 little": word.encode("utf-16-le"),
        "UTF-16 big": word.encode("utf-16-be"),
        "hex": plain.hex().encode(),
        "HEX": plain.hex().upper().encode(),
    }
    for shift in range(3):
        whole = base64.b64encode(b"\x00" * shift + plain)
        forms[f"base64 +{shift}"] = whole[-(-shift * 8 // 6) : -HALF - (-(shift + len(plain)) % 3)]
    return forms


def found_in(places: Iterator[tuple[str, bytes]], words: list[str]) -> list[str]:
    """``place: form of word`` for every one of these words that stands in any of these places."""
    needles = [(word, form, bytes_) for word in words for form, bytes_ in forms_of(word).items()]
    return [
        f"{place}: {word!r} in {form}" for place, kept in places for word, form, needle in needles if needle in kept
    ]


def of(house) -> Iterator[tuple[str, bytes]]:
    """``(place, bytes)`` of everything this house has kept so far."""
    yield from _rows(house)
    for path in sorted(house.folder.rglob("*")):
        if path.is_file() and path.parent.name != "keys":
            yield path.name, path.read_bytes()
    if house.place.kind == "postgresql":
        for url in (house.place.main_url, house.place.sealed_url):
            yield from _server_files(url)


def _rows(house) -> Iterator[tuple[str, bytes]]:
    for engine in (house.databases.main, house.databases.sealed):
        with engine.connect() as connection:
            for table in inspect(connection).get_table_names():
                rows = connection.execute(text(f'SELECT * FROM "{table}"')).fetchall()
                cells = (cell for row in rows for cell in row)
                yield f"table {table}", b"\x00".join(_bytes(cell) for cell in cells)


def _bytes(cell: object) -> bytes:
    return bytes(cell) if isinstance(cell, (bytes, memoryview)) else str(cell).encode()


def _server_files(url: str) -> Iterator[tuple[str, bytes]]:
    """The files of one database of the server, its newest write-ahead log, and what the server logged."""
    parsed = make_url(url)
    folder = Path(parsed.query["host"])
    with psycopg.connect(host=str(folder), user="postgres", dbname=parsed.database, autocommit=True) as server:
        server.execute("CHECKPOINT")
        number = server.execute("SELECT oid FROM pg_database WHERE datname = current_database()").fetchone()[0]
        newest = server.execute("SELECT pg_walfile_name(pg_current_wal_insert_lsn())").fetchone()[0]
    for path in (folder / "data" / "base" / str(number)).iterdir():
        yield f"{parsed.database}/{path.name}", path.read_bytes()
    yield "write-ahead log", (folder / "data" / "pg_wal" / newest).read_bytes()
    yield "server log", (folder / "log").read_bytes()
