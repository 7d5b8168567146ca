"""How many rows each table has, in both databases."""

from sqlalchemy import inspect


def rows(house) -> dict[str, int]:
    """``{table: rows}`` of the main database and the sealed store, as anybody with the files counts them."""
    found = {}
    for engine in (house.databases.main, house.databases.sealed):
        with engine.connect() as connection:
            tables = [one for one in sorted(inspect(connection).get_table_names()) if not one.startswith("alembic")]
            counts = (f"SELECT '{table}', count(*) FROM \"{table}\"" for table in tables)
            # one question to each database: fifty of them take longer than the page whose rows are counted
            found.update(map(tuple, connection.exec_driver_sql(" UNION ALL ".join(counts))))
    return found


def lines(house) -> int:
    """How many the journal has: what is asked before and after each of some hundred pages."""
    with house.databases.main.connect() as connection:
        return connection.exec_driver_sql("SELECT count(*) FROM journal").scalar()


def grown(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    return {table: after[table] - before[table] for table in after if after[table] != before[table]}
