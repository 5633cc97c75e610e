"""What is known of a memory beside its file: XMP, as programs for photographs read it."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from chest.assets.views import AssetView
from chest.exports.names import date_of

_HEAD = """\
<?xpacket begin="\N{ZERO WIDTH NO-BREAK SPACE}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:exif="http://ns.adobe.com/exif/1.0/"
    xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
    xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/\""""
_TAIL = """\
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
"""


def write_xmp(view: AssetView) -> str:
    """The sidecar of a file: its date as far as that can be said in XMP, caption, place, who is on
    it, tags that a person gave, and who added it."""
    plain = {"photoshop:DateCreated": _date(view), "Iptc4xmpCore:Location": view.place or ""}
    if view.latitude is not None and view.longitude is not None:
        plain["exif:GPSLatitude"] = _degrees(view.latitude, "N", "S")
        plain["exif:GPSLongitude"] = _degrees(view.longitude, "E", "W")
    lines = [f"    {name}={quoteattr(_xml(value))}" for name, value in plain.items() if value]
    body = []
    if view.caption:
        body.append(_list("dc:description", "Alt", [view.caption], language=True))
    if view.alt_text:
        body.append(
            _list("Iptc4xmpCore:AltTextAccessibility", "Alt", [view.alt_text], language=True)
        )
    tags = [tag.label for tag in view.tags if not tag.is_suggested]
    if tags:
        body.append(_list("dc:subject", "Bag", tags))
    people = list(dict.fromkeys(one.name for one in view.people)) or (
        [view.who] if view.who else []
    )
    if people:
        body.append(_list("Iptc4xmpExt:PersonInImage", "Bag", people))
    if view.contributor_name:
        body.append(_list("dc:contributor", "Bag", [view.contributor_name]))
    return "\n".join([_HEAD, *lines]) + ">\n" + "".join(body) + _TAIL


def _date(view: AssetView) -> str:
    """XMP knows a year, a month, a day and a moment, and no doubt about them."""
    if not view.taken:
        return ""
    if view.taken == view.taken_earliest or len(view.taken) == 19:  # a day, or a moment
        return view.taken
    date = date_of(view)
    return "" if "X" in date else date


def _list(name: str, kind: str, values: list[str], *, language: bool = False) -> str:
    mark = ' xml:lang="x-default"' if language else ""
    items = "".join(f"     <rdf:li{mark}>{escape(_xml(one))}</rdf:li>\n" for one in values)
    return f"   <{name}>\n    <rdf:{kind}>\n{items}    </rdf:{kind}>\n   </{name}>\n"


def _xml(text: str) -> str:
    """Without what no XML can hold."""
    return "".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))


def _degrees(value: float, plus: str, minus: str) -> str:
    whole, part = divmod(abs(value), 1)
    return f"{int(whole)},{part * 60:.6f}{plus if value >= 0 else minus}"
