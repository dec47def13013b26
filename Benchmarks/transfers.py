#!/usr/bin/env python3
"""Times content through a server beside git lfs fetch, and verify beside sha256sum: transfers.py PROGRAM [MIB] [BLOBS]

Prints medians in seconds and their ratio, both sides run
in turn in the same loop, and the peak memory of our program and of git-lfs's.
"""
import hashlib, os, pathlib, shutil, socket, statistics, subprocess, sys, tempfile, time

RUNS = 5
program = os.path.abspath(sys.argv[1])
mebibytes = int(sys.argv[2]) if len(sys.argv) > 2 else 1024
blobs = int(sys.argv[3]) if len(sys.argv) > 3 else 100_000
# Git LFS's batch API and basic transfers, by sendfile: a server that costs next to nothing.
SERVER = """
import http.server, json, os, sys
port, store = int(sys.argv[1]), sys.argv[2]
class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def log_message(self, *_): pass
    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        for object in request["objects"]:
            object["actions"] = {request["operation"]: {"href": f"http://127.0.0.1:{port}/o/{object['oid']}"}}
        body = json.dumps({"transfer": "basic", "objects": request["objects"]}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/vnd.git-lfs+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def do_PUT(self):
        left = int(self.headers["Content-Length"])
        os.makedirs(store, exist_ok=True)
        with open(os.path.join(store, os.path.basename(self.path)), "wb") as file:
            while left:
                piece = self.rfile.read(min(left, 1 << 18))
                file.write(piece)
                left -= len(piece)
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()
    def do_GET(self):
        with open(os.path.join(store, os.path.basename(self.path)), "rb") as file:
            size = os.fstat(file.fileno()).st_size
            self.send_response(200)
            self.send_header("Content-Length", str(size))
            self.end_headers()
            self.wfile.flush()
            sent = 0
            while sent < size:
                sent += os.sendfile(self.connection.fileno(), file.fileno(), sent, size - sent)
http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()
"""
place = pathlib.Path(tempfile.mkdtemp(prefix="registry-bench-", dir=os.environ.get("BENCH_DIR")))
environment = {
    "PATH": os.environ["PATH"], "HOME": str(place), "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_COUNT": "1",
    "GIT_CONFIG_KEY_0": "init.defaultBranch", "GIT_CONFIG_VALUE_0": "main", "LC_ALL": "C.UTF-8",
    "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@acme.org", "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@acme.org",
}
memory = {}


def run(*command, cwd=place):
    subprocess.run(command, cwd=cwd, env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def timed(command, cwd=place):
    os.sync()
    start = time.perf_counter()
    with subprocess.Popen(command, cwd=cwd, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, shell=isinstance(command, str)) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command}: exit status {process.returncode}")
    memory[command[0]] = max(memory.get(command[0], 0), usage.ru_maxrss / 1024)
    return time.perf_counter() - start


def compare(name, ours, references):
    mine, rows = [], {what: [] for what in references}
    for _ in range(RUNS):
        mine.append(ours())
        for what, reference in references.items():
            rows[what].append(reference())
    left = statistics.median(mine)
    for what, values in rows.items():
        right = statistics.median(values)
        print(f"{name:<38} {left:7.2f}  {what:<42} {right:7.2f}  {left / right:6.2f}", flush=True)


print(f"{'work':<38} {'s':>7}  {'reference':<42} {'s':>7}  {'ratio':>6}")

# A server on loopback.
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
server = subprocess.Popen([sys.executable, "-c", SERVER, str(port), str(place / "store")])
try:
    while socket.socket().connect_ex(("127.0.0.1", port)):
        time.sleep(0.1)
    with open(place / "weights.bin", "wb") as output:
        for _ in range(mebibytes):
            output.write(os.urandom(1 << 20))
    run(program, "init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org")
    repository = place / "acme"
    run(program, "model", "create", "Models/m", cwd=repository)
    run(program, "version", "create", "Models/m", "1.0.0", "--artifact", str(place / "weights.bin"), cwd=repository)
    run("git", "init", "--quiet", "--bare", "server.git")
    run("git", "config", "--global", "lfs.url", f"http://127.0.0.1:{port}/acme/models")
    run("git", "config", "--global", f"lfs.http://127.0.0.1:{port}/acme/models.locksverify", "false")
    run("git", "remote", "add", "origin", str(place / "server.git"), cwd=repository)
    run("git", "push", "--quiet", "origin", "main", cwd=repository)
    run("git", "lfs", "push", "--all", "origin", "main", cwd=repository)
    run("git", "clone", "--quiet", str(place / "server.git"), "clone")
    run("git", "lfs", "install", "--local", cwd=place / "clone")

    def emptied(command):
        def once():
            shutil.rmtree(place / "clone/.git/lfs/objects", ignore_errors=True)
            shutil.rmtree(place / "out", ignore_errors=True)
            return timed(command, place / "clone")
        return once

    digest = hashlib.file_digest(open(place / "weights.bin", "rb"), "sha256").hexdigest() if hasattr(hashlib, "file_digest") else \
        subprocess.run(["sha256sum", place / "weights.bin"], capture_output=True, text=True).stdout[:64]
    content = f".git/lfs/objects/{digest[:2]}/{digest[2:4]}/{digest}"
    compare(
        f"pull --link of {mebibytes} MiB from a server", emptied([program, "pull", "Models/m@1.0.0", "--link", "--output", str(place / "out")]), {
            "git lfs fetch": emptied(["git", "lfs", "fetch", "origin", "main"]),
        })
    compare(
        f"pull of {mebibytes} MiB from a server", emptied([program, "pull", "Models/m@1.0.0", "--output", str(place / "out")]), {
            "git lfs fetch": emptied(["git", "lfs", "fetch", "origin", "main"]),
            "git lfs fetch, then cp and sync": emptied(f"git lfs fetch origin main && mkdir {place}/out && cp {content} {place}/out/w && sync {place}/out/w"),
        })
    print(f"peak memory: pull {memory[program]:.0f} MiB, git lfs fetch {memory['git']:.0f} MiB")
finally:
    server.kill()
for path in ["acme", "clone", "store", "weights.bin", "out"]:
    shutil.rmtree(place / path) if (place / path).is_dir() else (place / path).unlink(missing_ok=True)

# Many blobs, 100 to a version.
repository = place / "many.git"
run("git", "init", "--quiet", "--bare", "--initial-branch=main", str(repository))
importer = subprocess.Popen(["git", "-C", str(repository), "fast-import", "--quiet"], stdin=subprocess.PIPE)
head = "apiVersion: git-registry/v1\nkind: "


def write(path, text):
    data = text.encode()
    importer.stdin.write(f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n")


importer.stdin.write(b"commit refs/heads/main\ncommitter Ada <ada@acme.org> 1795341600 +0000\ndata 8\nGenerate\n")
write("organization.yaml", head + "Organization\nname: acme\npolicy:\n  blobs: lfs\n")
write("members/ada.yaml", head + "Member\nemails:\n  - ada@acme.org\nrole: admin\n")
write("registries/Models/registry.yaml", head + "Registry\ntype: core\nvisibility: organization\nacceptedArtifactTypes:\n  - model\n")
write("registries/Models/m/model.yaml", head + "Model\ndescription: Many files.\n")
size = 16384
for version in range(blobs // 100):
    artifacts = ""
    for number in range(100):
        content = hashlib.shake_128(f"{version}/{number}".encode()).digest(size)
        digest = hashlib.sha256(content).hexdigest()
        folder = repository / "lfs/objects" / digest[:2] / digest[2:4]
        folder.mkdir(parents=True, exist_ok=True)
        (folder / digest).write_bytes(content)
        artifacts += f"  - path: part-{number}\n    type: model\n    digest: sha256:{digest}\n    size: {size}\n"
        write(f"blobs/sha256/{digest[:2]}/{digest[2:4]}/{digest}", f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize {size}\n")
    write(f"registries/Models/m/versions/1.{version}.0.yaml", head + "ModelVersion\nartifacts:\n" + artifacts)
importer.stdin.close()
importer.wait()
listing = "git ls-tree -r --name-only HEAD blobs | sed 's,.*/\\(..\\)\\(..\\)\\(.*\\),lfs/objects/\\1/\\2/\\1\\2\\3,'"
memory.clear()
compare(f"verify --all of {blobs:,} blobs", lambda: timed([program, "verify", "--all"], repository), {
    "git ls-tree | xargs -P2 sha256sum": lambda: timed(f"{listing} | xargs -P2 -n500 sha256sum", repository),
    "git ls-tree | xargs -P2 openssl dgst": lambda: timed(f"{listing} | xargs -P2 -n500 openssl dgst -sha256", repository),
})
print(f"peak memory: verify {memory[program]:.0f} MiB")
if not os.environ.get("KEEP"): shutil.rmtree(place)
