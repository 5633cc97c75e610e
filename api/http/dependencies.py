"""What routes ask for: the library, and who is asking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header, Request

from chest.access.viewers import ANONYMOUS, Viewer
from chest.errors import Gone
from chest.library import Library
from chest.security.cookies import LINK_COOKIE, RECEIPT_COOKIE, SESSION_COOKIE
from chest.sharing.links import gone


def get_library(request: Request) -> Library:
    library: Library = request.app.state.library
    return library


LibraryDep = Annotated[Library, Depends(get_library)]


@dataclass(frozen=True)
class Viewers:
    """Everyone this request could speak for. Each route asks as one of them, never as their sum."""

    account: Viewer = ANONYMOUS
    link: Viewer = ANONYMOUS
    receipt: Viewer = ANONYMOUS

    @property
    def one(self) -> Viewer:
        """The account if there is one, else the link, else the receipt, else nobody."""
        return next(
            (v for v in (self.account, self.link, self.receipt) if v is not ANONYMOUS), ANONYMOUS
        )

    def speaking_as(self, kind: str | None) -> Viewer:
        """The one of this kind ("account", "link", "receipt"), for a page that speaks for it while
        somebody is signed in besides; without a kind, `one`. Nobody becomes more by it."""
        if kind is None:
            return self.one
        return {"account": self.account, "link": self.link, "receipt": self.receipt}.get(
            kind, ANONYMOUS
        )

    @property
    def all(self) -> tuple[Viewer, ...]:
        return tuple(v for v in (self.account, self.link, self.receipt) if v is not ANONYMOUS)


def get_viewers(request: Request, library: LibraryDep) -> Viewers:
    """Who is asking, read afresh from the database for this request.

    A bearer token or the session cookie names an account; the link cookie, or X-Share-Token with
    X-Receipt, names a link session; X-Receipt, or its cookie, names what its holder gave.

    Raises Gone for a token of a link that has ended, and for a browser that has nothing but such a
    link: that is what to say, and not that one should sign in, or that there is nothing.
    """
    authorization = request.headers.get("authorization", "")
    if authorization.lower().startswith("bearer "):
        account = library.sign_ins.find_viewer_by_access_token(authorization[7:].strip())
    else:
        account = library.sign_ins.find_viewer(request.cookies.get(SESSION_COOKIE))
    link: Viewer | None
    share_token = request.headers.get("x-share-token")
    if share_token:
        link = library.visits.find_viewer_by_token(
            share_token,
            receipt=request.headers.get("x-receipt"),
            cookie=request.cookies.get(LINK_COOKIE),
        )
    else:
        link = library.visits.find_viewer(request.cookies.get(LINK_COOKIE))
    receipt = library.receipts.find_viewer_by_receipt(
        request.headers.get("x-receipt") or request.cookies.get(RECEIPT_COOKIE)
    )
    if account is None and link is None:
        request.state.end_of_link = _end_of_link(request, library)
        if receipt is None and request.state.end_of_link is not None:
            raise request.state.end_of_link
    return Viewers(
        account=account or ANONYMOUS, link=link or ANONYMOUS, receipt=receipt or ANONYMOUS
    )


def _end_of_link(request: Request, library: Library) -> Gone | None:
    """How the link of a browser ended that is not signed in, and was not a moment ago."""
    cookie = request.cookies.get(LINK_COOKIE)
    if not cookie or SESSION_COOKIE in request.cookies or "authorization" in request.headers:
        return None
    status = library.visits.describe(cookie)
    return gone(status.state) if status is not None and status.has_ended else None


ViewersDep = Annotated[Viewers, Depends(get_viewers)]


def get_account(viewers: ViewersDep) -> Viewer:
    """The account that asks, or ANONYMOUS; managers refuse ANONYMOUS with NotSignedIn."""
    return viewers.account


AccountDep = Annotated[Viewer, Depends(get_account)]


def get_one(
    viewers: ViewersDep,
    x_speaks_as: Annotated[
        str | None, Header(description="account, link or receipt, of those that the request has")
    ] = None,
) -> Viewer:
    return viewers.speaking_as(x_speaks_as)


ViewerDep = Annotated[Viewer, Depends(get_one)]
