"""What people write: addresses."""

from __future__ import annotations

from pathlib import Path

import pytest

from chest.accounts.manager import AccountManager
from chest.accounts.sessions import LoginSessions
from chest.contributions.manager import ContributionManager
from chest.database import Database
from chest.errors import Invalid
from chest.models import Role
from chest.security.signing import Signer
from chest.security.throttle import WindowThrottle
from chest.settings import Settings
from chest.texts import clean_email, fold_email
from tests.builders import add_family, add_link, open_link_session
from tests.mailing import open_invitations

# The same address as four keyboards write it: capitals, blanks, an "é" of two characters, and the
# place as the network spells it.
SPELLINGS = [
    "Ana@Café.example.org",
    " ana@café.example.org ",
    "ana@cafe\u0301.example.org",
    "ana@xn--caf-dma.example.org",
]


@pytest.fixture
def accounts(database: Database, tmp_path: Path) -> AccountManager:
    return AccountManager(
        database=database,
        settings=Settings(data_dir=tmp_path, _env_file=None),
        throttle=WindowThrottle(),
        sign_ins=LoginSessions(database=database),
        setup_key=b"k" * 32,
    )


@pytest.mark.parametrize("typed", SPELLINGS)
def test_an_address_is_one_however_it_is_typed(typed: str) -> None:
    assert clean_email(typed) == fold_email(typed) == "ana@café.example.org"


@pytest.mark.parametrize("typed", ["", "ana at home", "ana@", "@example.org", "a\x00@example.org"])
def test_what_is_no_address_is_refused_where_it_is_kept_and_unknown_where_it_is_looked_up(
    typed: str,
) -> None:
    with pytest.raises(Invalid):
        clean_email(typed)
    assert fold_email(typed) == typed


@pytest.mark.parametrize("typed", SPELLINGS)
def test_accounts_invitations_and_contributions_keep_the_same_address(
    database: Database, accounts: AccountManager, typed: str
) -> None:
    family = add_family(database)
    account = accounts.sign_up(
        email=typed, password="long enough", name="Ana", setup_code=accounts.setup_code
    )
    offer = open_invitations(database).invite(
        family.keeper, family.chest_id, role=Role.viewer, email=typed
    )
    browser = open_link_session(database, add_link(database, family.chest_id, family.keeper))
    gift = ContributionManager(database=database, signer=Signer(b"0" * 32)).open_draft(
        browser, name="Ana", contact_email=typed, consent=True
    )
    assert {account.email, offer.email, gift.contact_email} == {"ana@café.example.org"}


@pytest.mark.parametrize("typed", SPELLINGS)
def test_an_account_is_found_by_its_address_however_it_is_typed(
    accounts: AccountManager, typed: str
) -> None:
    accounts.sign_up(
        email=SPELLINGS[0], password="long enough", name="Ana", setup_code=accounts.setup_code
    )
    assert accounts.sign_in(email=typed, password="long enough")


@pytest.mark.parametrize("typed", SPELLINGS)
def test_an_account_is_found_for_a_new_password_however_its_address_is_typed(
    accounts: AccountManager, typed: str
) -> None:
    accounts.sign_up(
        email=SPELLINGS[0], password="long enough", name="Ana", setup_code=accounts.setup_code
    )
    accounts.sign_in(email=typed, password="long enough")
    assert accounts.count_sessions(email=typed) == {"browser": 1}
    accounts.set_password(email=typed, password="another long one")
    assert accounts.count_sessions(email=typed) == {}
