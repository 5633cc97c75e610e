"""Copies of PDF and of plain text that do not tell where they were made.

Runs inside the decoding process, as the copies of pictures do (`ai.media.redaction`): built from
what is known to make the page, and read once more afterwards by other code.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Operator, Stream
from PIL import Image, UnidentifiedImageError

from ai.media import containers, files, opening, second_look
from ai.media.texts import TEXT_LIMIT, text
from ai.media.types import MediaError, MediaErrorKind

_CATALOG = {"/Type", "/Pages", "/Version", "/Lang", "/PageLayout", "/ViewerPreferences"}
_PAGES = {"/Type", "/Parent", "/Kids", "/Count", "/Resources", "/MediaBox", "/CropBox", "/Rotate"}
_PAGE = {
    *(_PAGES - {"/Kids", "/Count"}),
    *("/BleedBox", "/TrimBox", "/ArtBox", "/Contents", "/Group", "/UserUnit"),
}
_RESOURCES = {"/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/XObject", "/Font", "/ProcSet"}
_STREAM = {"/Length", "/Filter", "/DecodeParms"}
_FORM = {"/Type", "/Subtype", "/FormType", "/BBox", "/Matrix", "/Resources", "/Group", *_STREAM}
_TILES = {
    *("/Type", "/PatternType", "/PaintType", "/TilingType", "/BBox", "/XStep", "/YStep"),
    *("/Resources", "/Matrix", *_STREAM),
}
_IMAGE = {
    *("/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Decode"),
    *("/Intent", "/ImageMask", "/Mask", "/SMask", "/Interpolate", "/Matte", "/SMaskInData"),
    *_STREAM,
}
# Of fonts, colours and what else a page draws with, all but what says something about the file.
_TELLING = {
    *("/Metadata", "/PieceInfo", "/LastModified", "/AF", "/EF", "/Measure", "/VP", "/PtData"),
    *("/LGIDict", "/OPI", "/Alternates", "/AA", "/JS", "/Annots", "/URI", "/OpenAction"),
    *("/AcroForm", "/StructTreeRoot"),
}
_NEVER = {
    *_TELLING,
    *("/Ref", "/Properties", "/OC", "/A", "/StructParent", "/StructParents", "/B", "/Thumb", "/ID"),
    *("/Info", "/Names", "/Outlines", "/Collection"),
}
# The keys of these are names that the document gave itself.
_NAMED = {"/CharProcs", "/Colorants"}
_MARKS_WITH_WORDS = {"BDC": "BMC", "DP": "MP"}
_DEEPEST = 200
_UNREADABLE = (*(pikepdf.PikepdfError, pypdfium2.PdfiumError, zlib.error, *opening.BROKEN),)
_NO_COLOURS = "no copy is made of a picture with these colours"

# What programs write of a place, in a file that looks like text.
_PLACE_IN_TEXT = re.compile(
    r"\b(gps|latitude|longitude|geo:|wgs-?84|plus\.codes)|\$G[PN][A-Z]{3}"
    r"|\d{1,3}[.,]\d{4,}\D{1,40}\d{1,3}[.,]\d{4,}|\d{1,3}\s*[°º]\s*\d{1,2}",
    re.IGNORECASE,
)
_STRUCTURED = re.compile(r"\s*([<{\[]|BEGIN:|---\n)")


def copy_pdf(path: Path, out: Path) -> None:
    """Writes to `out` the pages alone, as they are seen: no facts about the document, no
    attachments, links, scripts or form fields (what was filled in is drawn), and pictures without
    EXIF. Raises MediaError where it cannot be read or needs a password, where layers are hidden,
    and where a picture is coded in a way that cannot be looked into."""
    try:
        with files.lending(path), pikepdf.open(path) as document:
            _refuse_hidden_layers(document)
            with suppress(pikepdf.PdfError, RuntimeError):  # a form that cannot be drawn stays away
                document.generate_appearance_streams()
                document.flatten_annotations("all")
            pages = len(document.pages)
            _Pages(document).keep_what_is_seen()
            document.save(out, fix_metadata_version=False, deterministic_id=True)
        _look_again(out, pages)
    except pikepdf.PasswordError as error:
        raise MediaError(MediaErrorKind.unsupported, "needs a password") from error
    except _UNREADABLE as error:
        raise MediaError(MediaErrorKind.unreadable, f"{type(error).__name__}: {error}") from error


def copy_text(path: Path, out: Path) -> None:
    """Writes to `out` the words in UTF-8. Raises MediaError for what is longer than is read at
    once, and for whatever may be a list of places or the facts about another file."""
    words = text(path)
    if len(words) >= TEXT_LIMIT:
        raise MediaError(MediaErrorKind.unsupported, "too long to be looked through")
    if _STRUCTURED.match(words) or _PLACE_IN_TEXT.search(words):
        raise MediaError(MediaErrorKind.unsupported, "it may name a place")
    out.write_text(words, encoding="utf-8", newline="\n")


def _refuse_hidden_layers(document: pikepdf.Pdf) -> None:
    """Without their list all layers are seen, hidden ones too."""
    layers = document.Root.get("/OCProperties")
    usual = layers.get("/D", Dictionary()) if layers is not None else Dictionary()
    if usual.get("/OFF") or usual.get("/BaseState") == Name.OFF:
        raise MediaError(MediaErrorKind.unsupported, "layers of it are hidden")


class _Pages:
    """Reduces an opened document to what its pages show."""

    def __init__(self, document: pikepdf.Pdf) -> None:
        self._document = document
        self._seen: set[tuple[int, int]] = set()

    def keep_what_is_seen(self) -> None:
        root = self._document.Root
        for key in set(root.keys()) - _CATALOG:
            del root[key]
        for key in list(self._document.trailer.keys()):
            if key in ("/Info", "/ID"):
                del self._document.trailer[key]
        for page in self._document.pages:
            _keep(page.obj, _PAGE)
            parent = page.obj.get("/Parent")
            while parent is not None and self._is_new(parent):
                _keep(parent, _PAGES)
                self._resources(parent.get("/Resources"))
                parent = parent.get("/Parent")
            self._resources(page.obj.get("/Resources"))
            if "/Contents" in page.obj:
                drawn = _drawn(pikepdf.parse_content_stream(page))
                page.obj.Contents = Stream(self._document, drawn)

    def _is_new(self, found: Any) -> bool:
        """Whether this object was not reached yet; what has no number of its own always is."""
        number = found.objgen
        if number == (0, 0):
            return True
        if number in self._seen:
            return False
        self._seen.add(number)
        return True

    def _resources(self, found: Any, depth: int = 0) -> None:
        if not isinstance(found, Dictionary) or not self._is_new(found):
            return
        _keep(found, _RESOURCES)
        for named in found.values():
            if isinstance(named, Dictionary):
                self._walk_all(named.values(), depth)

    def _walk(self, found: Any, depth: int) -> None:
        if depth > _DEEPEST:
            raise ValueError("nested too deeply")
        if isinstance(found, Array):
            if self._is_new(found):
                self._walk_all(found, depth)
            return
        if not isinstance(found, Dictionary | Stream) or not self._is_new(found):
            return
        if isinstance(found, Stream):
            self._stream(found)
        elif found.get("/Subtype") == Name.Type3:
            for glyph in found.get("/CharProcs", Dictionary()).values():
                _redraw(glyph)
        for key in set(found.keys()) & _NEVER:
            del found[key]
        for key, value in list(found.items()):
            if key == "/Resources":
                self._resources(value, depth + 1)
            elif key in _NAMED and isinstance(value, Dictionary):
                self._walk_all(value.values(), depth)
            else:
                self._walk(value, depth + 1)

    def _walk_all(self, found: Iterable[Any], depth: int) -> None:
        for each in found:
            self._walk(each, depth + 1)

    def _stream(self, stream: Any) -> None:
        kind = stream.get("/Subtype")
        if kind == Name.Image:
            _keep(stream, _IMAGE)
            _clean_image(stream)
        elif kind == Name.Form:
            _keep(stream, _FORM)
            _redraw(stream)
        elif stream.get("/PatternType") == 1:
            _keep(stream, _TILES)
            _redraw(stream)
        elif kind is not None and kind in (Name.XML, Name.PS):
            raise ValueError(f"a stream of kind {kind} among what draws")


def _keep(found: Any, keys: set[str]) -> None:
    for key in set(found.keys()) - keys:
        del found[key]


def _redraw(stream: Any) -> None:
    stream.write(_drawn(pikepdf.parse_content_stream(stream)))


def _drawn(instructions: Any) -> bytes:
    """The same drawing without remarks, and without words that only programs read."""
    kept: list[Any] = []
    for one in instructions:
        if isinstance(one, pikepdf.ContentStreamInlineImage):
            if any("DCT" in str(each) or "JPX" in str(each) for each in one.iimage.filters):
                raise ValueError("a photograph within a drawing")
            kept.append(one)
            continue
        plain = _MARKS_WITH_WORDS.get(str(one.operator))
        if plain is not None:
            kept.append(ContentStreamInstruction([one.operands[0]], Operator(plain)))
        else:
            kept.append(one)
    return pikepdf.unparse_content_stream(kept)


def _clean_image(stream: Any) -> None:
    filters = stream.get("/Filter")
    names = [str(each) for each in (filters if isinstance(filters, Array) else [filters])]
    if "/JPXDecode" in names:
        _write_anew(stream)
    elif "/DCTDecode" in names:
        data = stream.read_raw_bytes()
        if names == ["/FlateDecode", "/DCTDecode"]:
            data = zlib.decompress(data)
        elif names != ["/DCTDecode"]:
            _write_anew(stream)
            return
        parameters = stream.get("/DecodeParms")
        if isinstance(parameters, Array):
            parameters = parameters[-1]
        plain = b"".join(containers.jpeg(data, b""))
        stream.write(plain, filter=Name.DCTDecode, decode_parms=parameters)


def _write_anew(stream: Any) -> None:
    """A picture whose parts nobody here can tell apart, decoded and coded again."""
    picture = pikepdf.PdfImage(stream).as_pil_image()
    colours = {"L": Name.DeviceGray, "RGB": Name.DeviceRGB}.get(picture.mode)
    if colours is None:
        raise ValueError(_NO_COLOURS)
    packed = io.BytesIO()
    plain = Image.new(picture.mode, picture.size)
    plain.paste(picture)
    plain.save(packed, "JPEG", quality=92, subsampling=0)
    stream.write(packed.getvalue(), filter=Name.DCTDecode)
    stream.ColorSpace, stream.BitsPerComponent = colours, 8
    for key in ("/Decode", "/SMaskInData"):
        if key in stream:
            del stream[key]


def _look_again(out: Path, pages: int) -> None:
    with pikepdf.open(out) as copy:
        if set(copy.Root.keys()) - _CATALOG or "/Info" in copy.trailer:
            raise _telling("facts about the document")
        for found in copy.objects:
            if isinstance(found, Dictionary | Stream):
                _look_at(found)
    document = pypdfium2.PdfDocument(out)
    try:
        if len(document) != pages:
            raise MediaError(MediaErrorKind.unreadable, "pages are missing in the copy")
        if any(document.get_metadata_dict().values()) or document.count_attachments():
            raise _telling("words about the document or attachments")
    finally:
        document.close()


def _look_at(found: Any) -> None:
    if left := set(found.keys()) & _TELLING:
        raise _telling(", ".join(sorted(left)))
    if not isinstance(found, Stream):
        return
    if (
        found.get("/Type") in (Name.Metadata, Name.EmbeddedFile)
        or found.get("/Subtype") == Name.XML
    ):
        raise _telling(f"a stream of kind {found.get('/Type')}")
    if found.get("/Filter") == Name.DCTDecode:
        data = found.read_raw_bytes()
        try:
            with Image.open(io.BytesIO(data), formats=["JPEG"]) as picture:
                second_look.look_at_picture(picture, tags=())
        except (UnidentifiedImageError, *opening.BROKEN) as error:
            raise MediaError(MediaErrorKind.unreadable, f"a picture in it: {error}") from error


def _telling(what: str) -> MediaError:
    return MediaError(MediaErrorKind.unreadable, f"the copy for links still holds {what}")
