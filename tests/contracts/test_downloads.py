"""What ``storage.base.BlobStore`` promises of addresses by which a blob can be read."""

from __future__ import annotations

import re
from urllib.parse import unquote

import httpx
import pytest

from storage.base import BlobStore
from tests.contracts.places import StorePlace

KEY = "v1/0192f0c1/o/7d9a"
DISPOSITION = re.compile(r"""(\w+); filename="([^"\\%]+)"; filename\*=UTF-8''(\S+)""")
NAMES = [
    ("IMG 2682.heic", "IMG 2682.heic"),
    ("Avó Rosa 👵🏽 no jardim.jpg", "Avó Rosa 👵🏽 no jardim.jpg"),
    ('the "best"; a=b, 100%.txt', 'the "best"; a=b, 100%.txt'),
    ("祖母.mp4", "祖母.mp4"),
    ("../../etc/passwd", "_.._etc_passwd"),
    ("line\r\nSet-Cookie: a=b", "line__Set-Cookie: a=b"),
    ("photo\u202egpj.exe", "photogpj.exe"),
    ("lone \ud83d surrogate", "lone ? surrogate"),
    ("", "download"),
    ("é" * 400 + ".jpeg", "é" * 145 + ".jpeg"),
]


@pytest.mark.parametrize("inline", [True, False])
def test_a_presigned_url_gives_bytes_type_and_name(
    place: StorePlace, store: BlobStore, inline: bool
) -> None:
    store.put(KEY, [b"<script>alert(1)</script>"])
    for name, saved in NAMES:
        url = store.presigned_url(
            KEY, seconds=60, media_type="image/svg+xml", file_name=name, inline=inline
        )
        if not place.is_direct:
            assert url is None
            continue
        assert url is not None
        answer = httpx.get(url, trust_env=False)
        assert answer.status_code == 200
        assert answer.content == b"<script>alert(1)</script>"
        assert answer.headers["content-type"] == "image/svg+xml"
        disposition = answer.headers["content-disposition"]
        match = DISPOSITION.fullmatch(disposition)
        assert match, disposition
        assert match[1] == ("inline" if inline else "attachment")
        assert match[2].isascii()
        assert unquote(match[3], errors="strict") == saved
        part = httpx.get(url, headers={"Range": "bytes=1-6"}, trust_env=False)
        assert (part.status_code, part.content) == (206, b"script")
