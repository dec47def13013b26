#!/usr/bin/env python3
"""git registry serve while it is killed, or for long: server-soak.py PROGRAM SERVER [KILLS] [--seconds SECONDS]

KILLS times (10 unless said) the server is killed by SIGKILL at a random moment while clients log metrics, upload files and publish versions, once to a
strict server's repository and once to a clone. After each start no temporary file is left. At the end every acknowledgement is there: each metric, each file
by its bytes, each version; git fsck, audit and validate find nothing, and the clone's work tree is what its branch says.

With --seconds 64 clients do the same for so long, nobody is killed, and the server's memory must not grow.
Exit status 1 where anything else was seen.
"""
import argparse, hashlib, http.client, json, os, pathlib, random, re, shutil, signal, socket, subprocess, sys, tempfile, threading, time

parser = argparse.ArgumentParser()
parser.add_argument("program"), parser.add_argument("server"), parser.add_argument("kills", nargs="?", type=int, default=10)
parser.add_argument("--seconds", type=float)
wanted = parser.parse_args()
program = os.path.abspath(wanted.program)
place = pathlib.Path(tempfile.mkdtemp(prefix="server-soak-"))
environment = {
    "PATH": f"{os.path.dirname(program)}:/usr/local/bin:/usr/bin:/bin", "HOME": str(place), "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8",
    "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "init.defaultBranch", "GIT_CONFIG_VALUE_0": "main", "GIT_REGISTRY_SERVER": os.path.abspath(wanted.server),
    "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@acme.org", "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@acme.org",
}
problems = []


def run(*command, cwd=place, check=True):
    result = subprocess.run([str(word) for word in command], cwd=cwd, env=environment, capture_output=True, text=True, errors="replace")
    if check and result.returncode:
        sys.exit(f"{command}: exit status {result.returncode}\n{result.stdout}{result.stderr}")
    return result


def make(is_clone):
    name = "clone" if is_clone else "server.git"
    run(program, "init", f"for-{name}", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", "--blobs", "lfs")
    if is_clone:
        (place / f"for-{name}").rename(place / name)
    else:
        run("git", "init", "--quiet", "--bare", name)
        run(program, "hook", "install", name, "--actor-from", "env:PUSHER", "--strict")
        environment["PUSHER"] = "ada"
        run("git", "push", "--quiet", place / name, "main", cwd=place / f"for-{name}")
    for key, value in (("user.name", "Ada"), ("user.email", "ada@acme.org")): run("git", "config", key, value, cwd=place / name)
    return place / name


class Served:
    """A repository with its server, which is started again each time that it was killed."""

    def __init__(self, repository, is_clone):
        self.repository, self.is_clone = repository, is_clone
        self.git = repository / ".git" if is_clone else repository
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            self.port = one.getsockname()[1]
        self.starts, self.token = 0, ""
        self.start()

    def start(self):
        self.starts += 1
        log = place / f"server-{self.starts}.log"
        with open(log, "wb") as file:
            self.process = subprocess.Popen([program, "serve", "--listen", f"127.0.0.1:{self.port}", "--", str(self.repository)], env=environment,
                                            stdout=file, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
        for _ in range(1200):
            if found := re.search(r"MLFLOW_TRACKING_TOKEN=(\S+)", log.read_text()): break
            if self.process.poll() is not None: break
            time.sleep(0.05)
        if not found: sys.exit(f"start {self.starts}: the server does not serve\n{log.read_text()}")
        left = [name for pattern in ("lfs/tmp/.registry-*", "objects/tmp_object_git2_*", "objects/pack/pack_git2_*") for name in self.git.glob(pattern)]
        self.token = found[1]
        log.unlink()
        # Whoever was faster than this look has files under way of its own, and they go.
        time.sleep(0.05)
        left = [str(name) for name in left if name.exists() and name.stat().st_mtime < self.began()]
        if left: problems.append(f"start {self.starts} leaves {left[:3]}")
        if self.is_clone and (self.git / "registry-checkout").exists() and (self.git / "registry-checkout").stat().st_mtime < self.began():
            problems.append(f"start {self.starts}: the work tree was not brought after its branch")

    def began(self):
        return os.stat(f"/proc/{self.process.pid}").st_mtime - 0.02

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def resident_megabytes(self):
        return int(re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{self.process.pid}/status").read_text())[1]) / 1024


class Client:
    """Asks again with another connection once the server is there again; only what was acknowledged counts."""

    def __init__(self, served):
        self.served, self.connection = served, None

    def ask(self, method, path, body=None):
        """The answer; None where none came."""
        try:
            if not self.connection: self.connection = http.client.HTTPConnection("127.0.0.1", self.served.port, timeout=60)
            data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
            self.connection.request(method, "/registries/Models/api/2.0" + path, data, {"Authorization": f"Bearer {self.served.token}", "Content-Type": "application/json"})
            answer = self.connection.getresponse()
            text = answer.read()
        except (OSError, http.client.HTTPException):
            self.connection = None
            time.sleep(0.01)
            return None
        if answer.status == 401: return None  # The token of the server before.
        if answer.status >= 500: problems.append(f"{method} {path}: {answer.status} {text[:200]}")
        if answer.status != 200: return None
        return text

    def insist(self, method, path, body=None, known=None):
        while (answer := self.ask(method, path, body)) is None:
            time.sleep(0.02)
        return json.loads(answer)


def work(served, number, is_over, acknowledged):
    client = Client(served)
    run_id = client.insist("POST", "/mlflow/runs/create", {"experiment_id": "0", "start_time": 1})["run"]["info"]
    folder = run_id["artifact_uri"].split("mlflow-artifacts:/", 1)[1].lstrip("/")
    run_id, count = run_id["run_id"], 0
    while not is_over.is_set():
        count += 1
        kind = (number + count // 20) % 3
        if kind == 0:
            if client.ask("POST", "/mlflow/runs/log-metric", {"run_id": run_id, "key": "loss", "value": count, "timestamp": count, "step": count}) is not None:
                acknowledged["metric"].append((run_id, count))
        elif kind == 1:
            content = os.urandom(random.choice([100, 10_000, 3_000_000]))
            path = f"{folder}/model/{count}.bin"
            if client.ask("PUT", f"/mlflow-artifacts/artifacts/{path}", content) is not None:
                acknowledged["file"].append((path, hashlib.sha256(content).hexdigest()))
            if wanted.seconds: time.sleep(0.2)
        else:
            text = f"{number}-{count}"
            if client.ask("POST", "/mlflow/model-versions/create", {"name": "m", "run_id": run_id, "source": f"mlflow-artifacts:/{folder}/model", "description": text}) is not None:
                acknowledged["version"].append(text)
            if wanted.seconds: time.sleep(0.2)


def verify(served, acknowledged):
    client = Client(served)
    for run_id in {run_id for run_id, _ in acknowledged["metric"]}:
        points = {point["step"] for point in client.insist("GET", f"/mlflow/metrics/get-history?run_id={run_id}&metric_key=loss").get("metrics", [])}
        problems.extend(f"acknowledged, and lost: metric {step} of {run_id}" for each, step in acknowledged["metric"] if each == run_id and step not in points)
    for path, digest in acknowledged["file"]:
        content = client.ask("GET", f"/mlflow-artifacts/artifacts/{path}")
        if content is None or hashlib.sha256(content).hexdigest() != digest: problems.append(f"acknowledged, and lost: file {path}")
    served.process.terminate()
    served.process.wait(60)
    texts = set(re.findall(r"^description: \"?([0-9]+-[0-9]+)", run("sh", "-c", "git grep -h '^description:' HEAD -- 'registries/Models/m/versions/' || true", cwd=served.repository).stdout, re.M))
    problems.extend(f"acknowledged, and lost: version {text}" for text in acknowledged["version"] if text not in texts)
    check = run("git", "fsck", "--strict", "--no-dangling", cwd=served.repository, check=False)
    if check.returncode or check.stdout or check.stderr: problems.append(f"git fsck: {check.stdout}{check.stderr}")
    for command in (["validate"],) if served.is_clone else (["validate"], ["audit"]):
        result = run(program, *command, cwd=served.repository, check=False)
        if result.returncode or "unverifiable" in result.stdout: problems.append(f"{command[0]}: {result.stdout[-500:]}{result.stderr[-500:]}")
    if served.is_clone and (status := run("git", "status", "--porcelain", cwd=served.repository).stdout): problems.append(f"the work tree is not what HEAD says:\n{status[:500]}")
    locks = [str(path) for path in served.git.rglob("*.lock") if path.name not in ("registry.lock", "registry-import.lock", "server.lock", "projects.lock", "catalog.lock", "history.lock")]
    if locks: problems.append(f"left behind: {locks}")


def soak(is_clone, kills, clients):
    """Kills the server so often, or lets it run for the seconds."""
    served = Served(make(is_clone), is_clone)
    Client(served).insist("POST", "/mlflow/registered-models/create", {"name": "m"})
    acknowledged, is_over, sizes = {"metric": [], "file": [], "version": []}, threading.Event(), []
    threads = [threading.Thread(target=work, args=(served, number, is_over, acknowledged)) for number in range(clients)]
    for thread in threads: thread.start()
    if wanted.seconds:
        end = time.monotonic() + wanted.seconds
        while time.monotonic() < end:
            time.sleep(min(5, wanted.seconds / 20))
            sizes.append(served.resident_megabytes())
    for _ in range(0 if wanted.seconds else kills):
        time.sleep(random.uniform(0.02, 0.5))
        served.kill()
        served.start()
    is_over.set()
    for thread in threads: thread.join()
    verify(served, acknowledged)
    counts = ", ".join(f"{len(values)} {kind}s" for kind, values in acknowledged.items())
    print(f"{served.repository.name}: {served.starts - 1} kills; acknowledged: {counts}", flush=True)
    if sizes:
        quarter = len(sizes) // 4
        first, last = max(sizes[quarter:2 * quarter]), max(sizes[-quarter:])
        print(f"{wanted.seconds:g} s, {clients} clients: {first:.0f} MB in the second quarter, {last:.0f} MB in the last", flush=True)
        if last > first * 1.1 + 5: problems.append(f"memory grows from {first:.0f} to {last:.0f} MB")


try:
    if wanted.seconds:
        soak(False, 0, 64)
    else:
        for is_clone in (False, True): soak(is_clone, wanted.kills // 2, 6)
finally:
    shutil.rmtree(place, ignore_errors=True)
print(f"{len(problems)} problems")
print("\n".join(problems[:20]))
sys.exit(1 if problems else 0)
