"""Reads a proposal and merges it, and closes another one, as a person would.

    web-proposal.py ENTRY WAY

ENTRY is the address that the server printed, which lets in once. WAY is script, plain (without script) or keys (without a mouse).
"""

import sys
from urllib.parse import urljoin

from playwright.sync_api import sync_playwright

entry, way = sys.argv[1:]


def press(page, button):
    """Activates a button by Tab and Enter, or by the mouse."""
    if way != "keys":
        return button.click()
    page.locator("body").press("Tab")
    for _ in range(80):
        if button.evaluate("element => element === document.activeElement"):
            return page.keyboard.press("Enter")
        page.keyboard.press("Tab")
    sys.exit(f"Tab does not reach {button.text_content()}")


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    page = browser.new_context(java_script_enabled=way != "plain").new_page()
    page.goto(entry)
    # What waits for whom who may approve it.
    waiting = page.locator(".side section", has_text="Waiting for you")
    assert waiting.count() == 1, page.content()
    if way == "keys":
        page.keyboard.press("g")
        page.keyboard.press("p")
        page.wait_for_url("**/-/proposals")
    else:
        page.get_by_label("Main", exact=True).get_by_role("link", name="Proposals").click()
    assert page.locator("tbody tr").count() == 2
    press(page, page.locator("tbody a", has_text="Publish"))
    page.wait_for_url("**/-/proposals/retrain")
    assert page.locator(".verdict", has_text="needs a person").count() == 1
    press(page, page.locator(".tabs a", has_text="Files"))
    page.wait_for_url("**/files")
    assert "+   production: 1.3.0" in page.locator("main").text_content()
    page.go_back()
    page.wait_for_url("**/-/proposals/retrain")
    # The same address comes again.
    with page.expect_navigation():
        press(page, page.get_by_role("button", name="Merge into main"))
    assert page.locator(".head .chip", has_text="merged").count() == 1, page.content()
    page.goto(urljoin(entry, "/Fine_Tuned_Models/sentiment@production"))
    assert page.url.split("?")[0].endswith("@1.3.0"), page.url
    page.goto(urljoin(entry, "/-/proposals/broken"))
    assert page.get_by_role("button", name="Merge").count() == 0
    press(page, page.get_by_role("button", name="Close"))
    page.wait_for_url("**/-/proposals")
    assert page.locator("tbody tr").count() == 0 and "There is no branch to merge" in page.content()
    browser.close()
