"""Reads a site of files as people do: from a plain web server below a path, and as file://. Says what is wrong with it.

    site-pages.py SITE FOLDER

Every file is read by html5lib without an error, every link leads to a file, and none leads to a server. Some pages are looked at in
Chromium, light and dark, 1280 and 390 pixels wide, from the server and from the folder: axe must find no violation, the console must be
silent, nothing may hang over the side. Search, sorting and filtering must work, by script. Pictures are left in FOLDER.
"""

import functools
import http.server
import sys
import threading
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from urllib.request import urlopen

import html5lib
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
site, folder = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
folder.mkdir(parents=True, exist_ok=True)
problems = []


class Links(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.found += [value for name, value in attributes if name in ("href", "src", "action")]


class Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def crawl(start, read):
    """All pages that links lead to; each is read once."""
    seen, left = set(), [start]
    while left:
        address = left.pop()
        if address in seen:
            continue
        seen.add(address)
        try:
            body = read(address)
        except Exception as error:
            problems.append(f"{address}: {error}")
            continue
        if not address.endswith(".html") and not address.endswith("/"):
            continue
        text = body.decode()
        try:
            html5lib.HTMLParser(strict=True).parse(text)
        except Exception as error:
            problems.append(f"{address}: not HTML: {error!r}")
        for link in Links(text).found:
            target = urljoin(address, link).split("#")[0]
            if urlsplit(link).scheme in ("http", "https"):
                continue
            if not target.startswith(start.rsplit("/", 1)[0]):
                problems.append(f"{address}: {link} leads out of the site")
            left.append(target)
    return seen


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(site.parent)))
threading.Thread(target=server.serve_forever, daemon=True).start()
top = f"http://127.0.0.1:{server.server_port}/{site.name}/"
by_server = crawl(top + "index.html", lambda address: urlopen(address).read())
by_file = crawl((site / "index.html").as_uri(), lambda address: Path(unquote(urlsplit(address).path)).read_bytes())
if len(by_server) != len(by_file):
    problems.append(f"{len(by_server)} files are found by the server, {len(by_file)} in the folder")
pages = {str(path.relative_to(site)) for path in site.rglob("*.html")}
found = {unquote(address.removeprefix(top)) for address in by_server}
for path in pages - found - {"404.html"}:
    problems.append(f"nothing leads to {path}")
print(f"{len(pages)} pages")

LOOKED_AT = [
    "index.html", "Fine_Tuned_Models/index.html", "Fine_Tuned_Models/sentiment/index.html",
    "Fine_Tuned_Models/sentiment@1.2.0/index.html", "Fine_Tuned_Models/sentiment@1.2.0/-/compare/index.html",
    "Fine_Tuned_Models/sentiment/-/candidates/index.html", "Fine_Tuned_Models/sentiment/-/lines/index.html",
    "-/history/index.html", "-/search/index.html", "-/rules/index.html", "404.html",
]


def judge(page, address, label):
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    problems.extend(f"{address} ({label}): console: {text}" for text in said)
    page.remove_listener("console", page.listeners("console")[0]) if hasattr(page, "listeners") else None
    if page.evaluate("document.styleSheets.length") != 1 or page.evaluate("getComputedStyle(document.body).margin") != "0px":
        problems.append(f"{address} ({label}): no style")
    over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    if over > 0:
        problems.append(f"{address} ({label}): hangs {over} px over the side")
    for violation in Axe().run(page, options={"runOnly": RULES}).response["violations"]:
        nodes = "; ".join(node["html"][:160] for node in violation["nodes"][:3])
        problems.append(f"{address} ({label}): {violation['id']}: {violation['help']}: {nodes}")


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    for start, schemes in [(top, ["light", "dark"]), (site.as_uri() + "/", ["light"])]:
        for scheme in schemes:
            for width in [1280, 390]:
                context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
                for path in LOOKED_AT:
                    page = context.new_page()
                    judge(page, start + path, f"{width}-{scheme}")
                    if start == top:
                        name = path.removesuffix("index.html").strip("-/").replace("/", "-") or "registries"
                        page.screenshot(path=folder / f"site-{name}-{width}-{scheme}.png", full_page=True)
                    page.close()
                context.close()
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(top + "-/search/index.html")
    page.get_by_label("Search registries, models and versions").fill("sentiment champion")
    results = page.locator(".results a")
    if results.count() != 1 or not page.url.endswith("?q=sentiment%20champion"):
        problems.append(f"the search found {results.all_text_contents()}, at {page.url}")
    page.screenshot(path=folder / "site-searched.png", full_page=True)
    results.first.click()
    if not page.url.endswith("/Fine_Tuned_Models/sentiment@1.2.0/index.html"):
        problems.append(f"the search leads to {page.url}")
    page.goto(top + "Fine_Tuned_Models/sentiment/index.html")
    head = page.locator("th button.sort", has_text="accuracy")
    head.click()
    first = page.locator("tbody tr td.num").first.text_content()
    head.click()
    last = page.locator("tbody tr td.num").first.text_content()
    if page.locator("th[aria-sort]").count() != 1 or first == last:
        problems.append(f"sorting by a metric gave {first} first, and then {last}")
    page.goto(top + "-/rules/index.html")
    page.get_by_label("Filter Rules").fill("dangling")
    if page.locator("tbody tr:visible").count() not in range(1, 5):
        problems.append("filtering the rules does not")
    # Without script all is there.
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(top + "-/rules/index.html")
    if plain.locator("tbody tr:visible").count() < 50:
        problems.append("without script the list of rules is not complete")
    browser.close()

print(f"{len(problems)} problems")
for problem in problems[:80]:
    print(problem)
sys.exit(1 if problems else 0)
