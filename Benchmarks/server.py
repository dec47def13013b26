#!/usr/bin/env python3
"""git registry serve beside MLflow's server with SQLite and one worker, both in this run: server.py PROGRAM SERVER MLFLOW [PAGE] [--only ROW]

Prints a table, and writes it to PAGE. Requests come from wrk, by keep-alive connections, on the same machine. Writes go to a bare repository
with hooks, installed strict, as a team's is, and to a clone, as on a laptop. Reads are of one model with 100 versions, and of one with
100,000, which is put into MLflow's database by SQL. --seconds says how long each figure is measured.
"""
import argparse, contextlib, datetime, json, os, pathlib, re, shutil, signal, socket, sqlite3, statistics, subprocess, sys, tempfile, threading, time, urllib.request
import repositories

parser = argparse.ArgumentParser()
parser.add_argument("program"), parser.add_argument("server"), parser.add_argument("mlflow"), parser.add_argument("page", nargs="?")
parser.add_argument("--seconds", type=float, default=5), parser.add_argument("--only", default=""), parser.add_argument("--versions", type=int, default=100_000)
wanted = parser.parse_args()
program, mlflow, seconds = os.path.abspath(wanted.program), os.path.abspath(wanted.mlflow), wanted.seconds
place = pathlib.Path(tempfile.mkdtemp(prefix="server-bench-", dir=repositories.PLACE.parent if repositories.PLACE.parent.is_dir() else None))
environment = {
    "PATH": f"{os.path.dirname(program)}:/usr/local/bin:/usr/bin:/bin", "HOME": str(place), "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "init.defaultBranch", "GIT_CONFIG_VALUE_0": "main", "LC_ALL": "C.UTF-8",
    "GIT_REGISTRY_SERVER": os.path.abspath(wanted.server), "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@acme.org",
    "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@acme.org", "PUSHER": "ada", "MLFLOW_DISABLE_TELEMETRY": "true", "DO_NOT_TRACK": "true",
}
GIB = 1 << 30


def run(*command, cwd=place):
    return subprocess.run([str(word) for word in command], cwd=cwd, env=environment, check=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout


servers = []


class Server:
    """A server under way. `base` is where the interface of MLflow begins."""

    def __init__(self, command, port, prefix=""):
        servers.append(self)
        self.port, self.headers, self.log = port, {}, place / f"server-{port}.log"
        self.base = f"http://127.0.0.1:{port}{prefix}/api/2.0"
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen([str(word) for word in command], cwd=place, env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)

    def wait(self, path):
        for _ in range(600):
            with contextlib.suppress(OSError):
                return urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5).read()
            if self.process.poll() is not None: break
            time.sleep(0.1)
        sys.exit(f"no server:\n{self.log.read_text()}")

    def seconds_used(self):
        """Processor time of its processes."""
        total = 0
        for pid in run("ps", "-o", "pid=", "-g", os.getpgid(self.process.pid)).split():
            with contextlib.suppress(OSError):
                words = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
                total += (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")
        return total

    def settle(self):
        """Waits until it has started: MLflow's answers long before its other processes have loaded what they need."""
        for _ in range(60):
            before = self.seconds_used()
            time.sleep(1)
            if self.seconds_used() - before < 0.05: return

    @contextlib.contextmanager
    def alone(self):
        """While the others stand still: MLflow has six processes more, which look for work."""
        others = [server for server in servers if server is not self]
        for other in others: os.killpg(other.process.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for other in others: os.killpg(other.process.pid, signal.SIGCONT)

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data, {**self.headers, "Content-Type": "application/json"}, method=method)
        try:
            return json.load(urllib.request.urlopen(request, timeout=60))
        except urllib.error.HTTPError as error:
            sys.exit(f"{method} {path}: {error.code} {error.read().decode()}")

    def megabytes(self):
        """The largest resident set of its processes since they began."""
        total = 0
        for pid in run("ps", "-o", "pid=", "-g", os.getpgid(self.process.pid)).split():
            with contextlib.suppress(OSError, AttributeError):
                total += int(re.search(r"VmHWM:\s+(\d+)", pathlib.Path(f"/proc/{pid}/status").read_text())[1])
        return total / 1024

    def end(self):
        servers.remove(self)
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def ours(repository):
    port = free_port()
    server = Server([program, "serve", "--listen", f"127.0.0.1:{port}", "--", repository], port, "/registries/Models")
    server.wait("/healthz")
    for _ in range(100):
        if found := re.search(r"MLFLOW_TRACKING_TOKEN=(\S+)", server.log.read_text()): break
        time.sleep(0.05)
    server.headers = {"Authorization": f"Bearer {found[1]}"}
    return server


def theirs(name):
    port = free_port()
    server = Server([mlflow, "server", "--backend-store-uri", f"sqlite:///{place}/{name}.db", "--artifacts-destination", place / f"{name}-files",
                     "--workers", "1", "--host", "127.0.0.1", "--port", port], port)
    server.wait("/health")
    server.settle()
    return server


LUA = """
local method, bodies, query = %s, {}, %s
local headers = { %s }
headers["Content-Type"] = "application/json"
local first, count = %d, 0
local thread_count = 0
function setup(thread) thread:set("number", thread_count); thread_count = thread_count + 1 end
function init(args) count = number * 100000000 end
function request()
  count = count + 1
  local body = (%s)(count)
  return wrk.format(method, query, headers, body)
end
local shown = 0
function response(status, headers, body)
  if status ~= 200 and shown < 1 then shown = 1; io.stderr:write(status, " ", body, "\\n") end
end
function done(summary, latency, requests)
  local bad = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  print(string.format("RESULT %%d %%d %%d %%d %%d", latency:percentile(50), latency:percentile(99), summary.requests, summary.duration, bad))
end
"""


def load(server, method, path, body="function(n) return nil end", clients=1):
    """Milliseconds of the median and of the 99th percentile, and answers a second."""
    script = place / "load.lua"
    headers = ", ".join(f"[{json.dumps(name)}] = {json.dumps(value)}" for name, value in server.headers.items())
    query = server.base.split(str(server.port), 1)[1] + path
    script.write_text(LUA % (json.dumps(method), json.dumps(query), headers, 0, body))
    with server.alone(): output = run("wrk", "-t1", f"-c{clients}", f"-d{seconds:g}s", "--timeout", "30s", "-s", script, f"http://127.0.0.1:{server.port}")
    found = re.search(r"RESULT (\d+) (\d+) (\d+) (\d+) (\d+)", output)
    if not found or int(found[5]): print(f"{method} {path}: {output}", file=sys.stderr)
    median, late, count, microseconds, bad = map(int, found.groups())
    return median / 1000, late / 1000, (count - bad) / (microseconds / 1e6)


rows = []


def row(work, figures, wish, ratio_wish, is_time):
    """A row of (name, value): ours first, then MLflow's where it was measured."""
    own, other = figures
    unit = "ms" if is_time else "/s"
    # No answer within the time that is measured.
    ratio = None if not other or not own else (other / own if is_time else own / other)
    ok = lambda is_met: "" if is_met is None else "yes" if is_met else "**no**"
    meets = [] if wish is None else [own != 0 and (own < wish if is_time else own >= wish)]
    if ratio is not None and ratio_wish: meets.append(ratio >= ratio_wish)
    text = lambda value: "–" if not value else f"{value:.2f} {unit}" if value < 10 else f"{value:,.0f} {unit}"
    target = ", ".join(([] if wish is None else [f"{'<' if is_time else '≥'} {wish:,g} {unit}"]) + ([f"≥ {ratio_wish} ×"] if ratio_wish else []))
    rows.append((work, text(own), text(other), "–" if ratio is None else f"{ratio:.1f} ×", target or "–", ok(all(meets) if meets else None)))
    print("| " + " | ".join(rows[-1]) + " |", flush=True)


def is_wanted(name): return not wanted.only or wanted.only in name


def bare(name):
    """A repository as a team's host keeps it, with a registry and one model in it."""
    run(program, "init", f"{name}-clone", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", "--blobs", "lfs")
    for key, value in (("user.name", "Ada"), ("user.email", "ada@acme.org")): run("git", "-C", f"{name}-clone", "config", key, value)
    run(program, "model", "create", "Models/m", cwd=place / f"{name}-clone")
    run("git", "init", "--quiet", "--bare", "--initial-branch=main", f"{name}.git")
    run(program, "hook", "install", f"{name}.git", "--actor-from", "env:PUSHER", "--strict", cwd=place)
    run("git", "-C", f"{name}-clone", "push", "--quiet", place / f"{name}.git", "HEAD:refs/heads/main")
    for key, value in (("user.name", "Ada"), ("user.email", "ada@acme.org")): run("git", "-C", f"{name}.git", "config", key, value)
    return f"{name}.git", f"{name}-clone"


def prepare(server, has_model):
    """A run with a file, and a model; returns the run's id."""
    started = server.call("POST", "/mlflow/runs/create", {"experiment_id": "0", "start_time": 1})["run"]
    if not has_model: server.call("POST", "/mlflow/registered-models/create", {"name": "m"})
    path = started["info"]["artifact_uri"].split("mlflow-artifacts:/", 1)[1].lstrip("/")
    for file in ("MLmodel", "model.bin"):
        run("curl", "--silent", "--fail", "--show-error", "-X", "PUT", *sum((["-H", f"{k}: {v}"] for k, v in server.headers.items()), []), "--data-binary",
            "flavors: {}\n" if file == "MLmodel" else "x" * 4096, f"{server.base}/mlflow-artifacts/artifacts/{path}/model/{file}")
    server.call("POST", "/mlflow/runs/log-batch", {"run_id": started["info"]["run_id"], "metrics": [{"key": "accuracy", "value": 0.9, "timestamp": 1, "step": 0}],
                                                   "params": [{"key": "depth", "value": "3"}]})
    return started["info"]["run_id"], started["info"]["artifact_uri"]


def version_body(run_id, uri):
    return f"""function(n) return '{{"name":"m","run_id":"{run_id}","source":"{uri}/model","description":"' .. n .. '"}}' end"""


def metric_body(run_id):
    return f"""function(n) return '{{"run_id":"{run_id}","key":"loss","value":0.25,"timestamp":' .. n .. ',"step":' .. n .. '}}' end"""


def batch_body(run_id):
    return f"""function(n) local t = {{}} for i = 1, 100 do t[i] = '{{"key":"m' .. i .. '","value":0.25,"timestamp":' .. n .. ',"step":' .. n .. '}}' end
      return '{{"run_id":"{run_id}","metrics":[' .. table.concat(t, ',') .. ']}}' end"""


def writes():
    team, clone = bare("write")
    own, other = ours(team), theirs("write")
    (own_run, own_uri), (other_run, other_uri) = prepare(own, True), prepare(other, False)
    create, metric, batch = "/mlflow/model-versions/create", "/mlflow/runs/log-metric", "/mlflow/runs/log-batch"
    if is_wanted("create"):
        one = [load(s, "POST", create, version_body(r, u))[0] for s, r, u in ((own, own_run, own_uri), (other, other_run, other_uri))]
        row("create version, 1 client, median", one, 5, 20, True)
        many = [load(s, "POST", create, version_body(r, u), 64)[2] for s, r, u in ((own, own_run, own_uri), (other, other_run, other_uri))]
        row("create version, 64 clients", many, 500, 20, False)
    # Of runs that no version comes from: what the others log is held against their versions' facts.
    own_run, other_run = (s.call("POST", "/mlflow/runs/create", {"experiment_id": "0", "start_time": 2})["run"]["info"]["run_id"] for s in (own, other))
    if is_wanted("metric"):
        row("log one metric, 1 client, median", [load(s, "POST", metric, metric_body(r))[0] for s, r in ((own, own_run), (other, other_run))], None, None, True)
        row("log one metric, 64 clients", [load(s, "POST", metric, metric_body(r), 64)[2] for s, r in ((own, own_run), (other, other_run))], 10_000, 50, False)
    if is_wanted("batch"):
        row("log-batch of 100 metrics, 1 client, median", [load(s, "POST", batch, batch_body(r))[0] for s, r in ((own, own_run), (other, other_run))], None, 20, True)
        row("log-batch of 100 metrics, 64 clients", [load(s, "POST", batch, batch_body(r), 64)[2] for s, r in ((own, own_run), (other, other_run))], None, 20, False)
    memory = own.megabytes(), other.megabytes()
    own.end(), other.end()
    check(team)
    if is_wanted("create"):
        own = ours(clone)
        run_id, uri = prepare(own, True)
        row("create version in a clone, whose work tree follows, 1 client, median", (load(own, "POST", create, version_body(run_id, uri))[0], None), None, None, True)
        row("create version in a clone, 64 clients", (load(own, "POST", create, version_body(run_id, uri), 64)[2], None), None, None, False)
        own.end()
        if run("git", "status", "--porcelain", cwd=place / clone): sys.exit("the work tree is behind")
    rows.append(("memory after 64 clients", f"{memory[0]:.0f} MB", f"{memory[1]:.0f} MB", "–", "< 150 MB", "yes" if memory[0] < 150 else "**no**"))
    print("| " + " | ".join(rows[-1]) + " |", flush=True)


def check(repository):
    """What was acknowledged holds."""
    run("git", "fsck", "--connectivity-only", cwd=place / repository)
    result = subprocess.run([program, "audit"], cwd=place / repository, env=environment, capture_output=True, text=True)
    if result.returncode or "unverifiable" in result.stdout: sys.exit(f"audit: {result.stdout[-1500:]}{result.stderr[-500:]}")


def fill(name, versions):
    """One model of so many versions in MLflow's database, by SQL: by its interface it would be hours."""
    with sqlite3.connect(place / f"{name}.db") as database:
        now = 1795341600000
        database.execute("INSERT INTO registered_models(name, creation_time, last_updated_time, description, workspace) VALUES('model-00000', ?, ?, '', 'default')", (now, now))
        database.executemany(
            "INSERT INTO model_versions(name, version, creation_time, last_updated_time, description, user_id, current_stage, source, run_id, status, workspace)"
            " VALUES('model-00000', ?, ?, ?, 'Daily retrain.', 'ada', 'None', ?, ?, 'READY', 'default')",
            ((n, now + n, now + n, f"mlflow-artifacts:/0/{n:032x}/artifacts/model", f"{n:032x}") for n in range(1, versions + 1)))
        database.execute("INSERT INTO registered_model_aliases(name, alias, version, workspace) VALUES('model-00000', 'champion', ?, 'default')", (versions,))
        database.execute("ANALYZE")


def reads():
    questions = {
        "get version by alias": "/mlflow/registered-models/alias?name=model-00000&alias=champion",
        "get model": "/mlflow/registered-models/get?name=model-00000",
        "search page of 100 versions": "/mlflow/model-versions/search?filter=name%3D%27model-00000%27&max_results=100",
    }
    for versions in (100, wanted.versions):
        repository = place / f"read-{versions}.git"
        run("git", "clone", "--quiet", "--bare", repositories.repository(1, 1, versions, "whole"), repository)
        for key, value in (("user.name", "Ada"), ("user.email", "ada@acme.org")): run("git", "-C", repository, "config", key, value)
        own = ours(repository)
        theirs(f"read-{versions}").end()
        fill(f"read-{versions}", versions)
        other = theirs(f"read-{versions}")
        for name, path in questions.items():
            for server in (own, other): server.call("GET", path)
            row(f"{name}, of {versions:,}, median", [load(s, "GET", path)[0] for s in (own, other)], 1, 20, True)
        own.end(), other.end()


def artifacts():
    team, _ = bare("files")
    own = ours(team)
    run_id, uri = prepare(own, True)
    source, copy = place / "gib", place / "copy"
    with open(source, "wb") as file:
        for _ in range(GIB >> 20): file.write(os.urandom(1 << 20))
    os.sync()
    headers = sum((["-H", f"{name}: {value}"] for name, value in own.headers.items()), [])
    address = f"{own.base}/mlflow-artifacts/artifacts/{uri.split('mlflow-artifacts:/', 1)[1].lstrip('/')}/big-"
    times = {"up": [], "cp": [], "down": [], "file": []}

    def timed(name, *command):
        start = time.monotonic()
        run(*command)
        times[name].append(time.monotonic() - start)

    for number in range(3):
        timed("cp", "sh", "-c", f"cp {source} {copy} && sync {copy}")
        copy.unlink()
        # Other bytes, as what a store has is not written again.
        with open(source, "r+b") as file: file.write(os.urandom(64))
        os.sync()
        timed("up", "curl", "--silent", "--fail", *headers, "-T", source, f"{address}{number}")
    for number in range(3):
        timed("file", "curl", "--silent", "--fail", "-o", "/dev/null", f"file://{source}")
        timed("down", "curl", "--silent", "--fail", *headers, "-o", "/dev/null", f"{address}{number}")
    for name, own_times, other_times, what in (("up", times["up"], times["cp"], "`cp` and `sync`"), ("down", times["down"], times["file"], "`curl file://`")):
        best, other = min(own_times), min(other_times)
        ratio = other / best
        rows.append((f"artifact {name}, 1 GiB", f"{GIB / best / 1e6:,.0f} MB/s", f"{what}: {GIB / other / 1e6:,.0f} MB/s", f"{ratio:.2f} ×", "≥ 0.8 ×", "yes" if ratio >= 0.8 else "**no**"))
        print("| " + " | ".join(rows[-1]) + " |", flush=True)
    slow(own, f"{address}0")
    own.end()


def slow(server, address):
    """64 who read 1 GiB as slowly as they can, and how long /healthz takes meanwhile."""
    path, readers = address.split(str(server.port), 1)[1], []
    for _ in range(64):
        reader = socket.create_connection(("127.0.0.1", server.port))
        reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1"] + [f"{name}: {value}" for name, value in server.headers.items()]
        reader.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        readers.append(reader)
    is_over = threading.Event()

    def sip():
        while not is_over.is_set():
            for reader in readers: reader.recv(1024)
            time.sleep(0.05)

    thread = threading.Thread(target=sip)
    thread.start()
    took = []
    end = time.monotonic() + max(seconds, 5)
    while time.monotonic() < end:
        start = time.monotonic()
        urllib.request.urlopen(f"http://127.0.0.1:{server.port}/healthz", timeout=30).read()
        took.append((time.monotonic() - start) * 1000)
        time.sleep(0.02)
    is_over.set(), thread.join()
    for reader in readers: reader.close()
    worst = max(took)
    rows.append(("`/healthz` beside 64 slow readers, the longest", f"{worst:.1f} ms", f"median {statistics.median(took):.1f} ms", "–", "< 50 ms", "yes" if worst < 50 else "**no**"))
    print("| " + " | ".join(rows[-1]) + " |", flush=True)
    memory = server.megabytes()
    rows.append(("memory after 1 GiB up, down and 64 slow readers", f"{memory:.0f} MB", "–", "–", "< 150 MB", "yes" if memory < 150 else "**no**"))
    print("| " + " | ".join(rows[-1]) + " |", flush=True)


HEAD = """# Performance of the server

Written by `make bench-server`: `git registry serve` beside MLflow {mlflow}'s server with its SQLite store and one worker, in the same run. wrk asks
by keep-alive connections, on the same two cores that serve. What is written is on the disk when it is answered. Versions are created from a run with two
files, a metric and a parameter, in a bare repository whose hooks are installed strict; each is judged, is a commit of its own and has its entry in the record.

AMD EPYC, {cores} cores, {date}, load average {before:.1f} before and {after:.1f} after; {seconds:g} s a figure.

| work | git registry serve | MLflow's server | ratio | asked for | met |
|---|---|---|---|---|---|
"""

before = os.getloadavg()[0]
print("| work | git registry serve | MLflow's server | ratio | asked for | met |\n|---|---|---|---|---|---|")
try:
    if is_wanted("create") or is_wanted("metric") or is_wanted("batch"): writes()
    if is_wanted("read"): reads()
    if is_wanted("artifact"): artifacts()
finally:
    for server in list(servers): server.end()
    shutil.rmtree(place, ignore_errors=True)
if wanted.page and not wanted.only:
    release = run(mlflow, "--version", cwd="/").split()[-1]
    pathlib.Path(wanted.page).write_text(
        HEAD.format(mlflow=release, cores=os.cpu_count(), date=datetime.date.today(), before=before, after=os.getloadavg()[0], seconds=seconds)
        + "".join("| " + " | ".join(each) + " |\n" for each in rows))
