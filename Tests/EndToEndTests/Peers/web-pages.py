"""Opens pages of a server in Chromium, as a person would, and says what is wrong with each.

    web-pages.py ENTRY FOLDER [--trap] ADDRESS…

ENTRY is the address that the server printed, which lets in once. Each ADDRESS is looked at light and dark, 1280, 390 and 320 pixels wide:
html5lib must read it without an error, axe must find no violation, the console must be silent, nothing may hang over the side, and no
request may leave the server. With --trap, each is only opened, once with headers of texts of the kind that people write, and must run
nothing of them. Pictures are left in FOLDER, if it is not empty.
"""

import re
import sys
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import html5lib
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import sync_playwright

WIDTHS = [1280, 390, 320]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TRAP = "window.trapped = []; for (const name of ['alert', 'trap', 'confirm', 'prompt']) window[name] = () => window.trapped.push(name)"

HEADERS = ["<script>trap()</script>", '"><img src=x onerror=trap()>', "' autofocus onfocus=trap() x='", "https"]

words = [word for word in sys.argv[1:] if word != "--trap"]
entry, folder, addresses = words[0], words[1] and Path(words[1]), words[2:]
traps = "--trap" in sys.argv
if folder:
    folder.mkdir(parents=True, exist_ok=True)
site = "{0.scheme}://{0.netloc}".format(urlsplit(entry))
problems = []


def name_of(address):
    return re.sub(r"[^A-Za-z0-9.]+", "-", address).strip("-")[:60] or "registries"


def check(page, address, label):
    said, left = [], []
    on_console = lambda message: said.append(message.text)
    on_request = lambda request: left.append(request.url) if not request.url.startswith(site + "/") else None
    page.on("console", on_console)
    page.on("pageerror", on_console)
    page.on("request", on_request)
    response = page.goto(urljoin(site, address))
    problem = lambda text: problems.append(f"{address} ({label}): {text}")
    # A page that is not found says so in the console of every browser.
    if response.status < 400:
        for text in said:
            problem(f"console: {text}")
    for url in left:
        problem(f"asked for {url}")
    if page.evaluate("window.trapped?.length ?? 0"):
        problem(f"ran {page.evaluate('window.trapped')}")
    check_width(page, address, label)
    page.remove_listener("console", on_console)
    page.remove_listener("pageerror", on_console)
    page.remove_listener("request", on_request)
    return response


def check_width(page, address, label):
    width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    if width > 0:
        problems.append(f"{address} ({label}): hangs {width} px over the side")


def judge(page, address, scheme):
    """Loaded once, and looked at in each width."""
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    response = check(page, address, f"{WIDTHS[0]}-{scheme}")
    if scheme == "light":
        try:
            html5lib.HTMLParser(strict=True).parse(response.text())
        except Exception as error:
            problems.append(f"{address}: not HTML: {error!r}")
        timing = response.headers.get("server-timing", "")
        print(f"{address}: {timing.removeprefix('page;dur=')} ms, {len(response.body())} bytes")
    page.evaluate(AXE_SCRIPT)
    for width in WIDTHS:
        label = f"{width}-{scheme}"
        page.set_viewport_size({"width": width, "height": 900})
        check_width(page, address, label)
        found = page.evaluate(
            "rules => axe.run({runOnly: rules, resultTypes: ['violations']}).then(found => found.violations)", RULES)
        for violation in found:
            nodes = "; ".join(node["html"][:160] for node in violation["nodes"][:3])
            problems.append(f"{address} ({label}): {violation['id']}: {violation['help']}: {nodes}")
        if folder:
            page.screenshot(path=folder / f"{name_of(address)}-{label}.png", full_page=True)


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    context = browser.new_context(color_scheme="light", viewport={"width": 1280, "height": 900})
    context.add_init_script(TRAP)
    first = context.new_page()
    if first.goto(entry).status != 200 or "Sign in" in first.title():
        sys.exit(f"the address that lets in did not: {first.title()}")
    state = context.storage_state()
    # It lets in once.
    other = browser.new_context().new_page()
    if other.goto(entry).status != 401:
        sys.exit("the address that lets in once let in twice")
    if traps:
        first.on("dialog", lambda dialog: (problems.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        for number, address in enumerate(addresses):
            text = HEADERS[number % len(HEADERS)]
            first.set_extra_http_headers({"Accept-Language": text, "X-Forwarded-Proto": text, "X-Request-Id": text})
            check(first, address, "trap")
    else:
        for scheme in ["light", "dark"]:
            look = browser.new_context(color_scheme=scheme, storage_state=state)
            page = look.new_page()
            for address in addresses:
                judge(page, address, scheme)
            look.close()
    browser.close()

print(f"{len(addresses)} pages, {len(problems)} problems")
for problem in problems:
    print(problem)
sys.exit(1 if problems else 0)
