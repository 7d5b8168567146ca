"""How many rows each table has, in both databases."""

from sqlalchemy import inspect, text


def rows(house) -> dict[str, int]:
    """``{table: rows}`` of the main database and the sealed store, as anybody with the files counts them."""
    found = {}
    for engine in (house.databases.main, house.databases.sealed):
        with engine.connect() as connection:
            for table in sorted(inspect(connection).get_table_names()):
                if not table.startswith("alembic"):
                    found[table] = connection.execute(text(f'SELECT count(*) FROM "{table}"')).scalar()
    return found


def grown(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    return {table: after[table] - before[table] for table in after if after[table] != before[table]}
