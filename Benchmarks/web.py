#!/usr/bin/env python3
"""The pages of git registry serve beside MLflow's UI, in one Chromium and one run: web.py PROGRAM SERVER [MLFLOW] [--versions N] [--runs N]

Run it with the Python of the tests' browser, .build/venv-browser/bin/python. For each page: bytes on the wire with all that it loads, as
Chromium counts them (CDP's Network.loadingFinished), and requests, at a first visit and at the next one; milliseconds until the first
paint and until its table is there, the median of some visits with an empty cache, beside an empty page of a server of Python; and what
the server says that it took (Server-Timing), median and worst of many requests by one connection. Without MLFLOW its rows are left out.
MLflow's versions are put into its database by SQL, as server.py does.
"""
import argparse, contextlib, http.client, http.server, json, os, pathlib, re, shutil, signal, socket, sqlite3, statistics, subprocess, sys, tempfile, threading, time, urllib.request
from playwright.sync_api import sync_playwright
import repositories

parser = argparse.ArgumentParser()
parser.add_argument("program"), parser.add_argument("server"), parser.add_argument("mlflow", nargs="?")
parser.add_argument("--versions", type=int, default=10_000), parser.add_argument("--runs", type=int, default=5), parser.add_argument("--requests", type=int, default=200)
wanted = parser.parse_args()
place = pathlib.Path(tempfile.mkdtemp(prefix="web-bench-"))
environment = {
    **{name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}, "HOME": str(place), "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8",
    "GIT_REGISTRY_SERVER": os.path.abspath(wanted.server), "MLFLOW_DISABLE_TELEMETRY": "true", "DO_NOT_TRACK": "true",
}
processes = []


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def start(port, path, *command):
    """A server that answers; and what it says."""
    log = place / f"{port}.log"
    with open(log, "wb") as output:
        processes.append(subprocess.Popen([str(word) for word in command], cwd=place, env=environment, stdout=output, stderr=subprocess.STDOUT, start_new_session=True))
    for _ in range(600):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5).read()
            return log
        if processes[-1].poll() is not None: break
        time.sleep(0.1)
    sys.exit(f"no server:\n{log.read_text()}")


def ours():
    """The address of the server, and the one that lets a browser in."""
    clone = place / "clone"
    shutil.copytree(repositories.repository(1, 1, wanted.versions, "repack"), clone)
    subprocess.run(["git", "-C", clone, "config", "user.email", "ada@acme.org"], check=True)
    port = free_port()
    log = start(port, "/healthz", os.path.abspath(wanted.program), "serve", "--listen", f"127.0.0.1:{port}", "--", clone)
    while not (found := re.search(r"http:\S+sign-in\S+", log.read_text())): time.sleep(0.05)
    return f"http://127.0.0.1:{port}", found[0]


def theirs():
    port, file = free_port(), place / "mlflow.db"
    start(port, "/health", wanted.mlflow, "server", "--backend-store-uri", f"sqlite:///{file}", "--workers", "1", "--host", "127.0.0.1", "--port", port)
    now = int(time.time() * 1000)
    with contextlib.closing(sqlite3.connect(file)) as database, database:
        database.execute("INSERT INTO registered_models(name, creation_time, last_updated_time, description, workspace) VALUES('model-00000', ?, ?, '', 'default')", (now, now))
        database.executemany(
            "INSERT INTO model_versions(name, version, creation_time, last_updated_time, description, user_id, current_stage, source, run_id, status, workspace)"
            " VALUES('model-00000', ?, ?, ?, '', 'ada', 'None', 's3://models/m', '', 'READY', 'default')", ((number, now, now) for number in range(1, wanted.versions + 1)))
    return f"http://127.0.0.1:{port}"


def empty():
    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200), self.send_header("Content-Type", "text/html"), self.end_headers()
            self.wfile.write(b"<!doctype html><title>Empty</title><table><tr><td>Empty</table>")

        def log_message(self, *words): pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}"


def visit(context, address, table):
    """Bytes, requests, and milliseconds to the first paint and to the table."""
    page = context.new_page()
    counts = {"bytes": 0, "requests": 0}
    session = context.new_cdp_session(page)
    session.send("Network.enable")

    def finished(event):
        counts["bytes"] += event["encodedDataLength"]
        counts["requests"] += 1

    session.on("Network.loadingFinished", finished)
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_selector(table, timeout=120_000)
    shown = (time.perf_counter() - start) * 1000
    page.wait_for_load_state("networkidle")
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN")
    page.close()
    return counts["bytes"], counts["requests"], paint, shown


def seen(browser, address, table, entry=None):
    """The first visit and the next, and the medians of several first ones."""
    firsts = []
    for _ in range(wanted.runs):
        context = browser.new_context(storage_state=entry)
        firsts.append(visit(context, address, table))
        again = visit(context, address, table)
        context.close()
    return firsts[0], again, statistics.median(run[2] for run in firsts), statistics.median(run[3] for run in firsts)


def answers(site, path, cookie):
    """Milliseconds that the server says it took: median and worst; and bytes, packed."""
    connection = http.client.HTTPConnection(site.removeprefix("http://"))
    times = []
    for _ in range(wanted.requests):
        connection.request("GET", path, headers={"Cookie": cookie, "Accept-Encoding": "gzip", "Accept": "text/html"})
        response = connection.getresponse()
        size = len(response.read())
        if response.status != 200: sys.exit(f"{path}: {response.status}")
        times.append(float(response.headers["Server-Timing"].removeprefix("page;dur=")))
    return statistics.median(times), max(times), size


def row(*cells): print("| " + " | ".join(cells) + " |", flush=True)


def kilobytes(count): return f"{count / 1000:.1f} kB"


try:
    model = "/Models/model-00000"
    newest = f"{model}@latest"
    pages = ["/", "/Models", model, f"{model}?q=metrics.accuracy%20%3E%200.9", newest, f"{model}/-/lines", "/-/history", "/-/search?q=model"]
    site, door = ours()
    nothing = empty()
    foreign = theirs() if wanted.mlflow else None
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        context = browser.new_context()
        context.new_page().goto(door)
        state = context.storage_state()
        cookie = "; ".join(f"{one['name']}={one['value']}" for one in state["cookies"])
        # What the first view after the start takes, before anything is kept.
        started = time.perf_counter()
        request = urllib.request.Request(site + model, headers={"Cookie": cookie})
        urllib.request.urlopen(request).read()
        print(f"first view of a model of {wanted.versions:,} versions after the start: {(time.perf_counter() - started) * 1000:.0f} ms\n")
        row("page", "first visit", "requests", "next visit", "requests", "first paint", "table there", "server, median", "worst")
        row(*["---"] * 9)
        (size, count, _, _), (size_then, count_then, _, _), paint, table = seen(browser, nothing, "td")
        row("empty page", kilobytes(size), str(count), kilobytes(size_then), str(count_then), f"{paint:.0f} ms", f"{table:.0f} ms", "", "")
        for path in pages:
            (size, count, _, _), (size_then, count_then, _, _), paint, table = seen(browser, site + path, "main", state)
            final = urllib.request.urlopen(urllib.request.Request(site + path, headers={"Cookie": cookie})).geturl().removeprefix(site)
            median, worst, _ = answers(site, final, cookie)
            row(f"`{path}`", kilobytes(size), str(count), kilobytes(size_then), str(count_then), f"{paint:.0f} ms", f"{table:.0f} ms", f"{median:.2f} ms", f"{worst:.2f} ms")
        if foreign:
            (size, count, _, _), (size_then, count_then, _, _), paint, table = seen(browser, foreign + "/#/models/model-00000", "a[href*='/versions/'], [role=row] a")
            row("MLflow: the model", kilobytes(size), str(count), kilobytes(size_then), str(count_then), f"{paint:.0f} ms", f"{table:.0f} ms", "", "")
        browser.close()
finally:
    for process in processes:
        with contextlib.suppress(ProcessLookupError): os.killpg(process.pid, signal.SIGTERM)
    for process in processes: process.wait()
    shutil.rmtree(place, ignore_errors=True)
