"""The tables of the texts, the same in SQLite and PostgreSQL, and how an older database becomes one of today.

Passages whose ``same_as`` is empty are the ones that can be found; the others are near-identical copies of the one it
names. A passage repeats what search wants of its report, so that an answer is read from one table and not from whole
reports; ``text`` stands last there, behind what is read more often.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    inspect,
    select,
)

SCHEMA = (
    3  # 1: the databases of versions 0.1.0 and 0.2.0, without a number; 2: that of 0.3.0, with the names in passages
)
_metadata = MetaData()

meta = Table("meta", _metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

reports = Table(
    "reports",
    _metadata,
    Column("document", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("digest", Text, nullable=False, unique=True),
    Column("characters", Integer, nullable=False, server_default="0"),
    Column("source", Text, nullable=False, server_default=""),  # the file it came in
    Column("first_line", Integer, nullable=False, server_default="0"),  # of that file; 0: the whole of it
    Column("last_line", Integer, nullable=False, server_default="0"),
    Column("family", Text, nullable=False, server_default=""),  # versions of one report share it
    Column("found", Integer, nullable=False, server_default="1"),  # 0: another version of the family is searched
    Index("reports_by_family", "family"),
)

passages = Table(
    "passages",
    _metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("document", Text, ForeignKey("reports.document", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("same_as", Text, nullable=False),
    Column("change", Integer, nullable=False),  # the change by which it came to be found
    Column("role", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("heading", Text, nullable=False),
    Column("first_line", Integer, nullable=False),
    Column("last_line", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Index("passages_by_document", "document", "position"),
    Index("passages_by_change", "same_as", "change", "n", "id"),
    sqlite_autoincrement=True,
)

# words that near-identical passages have in common, as hashes (``duplicates.py``); only of passages that can be found
prints = Table(
    "prints",
    _metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("n", Integer, ForeignKey("passages.n", ondelete="CASCADE"), primary_key=True),
    Index("prints_by_passage", "n"),
    sqlite_with_rowid=False,
)

# what each report comes down to, and the keys by which its versions are found (``kinship.py``)
shapes = Table(
    "shapes",
    _metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("document", Text, ForeignKey("reports.document", ondelete="CASCADE"), nullable=False, unique=True),
    Column("fingerprint", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)
bands = Table(
    "bands",
    _metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("n", Integer, ForeignKey("shapes.n", ondelete="CASCADE"), primary_key=True),
    Index("bands_by_shape", "n"),
    sqlite_with_rowid=False,
)

# what can be found no more, by change, so that the indexes can follow
gone = Table(
    "gone",
    _metadata,
    Column("change", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, primary_key=True),
    sqlite_with_rowid=False,
)

# each file taken in, by its bytes, with the reports it gave
files = Table(
    "files",
    _metadata,
    Column("digest", Text, primary_key=True),
    Column("document", Text, ForeignKey("reports.document", ondelete="CASCADE"), primary_key=True),
    Column("reports", Integer, nullable=False),
    Index("files_by_document", "document"),
)


def schema_of(connection: Connection) -> int:
    """Return the schema's number: 0 for an empty database."""
    names = inspect(connection).get_table_names()
    if "meta" not in names or "reports" not in names:
        return 0
    value = connection.execute(select(meta.c.value).where(meta.c.key == "schema")).scalar()
    return int(value) if value else 1


def bring_up_to_date(connection: Connection) -> None:
    """Create what is missing; called inside a transaction, so that a crash leaves the old schema whole."""
    found = schema_of(connection)
    if found >= SCHEMA:
        return  # another machine was faster
    if found:
        connection.exec_driver_sql("DROP TABLE IF EXISTS names")
    if found == 1:
        _from_the_first(connection)
    _metadata.create_all(connection)
    connection.execute(meta.delete().where(meta.c.key == "schema"))
    connection.execute(meta.insert().values(key="schema", value=str(SCHEMA)))


def _from_the_first(connection: Connection) -> None:
    """Keep the reports of a 0.1.0 or 0.2.0 database; its passages are cut anew."""
    connection.exec_driver_sql("DROP TABLE IF EXISTS passages")
    for column in ("characters", "source", "first_line", "last_line", "family", "found"):
        added = reports.c[column]
        kind, default = added.type.compile(connection.dialect), added.server_default.arg  # type: ignore[union-attr]
        connection.exec_driver_sql(f"ALTER TABLE reports ADD COLUMN {column} {kind} NOT NULL DEFAULT '{default}'")
    connection.exec_driver_sql("UPDATE reports SET source = document WHERE origin = 'own'")
    for document, text in connection.execute(select(reports.c.document, reports.c.text)).all():
        counted = sum(not char.isspace() for char in text)
        connection.execute(reports.update().where(reports.c.document == document).values(characters=counted))
