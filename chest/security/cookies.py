"""The names of our cookies: routes set them, pages read them."""

from __future__ import annotations

SESSION_COOKIE = "chest_session"  # who is signed in
LINK_COOKIE = "chest_link"  # what a share link opened
RECEIPT_COOKIE = "chest_receipt"  # what one gave
FLASH_COOKIE = "chest_flash"  # a sentence for the next page
