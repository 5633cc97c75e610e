"""An address that is copied or sent, and answers that survive a phone that rings."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.pages.components.harness_server import Harness

ADDRESS = "https://chest.example.org/c/token"
# What browsers do not let a page do, without a secure address or by a person's choice.
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', { value: undefined });"
NO_COPYING = NO_CLIPBOARD + "document.execCommand = () => false;"
# Keeps what the page itself lets be copied.
NOTE_COPIES = """
window.copies = [];
document.addEventListener("copy", () => {
  let from = document.activeElement;
  while (from.shadowRoot?.activeElement) from = from.shadowRoot.activeElement;
  window.copies.push(from.value.slice(from.selectionStart, from.selectionEnd));
});
"""


def open_sender(page: Page, harness: Harness) -> None:
    page.goto(f"{harness.url}/send")
    page.get_by_role("button", name="Copy the link").wait_for(timeout=60_000)


@pytest.mark.browser
def test_the_address_is_copied_and_the_button_says_so(page: Page, harness: Harness) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_sender(page, harness)
    field = page.get_by_label("The address of this link")
    expect(field).to_have_value(ADDRESS)
    page.get_by_role("button", name="Copy the link").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    expect(page.get_by_text("Paste it into a message")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == ADDRESS
    box = page.locator('[data-part="copy"]').bounding_box()  # soon it says its first words again
    assert box
    assert min(box["height"], box["width"]) >= 44
    expect(page.get_by_role("button", name="Copy the link")).to_be_visible()


@pytest.mark.browser
def test_without_a_secure_address_it_is_copied_as_of_old(page: Page, harness: Harness) -> None:
    page.add_init_script(NOTE_COPIES)
    port = harness.url.rpartition(":")[2]
    page.goto(f"http://chest.test:{port}/send")
    page.get_by_role("button", name="Copy the link").click(timeout=60_000)
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("[isSecureContext, window.copies]") == [False, [ADDRESS]]


@pytest.mark.browser
@pytest.mark.parametrize(("touch", "words"), [(False, "Ctrl and C"), (True, "Press long")])
def test_where_copying_is_refused_it_says_how(
    browser: Browser, harness: Harness, touch: bool, words: str
) -> None:
    context = browser.new_context(has_touch=touch, is_mobile=touch)
    page = context.new_page()
    page.add_init_script(NO_COPYING)
    open_sender(page, harness)
    page.get_by_role("button", name="Copy the link").click()
    expect(page.get_by_text(words)).to_be_visible()
    expect(page.get_by_role("button", name="Copied")).to_have_count(0)
    chosen = page.get_by_label("The address of this link").evaluate(
        "field => field.value.slice(field.selectionStart, field.selectionEnd)"
    )
    assert chosen == ADDRESS
    context.close()


@pytest.mark.browser
def test_sending_is_offered_only_where_the_browser_can(page: Page, harness: Harness) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'share', { value: undefined });")
    open_sender(page, harness)
    expect(page.get_by_role("button", name="Send…")).to_have_count(0)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("ends", "says"),
    [(None, ""), ("AbortError", ""), ("NotAllowedError", "did not work")],
    ids=["sent", "changed-their-mind", "refused"],
)
def test_the_phone_gets_the_address_with_a_few_words(
    page: Page, harness: Harness, ends: str | None, says: str
) -> None:
    end = f"Promise.reject(new DOMException('', '{ends}'))" if ends else "Promise.resolve()"
    # `over` comes after everything that the page does in answer to the end of sending.
    over = "setTimeout(() => { window.over = true; })"
    page.add_init_script(
        f"navigator.share = (what) => {{ window.shared = what; {over}; return {end}; }};"
    )
    open_sender(page, harness)
    page.get_by_role("button", name="Send…").click()
    page.wait_for_function("() => window.over")
    assert page.evaluate("window.shared") == {"title": "Memories", "text": "Look.", "url": ADDRESS}
    state = page.locator('.sender [data-part="state"]')
    if says:
        expect(state).to_contain_text(says)
    else:
        assert state.text_content() == ""


@pytest.mark.browser
def test_what_was_typed_is_there_after_a_reload_until_the_server_has_it(
    page: Page, harness: Harness
) -> None:
    page.goto(f"{harness.url}/ask")
    name = page.get_by_label("Your name")
    name.fill("Graça", timeout=60_000)
    page.get_by_label("How you knew her").fill("her sister")
    page.reload()
    expect(name).to_have_value("Graça", timeout=60_000)
    expect(page.get_by_label("How you knew her")).to_have_value("her sister")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("Told: Graça, her sister")).to_be_visible()
    # The server knows a name now, so whoever comes here again begins with that.
    page.get_by_role("link", name="Live", exact=True).click()
    expect(page.get_by_role("heading", name="Live")).to_be_visible()
    page.get_by_role("link", name="Ask", exact=True).click()
    expect(name).to_have_value("Graça")
    expect(page.get_by_label("How you knew her")).to_have_value("")


@pytest.mark.browser
def test_a_missing_answer_is_asked_for_where_it_is_missing(page: Page, harness: Harness) -> None:
    page.goto(f"{harness.url}/ask")
    name = page.get_by_label("Your name")
    name.fill("   ", timeout=60_000)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("alert").filter(has_text="Please write your name.")).to_be_visible()
    expect(name).to_be_focused()
    expect(page.get_by_text("Told: None")).to_be_visible()
    name.fill("Graça")
    name.press("Enter")
    expect(page.get_by_text("Told: Graça")).to_be_visible()
