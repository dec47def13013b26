"""Goes the ways of W&B's and GitLab's manuals through the forms of a server, in Chromium, as a person would.

    web-forms.py ENTRY FOLDER

ENTRY is the address that the server printed, which lets in once. Each way is gone with script, without, and by keys alone. On the way a
name is refused and mended, a page is sent twice, and a file is sent. Wherever a form stands, also after a refusal, axe must find nothing.
Pictures are left in FOLDER, unless it is empty.
"""

import re
import sys
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
entry, folder = sys.argv[1], sys.argv[2]
if folder:
    Path(folder).mkdir(parents=True, exist_ok=True)
site = "{0.scheme}://{0.netloc}".format(urlsplit(entry))
problems = []
looks = 0


def look(page, name):
    """A picture, and what axe says of the page."""
    global looks
    looks += 1
    if folder:
        page.screenshot(path=Path(folder) / f"{looks:02}-{name}.png", full_page=True)
    if not scripted:
        return
    for violation in Axe().run(page, options={"runOnly": RULES}).response["violations"]:
        nodes = "; ".join(node["html"][:160] for node in violation["nodes"][:3])
        problems.append(f"{name}: {violation['id']}: {violation['help']}: {nodes}")
    width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    if width > 0:
        problems.append(f"{name}: hangs {width} px over the side")


def focus(page):
    return page.evaluate("document.activeElement.id")


def done(page, text):
    expect(page.locator("#done")).to_contain_text(text)
    if scripted and focus(page) != "done":
        problems.append(f"after '{text}' the focus is on '{focus(page)}'")


def create_registry(page, name):
    # W&B: Registry, Custom registry, Create registry.
    page.goto(site + "/")
    page.get_by_role("link", name="Create registry").click()
    page.get_by_label("Name", exact=True).fill(name.replace("_", " "))
    page.get_by_label("Description").fill("Made in a browser.")
    page.get_by_label("Registry visibility").select_option("Restricted")
    page.get_by_label("Specify types").check()
    page.get_by_label("Types, 1").fill("model")
    page.get_by_role("button", name="Add another to Types").click()
    page.get_by_label("Types, 2").fill("data set")
    look(page, "create-registry")
    page.get_by_role("main").get_by_role("button", name="Create registry").click()
    expect(page.locator("#errors")).to_contain_text("is not a valid registry name")
    if scripted and focus(page) != "errors":
        problems.append(f"after a refusal the focus is on '{focus(page)}'")
    look(page, "create-registry-refused")
    page.locator("#errors").get_by_role("link").first.click()
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_label("Name", exact=True)).to_have_value(name)
    page.get_by_role("main").get_by_role("button", name="Create registry").click()
    expect(page.locator("#errors")).to_contain_text("data set")
    page.get_by_label("Types, 2").fill("dataset")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("aside.side")).to_contain_text(f"registries/{name}/registry.yaml")
    look(page, "create-registry-preview")
    page.get_by_role("main").get_by_role("button", name="Create registry").click()
    done(page, f"Created registry {name} in ")
    page.reload()
    expect(page.locator("#done")).to_have_count(0)


def add_member(page, name):
    # W&B: the gear, Registry members and roles, Add member, Member, Role, Add new member.
    page.goto(f"{site}/{name}")
    page.get_by_role("link", name=f"Settings of {name}").click()
    expect(page.get_by_role("heading", name="Registry members and roles")).to_be_visible()
    page.get_by_role("link", name="Add member").click()
    page.get_by_label("Member", exact=True).fill("grace@acme.org")
    page.get_by_label("Role").select_option("Viewer")
    look(page, "add-member")
    page.locator(".actions").get_by_role("button", name="Add new member").click()
    done(page, f"Added grace@acme.org to {name} as viewer")
    page.get_by_role("link", name="Change role of grace").click()
    page.get_by_label("Role").select_option("Member")
    page.locator(".actions").get_by_role("button", name="Change role").click()
    done(page, f"Made grace member of {name}")
    # W&B: Registry visibility, in the same place.
    page.get_by_label("Registry visibility").select_option("Organization")
    look(page, "settings")
    page.locator(".actions").get_by_role("button", name="Save changes").click()
    done(page, f"Changed the settings of {name}")


def publish(page, name):
    # GitLab: Model registry, Create model, then a version with its files.
    page.goto(f"{site}/{name}")
    page.get_by_role("link", name="Create model").click()
    page.get_by_label("Name", exact=True).fill("sentiment")
    page.get_by_label("Tags, Key 1").fill("task")
    page.get_by_label("Tags, Value 1").fill("text-classification")
    # Enter sends the form, and adds no row.
    page.get_by_label("Name", exact=True).press("Enter")
    done(page, f"Created model {name}/sentiment")
    page.get_by_role("link", name="Publish version").click()
    page.get_by_label("Files to send", exact=True).set_input_files(
        [{"name": "weights.bin", "mimeType": "application/octet-stream", "buffer": b"w" * 300_000},
         {"name": "train.log", "mimeType": "text/plain", "buffer": b"epoch 1\n"}])
    page.get_by_label("Metrics, Metric 1").fill("accuracy")
    page.get_by_label("Metrics, Number 1").fill("a lot")
    page.locator(".actions").get_by_role("button", name="Publish version").click()
    expect(page.locator("#errors")).to_contain_text("is not a number")
    look(page, "publish-refused")
    # The files are kept: none is sent again.
    expect(page.get_by_role("checkbox", name="weights.bin")).to_be_checked()
    page.get_by_label("Metrics, Number 1").fill("0.91")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("aside.side")).to_contain_text("weights.bin")
    look(page, "publish-preview")
    page.locator(".actions").get_by_role("button", name="Publish version").click()
    done(page, f"Published {name}/sentiment@1.0.0 in ")
    expect(page.get_by_role("main")).to_contain_text("weights.bin")


def move_on(page, name):
    page.goto(f"{site}/{name}/sentiment@1.0.0")
    page.get_by_role("link", name="Set alias").click()
    page.get_by_label("Alias", exact=True).fill("champion")
    look(page, "alias")
    page.locator(".actions").get_by_role("button", name="Set alias").click()
    done(page, f"Set champion of {name}/sentiment to 1.0.0")
    page.locator("details.more summary").click()
    page.get_by_role("link", name="Deprecate").click()
    page.get_by_label("Reason").fill("A better one comes")
    look(page, "deprecate")
    page.locator(".actions").get_by_role("button", name="Deprecate version").click()
    done(page, f"Deprecated {name}/sentiment@1.0.0")
    expect(page.get_by_role("main")).to_contain_text("A better one comes")


def by_keys(page):
    """The whole of a form by Tab, letters and Enter."""
    page.goto(site + "/-/new")
    for _ in range(40):
        page.keyboard.press("Tab")
        if focus(page) == "f-name":
            break
    else:
        problems.append("the name is not reached by Tab")
    page.keyboard.type("By_Keys")
    page.keyboard.press("Enter")
    done(page, "Created registry By_Keys")


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    first = browser.new_context()
    scripted = True
    first.new_page().goto(entry)
    state = first.storage_state()
    for scripted, name, width, scheme in [(True, "With_Script", 1280, "light"), (False, "Without_Script", 390, "dark")]:
        said = []
        context = browser.new_context(
            java_script_enabled=scripted, storage_state=state, color_scheme=scheme, reduced_motion="reduce",
            viewport={"width": width, "height": 900})
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda message: said.append(message.text) if "422" not in message.text else None)
        for way in [create_registry, add_member, publish, move_on]:
            way(page, name)
        problems += [f"console: {text}" for text in said]
        context.close()
    scripted = True
    context = browser.new_context(storage_state=state)
    by_keys(context.new_page())
    browser.close()

print(f"{looks} looks, {len(problems)} problems")
for problem in problems:
    print(problem)
sys.exit(1 if problems else 0)
