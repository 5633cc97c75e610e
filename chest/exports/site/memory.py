"""One memory of a site: its files, its page, and what the lists tell of it."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from chest.assets.kinds import alt_text, title
from chest.assets.tiles import first_line, when
from chest.assets.views import AssetView
from chest.exports.memories import Packing
from chest.exports.names import Taken, name_of, year_folder
from chest.exports.packing import text_entry
from chest.exports.reading import ReadMemory
from chest.exports.site.cards import Card, gather_words
from chest.exports.site.files import LOOKED_AT, PLAYED, Files, ending_of, pack_files
from chest.exports.site.html import Frame, lines, link, page, path_to, rows, text, up_from
from chest.exports.site.words import COMPANIONS, NOT_FOR_ALL, ORIGINS, WAITING, name_year
from chest.models import Audience, Kind, Review
from chest.texts import say_bytes, say_clock, say_length
from language import _, pgettext
from storage.base import BlobStore

_FIRST_WORDS = 180


def page_of(id: UUID | str) -> str:
    """Where the page of a memory lies: known before it is written, so that others lead there. By
    two letters of its id, because no folder takes ten thousands of files well."""
    plain = UUID(str(id)).hex
    return f"memories/{plain[-2:]}/{plain}.html"


def pack_for_site(
    blobs: BlobStore, one: ReadMemory, taken: Taken, *, frame: Frame, southern: bool
) -> Packing:
    """The files of a memory. Raises what the store raises, but for a file that is missing or
    damaged: that is its problem."""
    view = one.view
    stem, ending = name_of(view)
    base = taken.choose(f"originals/{year_folder(view)}", stem)
    files = pack_files(blobs, one, base, ending)
    card = _card(one, files, southern=southern)
    words = gather_words(_texts(one, card))
    place = page_of(view.id)
    body = _Page(one, files, card).write()
    html = page(frame, place, title=card.title, body=body)
    told = replace(card, words=words).as_json()
    files.entries.append(text_entry(place, html, type="text/html", card=told))
    for entry in files.entries:
        entry.about.update(memory=str(view.id), base=base)
    return Packing(files.entries, files.problem, view.id, view.bytes or 0)


def _card(one: ReadMemory, files: Files, *, southern: bool) -> Card:
    view = one.view
    said = " ".join(row.text for row in one.said)
    people = [(str(p.person_id), p.name) for p in view.people]
    return Card(
        id=str(view.id),
        kind=view.kind.value,
        title=title(view),
        alt=alt_text(view),
        when=when(view, southern=southern) or "",
        year=year_folder(view),
        sort=view.taken_sort,
        page=page_of(view.id),
        picture=files.picture,
        large=files.large or files.picture,
        width=view.width or 0,
        height=view.height or 0,
        plays=files.plays,
        length=say_clock(view.duration) if view.duration else "",
        line=_shorten(first_line(view) or said or one.read or ""),
        place=view.place or "",
        giver=view.contributor_name or "",
        badge=_badge(view),
        people=tuple(people),
        tags=tuple(tag.called for tag in view.tags if not tag.is_suggested),
        is_part=view.companion_of is not None,
        is_said=bool(one.said),
        is_letter=view.kind in (Kind.note, Kind.document) or bool(one.read),
    )


def _badge(view: AssetView) -> str:
    if view.review is not Review.published:
        return WAITING[view.review]
    return NOT_FOR_ALL[view.audience] if view.audience in _CLOSED else ""


_CLOSED = (Audience.only_me, Audience.keepers)


def _shorten(words: str) -> str:
    plain = " ".join(words.split())
    if len(plain) <= _FIRST_WORDS:
        return plain
    return plain[:_FIRST_WORDS].rsplit(" ", 1)[0] + " …"


def _texts(one: ReadMemory, card: Card) -> list[str]:
    view = one.view
    words = [card.title, card.place, card.giver, view.who or "", view.sender or ""]
    words += [name for _key, name in card.people]
    words += [tag.called for tag in view.tags]
    words += [view.alt_text or "", view.body or "", view.extracted_text or "", one.read or ""]
    return words + [row.text for row in one.said]


class _Page:
    """The page of one memory."""

    def __init__(self, one: ReadMemory, files: Files, card: Card) -> None:
        self._one = one
        self._view = one.view
        self._files = files
        self._card = card
        self._up = up_from(card.page)

    def write(self) -> str:
        return "\n".join(
            part
            for part in (
                self._badge(),
                self._show(),
                lines(self._view.body) if self._view.body else "",
                self._known(),
                self._said(),
                self._written(),
            )
            if part
        )

    def _badge(self) -> str:
        return f'<p class="badge">{text(self._card.badge)}</p>' if self._card.badge else ""

    def _show(self) -> str:
        files, view = self._files, self._view
        src = path_to(files.plays, up=self._up)
        if view.kind is Kind.video and files.plays:
            poster = f' poster="{path_to(files.large, up=self._up)}"' if files.large else ""
            label = text(self._card.alt)
            return (
                f'<video class="large" controls preload="none"{poster}{self._size()} '
                f'aria-label="{label}" src="{src}"></video>'
            )
        if view.kind is Kind.audio and files.plays:
            label = text(self._card.alt)
            return f'<audio controls preload="none" aria-label="{label}" src="{src}"></audio>'
        if not self._card.large:
            return ""
        picture = (
            f'<img class="large" src="{path_to(self._card.large, up=self._up)}" '
            f'alt="{text(self._card.alt)}"{self._size()}>'
        )
        opens = ending_of(files.original) in LOOKED_AT
        shown = link(files.original, picture, up=self._up) if opens else picture
        return f"<figure>{shown}</figure>"

    def _size(self) -> str:
        view = self._view
        return f' width="{view.width}" height="{view.height}"' if view.width and view.height else ""

    def _known(self) -> str:
        view, up = self._view, self._up
        people = ", ".join(
            link(f"people/{UUID(key).hex}.html", text(name), up=up)
            for key, name in self._card.people
        )
        spot = ""
        if view.latitude is not None and view.longitude is not None:
            spot = f"{view.latitude:.5f}, {view.longitude:.5f}"
        suggested = [tag.called for tag in view.tags if tag.is_suggested]
        return rows(
            [
                (_("When"), self._when()),
                (_("Where"), text(view.place or "") or text(spot)),
                (_("Who is on it"), people or text(view.who or "")),
                (_("In their words"), text(view.who or "") if people and view.who else ""),
                (_("Given by"), text(view.contributor_name or "")),
                (_("Sent by"), text(view.sender or "")),
                (_("What is in it"), text(", ".join(self._card.tags))),
                (_("A machine saw in it"), text(", ".join(suggested))),
                (_("Lasts"), say_length(view.duration) if view.duration else ""),
                (_("Belongs to"), self._belongs()),
                (_("With it"), self._beside()),
                (_("The file"), self._file()),
            ]
        )

    def _when(self) -> str:
        """In words, which tell how sure that is; who says so; and the way to its year."""
        view = self._view
        place = f"years/{self._card.year}.html"
        year = link(place, text(name_year(self._card.year)), up=self._up, at=f"m{view.id.hex}")
        if not view.taken:
            return year
        told = [text(self._card.when or view.taken)]
        if view.taken_source is not None:
            told.append(text(ORIGINS[view.taken_source]))
        return f"{'; '.join(told)} · {year}"

    def _belongs(self) -> str:
        view = self._view
        found = []
        if view.companion_of:
            words = COMPANIONS[view.companion_as] if view.companion_as else _("another memory")
            found.append(link(page_of(view.companion_of), text(words), up=self._up))
        if view.attached_to and view.attached_to != view.companion_of:
            words = _("another memory, which it came with")
            found.append(link(page_of(view.attached_to), text(words), up=self._up))
        return ", ".join(found)

    def _beside(self) -> str:
        return ", ".join(
            link(page_of(id), text(words), up=self._up) for id, words in self._one.beside
        )

    def _file(self) -> str:
        view, path = self._view, self._files.original
        if not path:
            return text(_("could not be packed")) if self._files.problem else ""
        name = text(path.rpartition("/")[2])
        opens = ending_of(path) in LOOKED_AT | PLAYED
        shown = link(path, name, up=self._up) if opens else name
        told = [say_bytes(view.bytes)] if view.bytes else []
        told.append(_("in the folder {folder}", folder=path.rpartition("/")[0]))
        return f'{shown}<span class="soft">{text(", ".join(told))}</span>'

    def _said(self) -> str:
        """What is said, each sentence with its second, from which the file plays."""
        if not self._one.said:
            return ""
        told, before = [], None
        for row in self._one.said:
            clock = text(say_clock(row.start))
            at = f"t={max(0.0, row.start):.1f}"
            time = (
                link(self._files.plays, clock, up=self._up, at=at, kind="time")
                if self._files.plays
                else f'<span class="time">{clock}</span>'
            )
            who = f"<b>{text(row.speaker)}:</b> " if row.speaker and row.speaker != before else ""
            before = row.speaker
            told.append(f'<li>{time}<p dir="auto">{who}{text(row.text)}</p></li>')
        head = text(_("What is said"))
        return f'<section><h2>{head}</h2><ol class="said">{"".join(told)}</ol></section>'

    def _written(self) -> str:
        view = self._view
        if self._one.read:
            head = pgettext("on a picture", "What is written on it")
            return f"<section><h2>{text(head)}</h2>{lines(self._one.read)}</section>"
        if view.extracted_text and view.body is None:
            head = _("Its words")
            return f"<section><h2>{text(head)}</h2>{lines(view.extracted_text)}</section>"
        return ""
