"""What happened in a chest, as its keepers read it: plain words, filters, nothing of what is in it."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlmodel import col, update

from chest.access.audit import record, record_download
from chest.library import Library
from chest.models import AuditEvent, Role, new_id
from chest.settings import Settings  # noqa: F401
from pages.parts.deeds import say_deed
from tests.builders import account_of, add_link, open_link_session
from tests.pages.visits import Visitor, sign_up, words
