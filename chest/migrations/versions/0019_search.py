"""The words by which memories are found, which the database itself keeps

Every way a memory, a tag, a sentence of a recording or a giver's name is changed passes the
triggers below: no code has to remember the index, and none can forget it. A later revision that
rebuilds one of the tables in WATCHED on SQLite drops its triggers: end it with `keep_search()`
(with `apart=True`, since revision 0023).

Revision: 0019
Follows: 0018
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR


revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

COLUMNS = ("caption", "who", "place", "body", "seen", "giver", "name")
NAMES = ("who", "place", "giver")
WATCHED = (
    "caption", "alt_text", "who", "place", "body", "extracted_text", "sender", "contribution_id",
    "original_name",
)  # fmt: skip

# PostgreSQL keeps no list of words longer than a megabyte: a book is found by its first half.
LONGEST = 200_000
# What parts words. PostgreSQL would otherwise keep together what looks like a file or an address.
_PARTS = "_./\\-@:;,!?#%&*+=()[]{}<>|~^\"'`´’‘“”„«»–—…·•"

# What is typed goes on letter by letter: the first two and three are indexed as words are.
_INDEXED = "prefix='2 3', tokenize=\"unicode61 remove_diacritics 2\""
# As `chest.search.matching` asks it, to the letter: no index serves what is written differently.
_NAMED = (
    "to_tsvector('simple'::regconfig, coalesce(who, '') || ' ' || coalesce(place, '') || ' ' || "
    "coalesce(giver, ''))"
)


def upgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    number = sa.Integer() if is_sqlite else sa.BigInteger()
    op.create_table(
        "search_text",
        sa.Column("id", number, nullable=False),
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("chest_id", sa.Uuid(), nullable=False),
        sa.Column("segment_id", sa.Uuid(), nullable=True),
        sa.Column("second", sa.Float(), nullable=True),
        *(sa.Column(name, sa.Text(), nullable=True) for name in COLUMNS),
        sa.Column("words", sa.Text() if is_sqlite else TSVECTOR(), nullable=True),
        sa.ForeignKeyConstraint(["asset_id"], ["asset.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["chest_id"], ["chest.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_embedding_made", "embedding", ["chest_id", "model", "created_at"])
    if not is_sqlite:
        _run(_functions())
    # What is there already, before anything is indexed: both databases stream it.
    _run([_all_memories(is_sqlite), _all_sentences(is_sqlite)])
    if not is_sqlite:
        _run([f"update search_text set words = {weigh('search_text', apart=False)}"])
        op.execute("create index ix_search_text_words on search_text using gin (words)")
        op.execute(
            f"create index ix_search_text_names on search_text using gin ({_NAMED}) "
            "where segment_id is null"
        )
    for name, columns, where in (
        ("ix_search_text_memory", ["asset_id"], "segment_id IS NULL"),
        ("ix_search_text_segment", ["segment_id"], "segment_id IS NOT NULL"),
    ):
        condition = sa.text(where)
        op.create_index(
            name, "search_text", columns, unique=True,
            sqlite_where=condition, postgresql_where=condition,
        )  # fmt: skip
    op.create_index("ix_search_text_asset", "search_text", ["asset_id", "segment_id"])
    op.create_index("ix_search_text_chest", "search_text", ["chest_id"])
    if is_sqlite:
        op.execute(
            f"create virtual table search_fts using fts5({', '.join(COLUMNS)}, "
            "content='search_text', content_rowid='id', "
            f"{_INDEXED})"
        )
        op.execute("insert into search_fts(search_fts) values ('rebuild')")
        # Who, where and by whom once more by themselves: a name that is only begun is found without
        # passing all captions and sentences with words that begin so.
        op.execute(
            f"create virtual table search_names using fts5({', '.join(NAMES)}, content='', "
            f"detail=none, {_INDEXED})"
        )
        names = ", ".join(NAMES)
        op.execute(
            f"insert into search_names (rowid, {names}) select id, {names} from search_text "
            f"where {names_a_thing('search_text')}"
        )
        op.execute("create virtual table search_words using fts5vocab(search_fts, 'row')")
    keep_search()


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in SQLITE_TRIGGERS:
            op.execute(f"drop trigger if exists {name}")
        op.execute("drop table search_words")
        op.execute("drop table search_names")
        op.execute("drop table search_fts")
    else:
        for name in ("of_asset", "of_segment", "of_tag", "of_gift", "words"):
            op.execute(f"drop function if exists search_{name}() cascade")
    op.drop_index("ix_embedding_made", table_name="embedding")
    op.drop_table("search_text")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("drop function if exists search_put(uuid)")
        op.execute("drop function if exists search_fold(text)")


def keep_search(*, apart: bool = False) -> None:
    """Make the triggers, anew where they stand already. `apart` is how they are since revision
    0023: tags by themselves, and the words in a picture with its other words."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    _run(write_triggers(is_sqlite, apart=apart))


def write_triggers(is_sqlite: bool, *, apart: bool) -> list[str]:
    return _sqlite(apart) if is_sqlite else _postgresql(apart)


def _run(statements: list[str]) -> None:
    for statement in statements:
        op.execute(sa.text(statement.replace(":", "\\:")))


def _together(*parts: str) -> str:
    """Some texts as one; NULL where there is none of them."""
    joined = " || ' ' || ".join(f"coalesce({part}, '')" for part in parts)
    return f"nullif(trim({joined}), '')"


def values_of_memory(row: str, is_sqlite: bool, *, apart: bool) -> dict[str, str]:
    """What the row of a memory says, by the memory's row."""
    tagged = f"from asset_tag t where t.asset_id = {row}.id and not t.rejected"
    if not is_sqlite:
        tags = f"(select string_agg(t.label, ' '{' order by t.label' if apart else ''}) {tagged})"
    elif apart:  # in an order of their own, so that the same tags are the same text
        tags = f"(select group_concat(label, ' ') from (select t.label {tagged} order by t.label))"
    else:
        tags = f"(select group_concat(t.label, ' ') {tagged})"
    read = f"(select p.text from picture_text p where p.asset_id = {row}.id)"
    gave = f"(select g.name from contribution g where g.id = {row}.contribution_id)"
    values = {
        "caption": _together(f"{row}.caption", f"{row}.alt_text"),
        "who": f"{row}.who",
        "place": f"{row}.place",
        "body": _together(f"{row}.body", f"{row}.extracted_text", *([read] if apart else [])),
        "seen": _together(tags, *([] if apart else [read])),
        "giver": _together(gave, f"{row}.sender"),
        "name": f"{row}.original_name",
    }
    fold = (lambda text: f"substr({text}, 1, {LONGEST})") if is_sqlite else _folded
    return {name: fold(text) for name, text in values.items()}


def names_a_thing(row: str) -> str:
    """Whether a row is a memory's, and somebody or something is named in it."""
    return f"{row}.segment_id is null and coalesce({', '.join(f'{row}.{n}' for n in NAMES)}) is not null"


def values_of_sentence(row: str, is_sqlite: bool) -> dict[str, str]:
    """What the row of a sentence says, by the sentence's row."""
    fold = (lambda text: text) if is_sqlite else _folded
    return {"who": fold(f"{row}.speaker"), "body": fold(f"{row}.text")}


def _folded(text: str) -> str:
    return f"search_fold({text})"


def _all_memories(is_sqlite: bool) -> str:
    values = ", ".join(values_of_memory("a", is_sqlite, apart=False).values())
    return (
        f"insert into search_text (asset_id, chest_id, {', '.join(COLUMNS)}) "
        f"select a.id, a.chest_id, {values} from asset a"
    )


def _all_sentences(is_sqlite: bool) -> str:
    said = values_of_sentence("s", is_sqlite)
    return (
        "insert into search_text (asset_id, chest_id, segment_id, second, who, body) "
        f"select s.asset_id, a.chest_id, s.id, s.start, {said['who']}, {said['body']} "
        "from transcript_segment s join asset a on a.id = s.asset_id"
    )


SQLITE_TRIGGERS = (
    "asset_search_insert", "asset_search_update", "segment_search_insert", "segment_search_update",
    "segment_search_delete", "tag_search_insert", "tag_search_update", "tag_search_delete",
    "picture_search_insert", "picture_search_update", "picture_search_delete",
    "contribution_search_update", "search_text_insert", "search_text_delete", "search_text_update",
)  # fmt: skip


def _sqlite(apart: bool) -> list[str]:
    names = ", ".join(COLUMNS)
    values = values_of_memory("new", True, apart=apart)
    # Nothing is read in a picture before the memory is there.
    at_first = values_of_memory("new", True, apart=False)
    watched = ", ".join(WATCHED)
    old, new = (", ".join(f"{row}.{name}" for name in WATCHED) for row in ("old", "new"))
    # What a memory's own row does not say stays as it is: reading it anew costs more than the rest.
    own = ", ".join(f"{name} = {values[name]}" for name in COLUMNS if name != "seen")
    first = ", ".join("null" if name == "seen" else at_first[name] for name in COLUMNS)

    def put(name: str, row: str) -> str:
        of = values_of_memory("a", True, apart=apart)[name]
        return (
            f"update search_text set {name} = "
            f"(select {of} from asset a where a.id = {row}.asset_id) "
            f"where asset_id = {row}.asset_id and segment_id is null;"
        )

    def forget(row: str) -> str:
        told = ", ".join(f"{row}.{name}" for name in COLUMNS)
        return (
            f"insert into search_fts (search_fts, rowid, {names}) values ('delete', {row}.id, {told});"
        )

    learn = (
        f"insert into search_fts (rowid, {names}) "
        f"values (new.id, {', '.join(f'new.{name}' for name in COLUMNS)});"
    )
    called = ", ".join(NAMES)
    was, now = (", ".join(f"{row}.{name}" for name in NAMES) for row in ("old", "new"))
    learn_names = (
        f"insert into search_names (rowid, {called}) select new.id, {now} "
        f"where {names_a_thing('new')}"
    )
    forget_names = (
        f"insert into search_names (search_names, rowid, {called}) select 'delete', old.id, {was} "
        f"where {names_a_thing('old')}"
    )
    given = values_of_memory("a", True, apart=apart)["giver"]
    differ = f"({was}) is not ({now})"
    triggers = {
        "asset_search_insert": (
            f"after insert on asset begin insert into search_text (asset_id, chest_id, {names}) "
            f"values (new.id, new.chest_id, {first}); end"
        ),
        "asset_search_update": (
            f"after update of {watched} on asset when ({old}) is not ({new}) begin "
            f"update search_text set {own} where asset_id = new.id and segment_id is null; end"
        ),
        "segment_search_insert": (
            "after insert on transcript_segment begin "
            "insert into search_text (asset_id, chest_id, segment_id, second, who, body) "
            "select new.asset_id, a.chest_id, new.id, new.start, new.speaker, new.text "
            "from asset a where a.id = new.asset_id; end"
        ),
        "segment_search_update": (
            "after update of text, start, speaker on transcript_segment begin "
            "update search_text set body = new.text, who = new.speaker, second = new.start "
            "where segment_id = new.id; end"
        ),
        "segment_search_delete": (
            "after delete on transcript_segment begin "
            "delete from search_text where segment_id = old.id; end"
        ),
        **{
            f"{short}_search_{what}": (
                f"after {what} on {table} begin "
                f"{put(name, 'old' if what == 'delete' else 'new')} end"
            )
            for short, table, name in (
                ("tag", "asset_tag", "seen"),
                ("picture", "picture_text", "body" if apart else "seen"),
            )
            for what in ("insert", "update", "delete")
        },
        "contribution_search_update": (
            "after update of name on contribution when old.name is not new.name begin "
            f"update search_text set giver = (select {given} from asset a "
            "where a.id = search_text.asset_id) where segment_id is null and asset_id in "
            "(select id from asset where contribution_id = new.id); end"
        ),
        "search_text_insert": f"after insert on search_text begin {learn} {learn_names}; end",
        "search_text_delete": (
            f"after delete on search_text begin {forget('old')} {forget_names}; end"
        ),
        "search_text_update": (
            f"after update of {names} on search_text begin {forget('old')} {learn} "
            f"{forget_names} and {differ}; {learn_names} and {differ}; end"
        ),
    }
    made = [f"create trigger {name} {triggers[name]}" for name in SQLITE_TRIGGERS]
    return [*(f"drop trigger if exists {name}" for name in SQLITE_TRIGGERS), *made]


def weigh(row: str, *, apart: bool) -> str:
    """The words with how much they tell: what people said of it, its own words, what is seen. With
    `apart`, tags have a weight that nothing else has: who may not read tags asks for the others."""
    weights = {"A": ("caption", "who", "place"), "B": ("body",), "C": ("seen", "giver"), "D": ("name",)}
    if apart:
        weights |= {"B": ("body", "giver"), "C": ("seen",)}
    return " || ".join(
        f"setweight(to_tsvector('simple', coalesce({row}.{name}, '')), '{weight}')"
        for weight, names in weights.items()
        for name in names
    )


def _functions() -> list[str]:
    parts = _PARTS.replace("'", "''")
    return [
        "create or replace function search_fold(said text) returns text language sql immutable "
        "parallel safe as $$ select lower(normalize(regexp_replace(normalize("
        f"translate(substr(said, 1, {LONGEST}), '{parts}', '{' ' * len(_PARTS)}'), NFD), "
        "'[\u0300-\u036f]', '', 'g'), NFC)) $$"
    ]


POSTGRESQL_TRIGGERS = (
    ("asset_search_insert", "asset", "insert", "asset"),
    ("asset_search_update", "asset", f"update of {', '.join(WATCHED)}", "asset"),
    ("segment_search", "transcript_segment", "insert or update or delete", "segment"),
    ("tag_search", "asset_tag", "insert or update or delete", "tag"),
    ("picture_search", "picture_text", "insert or update or delete", "tag"),
    ("contribution_search", "contribution", "update of name", "gift"),
)


def _postgresql(apart: bool) -> list[str]:
    """One row at a time. A memory's words are read after its row here is locked: two that write
    tags of one memory would each miss the other's."""
    names = ", ".join(COLUMNS)
    values = values_of_memory("a", False, apart=apart)
    put = ", ".join(f"{name} = v.{name}" for name in COLUMNS)
    told = ", ".join(f"{text} as {name}" for name, text in values.items())
    old, new = (", ".join(f"{row}.{name}" for name in WATCHED) for row in ("old", "new"))
    at_first = values_of_memory("new", False, apart=False)
    plain = "returns trigger language plpgsql as"
    first = ", ".join(
        text if name != "seen" else "null" for name, text in at_first.items()
    )
    return [
        *_functions(),
        "create or replace function search_words() returns trigger language plpgsql as $$ begin "
        f"new.words := {weigh('new', apart=apart)}; return new; end $$",
        "create or replace function search_put(memory uuid) returns void language plpgsql as $$ "
        "begin perform 1 from search_text where asset_id = memory and segment_id is null "
        f"for update; update search_text s set {put} from (select a.id, {told} from asset a "
        "where a.id = memory) v where s.asset_id = v.id and s.segment_id is null; end $$",
        f"create or replace function search_of_asset() {plain} $$ begin "
        "if tg_op = 'INSERT' then "
        f"insert into search_text (asset_id, chest_id, {names}) values (new.id, new.chest_id, {first}); "
        f"elsif ({old}) is distinct from ({new}) then perform search_put(new.id); "
        "end if; return null; end $$",
        f"create or replace function search_of_segment() {plain} $$ begin "
        "if tg_op = 'DELETE' then delete from search_text where segment_id = old.id; "
        "elsif tg_op = 'UPDATE' then update search_text set body = search_fold(new.text), "
        "who = search_fold(new.speaker), second = new.start where segment_id = new.id; "
        "else insert into search_text (asset_id, chest_id, segment_id, second, who, body) "
        "select new.asset_id, a.chest_id, new.id, new.start, search_fold(new.speaker), "
        "search_fold(new.text) from asset a where a.id = new.asset_id; "
        "end if; return null; end $$",
        f"create or replace function search_of_tag() {plain} $$ begin "
        "if tg_op = 'DELETE' then perform search_put(old.asset_id); "
        "else perform search_put(new.asset_id); end if; return null; end $$",
        f"create or replace function search_of_gift() {plain} $$ begin "
        "if old.name is distinct from new.name then "
        "perform search_put(a.id) from asset a where a.contribution_id = new.id order by a.id; "
        "end if; return null; end $$",
        "drop trigger if exists search_text_words on search_text",
        f"create trigger search_text_words before insert or update of {names} on search_text "
        "for each row execute function search_words()",
        *(f"drop trigger if exists {name} on {table}" for name, table, _, _ in POSTGRESQL_TRIGGERS),
        *(
            f"create trigger {name} after {when} on {table} "
            f"for each row execute function search_of_{of}()"
            for name, table, when, of in POSTGRESQL_TRIGGERS
        ),
    ]
