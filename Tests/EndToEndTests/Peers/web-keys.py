"""Uses pages of a server by keys alone, in Chromium, and says what did not happen.

    web-keys.py ENTRY

ENTRY is the address that the server printed, which lets in once.
"""

import sys
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import sync_playwright

entry = sys.argv[1]
site = "{0.scheme}://{0.netloc}".format(urlsplit(entry))
model = "/Fine_Tuned_Models/sentiment"
problems = []


def expect(what, found, wanted):
    if found != wanted:
        problems.append(f"{what}: {found!r}, not {wanted!r}")


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    context = browser.new_context(viewport={"width": 1280, "height": 900}, timezone_id="Asia/Tokyo")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    # On a loaded machine a page may be shown before the browser's own fade from the last one begins, which it then calls an error.
    ours = lambda error: "Transition was aborted" not in str(error)
    page.on("pageerror", lambda error: problems.append(f"script: {error}") if ours(error) else None)
    page.goto(entry)

    path = lambda: urlsplit(page.url).path
    focus = lambda: page.evaluate("document.activeElement.textContent || document.activeElement.name")

    def go(*keys, to):
        for key in keys:
            page.keyboard.press(key)
        try:
            page.wait_for_url(urljoin(site, to), timeout=3000)
        except Exception:
            problems.append(f"{' '.join(keys)} led to {page.url}, not to {to}")

    go("g", "h", to="/-/history")
    go("g", "r", to="/")
    go("g", "m", to="/-/members")
    go("?", to="/-/help")
    go("g", "p", to="/-/proposals")
    # What `e` edits is what the page shows.
    for shown, edited in [(model, f"{model}/-/settings"), (f"{model}@1.2.0", f"{model}@1.2.0/-/edit")]:
        page.goto(urljoin(site, shown))
        go("e", to=edited)
    page.goto(urljoin(site, "/"))
    page.keyboard.press("/")
    expect("/ goes to the search field", focus(), "q")
    # In a field they are letters.
    page.keyboard.type("gh?jx")
    expect("letters in a field", page.input_value(".find input"), "gh?jx")
    expect("letters in a field lead nowhere", path(), "/")

    page.goto(urljoin(site, model))
    numbers = page.locator("main tbody tr:not(.line) .ver").all_inner_texts()
    page.keyboard.press("j")
    expect("j", focus(), numbers[0])
    page.keyboard.press("j")
    expect("j again", focus(), numbers[1])
    page.keyboard.press("k")
    expect("k", focus(), numbers[0])
    page.keyboard.press("k")
    expect("k at the top", focus(), numbers[0])
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect("x", page.locator("td > input:checked").count(), 2)
    expect("what is picked is counted", page.inner_text(".picked span"), "2 picked")
    # A modifier makes another key of it, and g alone waits for a moment only.
    page.keyboard.press("Control+c")
    expect("Ctrl and c", path(), model)
    page.keyboard.press("g")
    page.wait_for_timeout(1700)
    page.keyboard.press("h")
    expect("g, and h much later", path(), model)
    page.keyboard.press("c")
    page.wait_for_url("**/-/compare?v=*")
    expect("c", path(), f"{model}/-/compare")

    # A plot's point and its row.
    page.goto(urljoin(site, model))
    page.hover("main tbody tr:not(.line) .note >> nth=0")
    expect("a row lights its point", page.locator(".plot a.lit").count(), 1)
    page.locator(".plot a").first.focus()
    expect("a point lights its row", page.locator("tr.lit").count(), 1)

    # Copying, and the reader's own time.
    page.goto(urljoin(site, f"{model}@1.2.0"))
    page.hover(".use .p1 pre")
    page.click(".use .p1 .copy")
    page.wait_for_selector("text=Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    expect("what is copied", copied.startswith("git registry pull ") and "Copy" not in copied, True)
    title = page.locator("main time[datetime*=T]").first.get_attribute("title")
    expect("the reader's time", "GMT+9" in (title or ""), True)

    # Off, and on again.
    page.goto(urljoin(site, "/-/me"))
    page.click("text=Switch the keys off")
    page.wait_for_selector("text=Switch the keys on")
    expect("off", page.locator("html").get_attribute("data-keys"), "off")
    page.keyboard.press("g")
    page.keyboard.press("h")
    page.wait_for_timeout(300)
    expect("keys that are off", path(), "/-/me")
    page.click("text=Switch the keys on")
    page.wait_for_selector("text=Switch the keys off")
    go("g", "h", to="/-/history")
    browser.close()

for problem in problems:
    print(problem)
sys.exit(1 if problems else 0)
