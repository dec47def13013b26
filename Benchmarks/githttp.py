#!/usr/bin/env python3
"""git and Git LFS through `git registry serve`, beside what serves the same bytes otherwise, in turn: githttp.py PROGRAM SERVER GIFTLESS-PYTHON [PAGE] [--only ROW]

Clones and pushes: beside `git http-backend` as a CGI of Apache, over the same repository with the same hook. LFS: one object up and down by curl,
beside nginx, which serves the file as it is and takes it by PUT without hashing or waiting for the disk, and giftless. Pushes a second: CLIENTS
clones at once, each to a branch of its own. Slow readers: SLOW connections that read 1 GiB at 1 MB/s, with the server's memory and the time of
/healthz beside them. Files: 10,000 of them as one version by `version create --push` and back by `pull --repo`. Large: one of 5 GB likewise, with
the server's memory. Prints ratios, and writes them to PAGE. --megabytes says how large the object is.
"""
import argparse, contextlib, datetime, hashlib, json, os, pathlib, re, shutil, signal, socket, statistics, subprocess, sys, tempfile, threading, time, urllib.request

parser = argparse.ArgumentParser()
parser.add_argument("program"), parser.add_argument("server"), parser.add_argument("giftless"), parser.add_argument("page", nargs="?")
parser.add_argument("--only", default=""), parser.add_argument("--megabytes", type=int, default=512), parser.add_argument("--rounds", type=int, default=5)
parser.add_argument("--clients", type=int, default=16), parser.add_argument("--slow", type=int, default=64), parser.add_argument("--seconds", type=float, default=10)
wanted = parser.parse_args()
for name in ("program", "server", "giftless", "page"): setattr(wanted, name, getattr(wanted, name) and os.path.abspath(getattr(wanted, name)))
program = wanted.program
paper = open(wanted.page, "r+" if os.path.exists(wanted.page) else "w") if wanted.page and not wanted.only else None
disk = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".build")
place = pathlib.Path(tempfile.mkdtemp(prefix="git-bench-", dir=disk if os.path.isdir(disk) else None)).resolve()
place.chmod(0o755)
os.chdir(place)
environment = {
    "PATH": f"{os.path.dirname(program)}:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "HOME": str(place), "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8",
    "GIT_CONFIG_GLOBAL": str(place / "gitconfig"), "GIT_REGISTRY_SERVER": wanted.server, "REMOTE_USER": "ada", "GIT_TERMINAL_PROMPT": "0", "PYTHONDONTWRITEBYTECODE": "1",
    "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@acme.org", "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@acme.org",
}
(place / "gitconfig").write_text("[user]\n\tname = Ada\n\temail = ada@acme.org\n[init]\n\tdefaultBranch = main\n[gc]\n\tauto = 0\n[safe]\n\tdirectory = *\n")


def run(*command, cwd=place, check=True):
    result = subprocess.run([str(word) for word in command], cwd=cwd, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if check and result.returncode: sys.exit(f"{' '.join(map(str, command))}: {result.stdout}")
    return result.stdout if check else result


servers = []


class Server:
    """A process under way, with those that it started."""

    def __init__(self, name, command, port, **more):
        self.name, self.port, self.log = name, port, place / f"{name}.log"
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen([str(word) for word in command], cwd=place, env={**environment, **more}, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
        servers.append(self)
        for _ in range(300):
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port), 1).close()
                return
            if self.process.poll() is not None: break
            time.sleep(0.1)
        sys.exit(f"no {name}:\n{self.log.read_text()}")

    def megabytes(self, field="VmHWM"):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(field + r":\s+(\d+)", status)[1]) / 1024

    def end(self):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)
            self.process.wait(20)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def ours():
    port = free_port()
    server = Server("ours", [program, "serve", "--listen", f"127.0.0.1:{port}", "--", place / "server.git"], port)
    for _ in range(100):
        if found := re.search(r"MLFLOW_TRACKING_TOKEN=(\S+)", server.log.read_text()): break
        time.sleep(0.05)
    server.token, server.git = found[1], f"http://ada:{found[1]}@127.0.0.1:{port}/server.git"
    server.objects = f"http://127.0.0.1:{port}/server.git/info/lfs/objects"
    return server


def apache():
    port, modules = free_port(), "/usr/lib/apache2/modules"
    (place / "apache.conf").write_text(f"""
ServerRoot {place}
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
PidFile {place}/apache.pid
ErrorLog {place}/apache-error.log
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule alias_module {modules}/mod_alias.so
LoadModule setenvif_module {modules}/mod_setenvif.so
LoadModule env_module {modules}/mod_env.so
LoadModule cgid_module {modules}/mod_cgid.so
ScriptSock {place}/cgid.sock
SetEnv GIT_PROJECT_ROOT {place}
SetEnv GIT_HTTP_EXPORT_ALL 1
SetEnv REMOTE_USER ada
SetEnv GIT_CONFIG_GLOBAL {place}/gitconfig
SetEnv HOME {place}
SetEnvIf Git-Protocol ".*" GIT_PROTOCOL=$0
ScriptAlias /git/ /usr/lib/git-core/git-http-backend/
<Directory /usr/lib/git-core>
  Options +ExecCGI
  Require all granted
</Directory>
""")
    # Apache runs no program as root; in a namespace of its own, root is somebody else to it.
    words = ["unshare", "--user", "--map-user=33", "--map-group=33"] if os.getuid() == 0 else []
    server = Server("apache", words + ["apache2", "-f", place / "apache.conf", "-DFOREGROUND"], port)
    server.git = f"http://127.0.0.1:{port}/git/server.git"
    return server


def nginx():
    port = free_port()
    (place / "files").mkdir(exist_ok=True)
    (place / "nginx.conf").write_text(f"""
worker_processes auto;
daemon off;
pid {place}/nginx.pid;
error_log {place}/nginx-error.log;
{'user root;' if os.getuid() == 0 else ''}
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile on; client_max_body_size 0;
  client_body_temp_path {place}/nginx-body; proxy_temp_path {place}/nginx-proxy; fastcgi_temp_path {place}/nginx-fastcgi;
  uwsgi_temp_path {place}/nginx-uwsgi; scgi_temp_path {place}/nginx-scgi;
  server {{ listen 127.0.0.1:{port}; root {place}/files; location / {{ dav_methods PUT DELETE; create_full_put_path on; }} }}
}}
""")
    server = Server("nginx", ["nginx", "-c", place / "nginx.conf"], port)
    server.objects = f"http://127.0.0.1:{port}"
    return server


def giftless():
    port = free_port()
    (place / "giftless.yaml").write_text(f"""
AUTH_PROVIDERS: ["giftless.auth.allow_anon:read_write"]
TRANSFER_ADAPTERS:
  basic:
    factory: giftless.transfer.basic_streaming:factory
    options: {{storage_class: "giftless.storage.local_storage:LocalStorage", storage_options: {{path: {place}/giftless}}}}
""")
    server = Server("giftless", [wanted.giftless, "-m", "flask", "--app", "giftless.wsgi_entrypoint", "run", "--port", port], port, GIFTLESS_CONFIG_FILE=str(place / "giftless.yaml"))
    server.objects = f"http://127.0.0.1:{port}/acme/models/objects"
    return server


def timed(*command, cwd=place):
    start = time.monotonic()
    run(*command, cwd=cwd)
    return time.monotonic() - start


rows = []


def row(what, figures, unit, baseline, best=min):
    """One line: each server's median, ours by the baseline's. `best` says whether less or more is better."""
    medians = {name: statistics.median(values) for name, values in figures.items()}
    ratio = medians["ours"] / medians[baseline] if baseline else None
    others = ", ".join(f"{name} {value:.2f}" for name, value in medians.items() if name != "ours")
    line = (what, f"{medians['ours']:.2f} {unit}", others, f"{ratio:.2f} × {baseline}" if ratio else "")
    rows.append(line)
    print(f"{line[0]:<44} {line[1]:>14}  {line[2]:<36} {line[3]}", flush=True)


def make_repository():
    run(program, "init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org")
    run(program, "model", "create", "Models/fraud", cwd=place / "acme")
    run("git", "checkout", "--quiet", "-b", "data", cwd=place / "acme")
    for number in range(400):
        (place / f"acme/noise-{number}").write_bytes(os.urandom(256 << 10))
    run("git", "add", ".", cwd=place / "acme")
    run("git", "commit", "--quiet", "--message", "noise", cwd=place / "acme")
    run("git", "clone", "--quiet", "--bare", "--no-local", "acme", "server.git")
    run("git", "-C", "server.git", "config", "http.receivepack", "true")
    run("git", "-C", "server.git", "symbolic-ref", "HEAD", "refs/heads/main")
    run(program, "hook", "install", "server.git", "--actor-from", "http", "--require-blobs", "none", "--strict")
    run("git", "-C", "server.git", "repack", "-adq")


def clones(hosts):
    figures = {host.name: [] for host in hosts}
    for round in range(wanted.rounds):
        for host in hosts if round % 2 else hosts[::-1]:
            shutil.rmtree(place / "clone", ignore_errors=True)
            figures[host.name].append(timed("git", "clone", "--quiet", "--bare", host.git, "clone"))
    row("clone of 100 MB", figures, "s", "apache")


def pushes(hosts):
    figures = {host.name: [] for host in hosts}
    run("git", "clone", "--quiet", "--no-local", "acme", "pusher", "--branch", "main")
    work = place / "pusher"
    for round in range(wanted.rounds):
        for host in hosts if round % 2 else hosts[::-1]:
            (work / "noise").write_bytes(os.urandom(50 << 20))
            run("git", "add", ".", cwd=work)
            run("git", "commit", "--quiet", "--amend", "--message", "noise", cwd=work) if round else run("git", "commit", "--quiet", "--message", "noise", cwd=work)
            figures[host.name].append(timed("git", "push", "--quiet", host.git, f"HEAD:refs/heads/push-{host.name}-{round}", cwd=work))
    row("push of 50 MB to a branch", figures, "s", "apache")


def many_pushes(hosts):
    figures = {host.name: [] for host in hosts}
    for number in range(wanted.clients):
        run("git", "clone", "--quiet", "--no-local", "--single-branch", "--branch", "main", "acme", f"many-{number}")
    for round in range(3):
        for host in hosts if round % 2 else hosts[::-1]:
            accepted, end = [0] * wanted.clients, time.monotonic() + wanted.seconds

            def push(number):
                work, count = place / f"many-{number}", 0
                while time.monotonic() < end:
                    count += 1
                    tree = run("git", "rev-parse", "HEAD^{tree}", cwd=work).strip()
                    commit = run("git", "commit-tree", "-p", "HEAD", "-m", f"{host.name} {round} {count}", tree, cwd=work).strip()
                    run("git", "push", "--quiet", host.git, f"{commit}:refs/heads/many-{host.name}-{round}-{number}-{count}", cwd=work)
                    accepted[number] += 1

            threads = [threading.Thread(target=push, args=(number,)) for number in range(wanted.clients)]
            start = time.monotonic()
            for thread in threads: thread.start()
            for thread in threads: thread.join()
            figures[host.name].append(sum(accepted) / (time.monotonic() - start))
    row(f"pushes, {wanted.clients} clients", figures, "a second", "apache", max)


def curl(*words):
    start = time.monotonic()
    result = run("curl", "--silent", "--show-error", "--fail", "-o", "/dev/null", *words, check=False)
    if result.returncode: sys.exit(f"curl {words}: {result.stdout}")
    return time.monotonic() - start


def action(host, operation, oid, size):
    """Where an object goes or comes from, as words for curl: asked of a Git LFS server as git-lfs asks."""
    if host.name == "nginx": return [f"{host.objects}/{oid}"]
    headers = {"Content-Type": "application/vnd.git-lfs+json", "Accept": "application/vnd.git-lfs+json"}
    if host.name == "ours": headers["Authorization"] = f"Bearer {host.token}"
    body = {"operation": operation, "transfers": ["basic"], "objects": [{"oid": oid, "size": size}]}
    answer = json.load(urllib.request.urlopen(urllib.request.Request(f"{host.objects}/batch", json.dumps(body).encode(), headers)))
    told = answer["objects"][0]["actions"][operation]
    return [word for name, value in told.get("header", {}).items() for word in ("-H", f"{name}: {value}")] + [told["href"]]


def transfers(hosts):
    megabytes = wanted.megabytes
    up, down = {host.name: [] for host in hosts}, {host.name: [] for host in hosts}
    for round in range(wanted.rounds):
        content = os.urandom(1 << 20) * megabytes
        oid = hashlib.sha256(content).hexdigest()
        (place / "object").write_bytes(content)
        del content
        for host in hosts if round % 2 else hosts[::-1]:
            kind = ["-H", "Content-Type: application/octet-stream", "-H", "Expect:"]
            subprocess.run(["sync"])
            up[host.name].append(megabytes / curl(*kind, "-T", "object", *action(host, "upload", oid, megabytes << 20)))
            words = action(host, "download", oid, megabytes << 20)
            # The second one finds the file in memory.
            for _ in range(1 if host.name == "giftless" else 2): took = curl(*words)
            down[host.name].append(megabytes / took)
        for folder in ("files", "giftless", "server.git/lfs/objects"):
            shutil.rmtree(place / folder, ignore_errors=True)
        (place / "files").mkdir(exist_ok=True)
    row(f"LFS up, {megabytes} MB", up, "MB/s", "nginx", max)
    row(f"LFS down, {megabytes} MB", down, "MB/s", "nginx", max)


def slow_readers(host):
    size = 1 << 30
    with open(place / "large", "wb") as file:
        piece = os.urandom(1 << 20)
        for _ in range(size >> 20): file.write(piece)
    oid = hashlib.file_digest(open(place / "large", "rb"), "sha256").hexdigest()
    curl("-u", f"x:{host.token}", "-H", "Expect:", "-T", "large", f"{host.objects}/{oid}")
    os.remove(place / "large")
    before = host.megabytes("VmRSS")
    readers = [subprocess.Popen(["curl", "--silent", "--limit-rate", "1M", "-o", "/dev/null", "-u", f"x:{host.token}", f"{host.objects}/{oid}"], env=environment) for _ in range(wanted.slow)]
    times, most, end = [], 0, time.monotonic() + 20
    while time.monotonic() < end:
        start = time.monotonic()
        urllib.request.urlopen(f"http://127.0.0.1:{host.port}/healthz", timeout=10).read()
        times.append((time.monotonic() - start) * 1000)
        most = max(most, host.megabytes("VmRSS"))
        time.sleep(0.05)
    alive = sum(reader.poll() is None for reader in readers)
    for reader in readers: reader.kill(), reader.wait()
    if alive < wanted.slow: sys.exit(f"only {alive} of {wanted.slow} readers were still reading")
    times.sort()
    line = (f"{wanted.slow} slow readers of 1 GiB", f"{most:.0f} MB of memory", f"{before:.0f} MB before", f"/healthz {times[len(times) // 2]:.1f} ms, {times[int(len(times) * .99)]:.1f} ms at 99 %")
    rows.append(line)
    print("  ".join(line), flush=True)


def round_trip(host, what, make):
    """A version with these files goes up and comes back, by nothing but the address."""
    run("git", "clone", "--quiet", host.git, "author")
    (place / "author/files").mkdir()
    make(place / "author/files")
    cache = ["env", f"XDG_CACHE_HOME={place}/cache"]
    up = timed(program, "version", "create", "Models/fraud", "--artifact", "files", "--push", cwd=place / "author")
    down = timed(*cache, program, "pull", "--repo", host.git, "Models/fraud@latest", "--output", place / "pulled")
    sizes = {path.name: path.stat().st_size for path in (place / "author/files").iterdir()}
    if {path.name: path.stat().st_size for path in (place / "pulled").rglob("*") if path.is_file() and path.name in sizes} != sizes: sys.exit("other files came back")
    line = (what, f"{up:.1f} s up", f"{down:.1f} s down", f"{host.megabytes():.0f} MB of the server's memory at most")
    rows.append(line)
    print("  ".join(line), flush=True)
    for folder in ("author", "pulled", "cache", "server.git/lfs/objects"): shutil.rmtree(place / folder, ignore_errors=True)


def many_files(host):
    def make(folder):
        for number in range(10_000): (folder / f"{number}.bin").write_bytes(os.urandom(2000))
    round_trip(host, "10,000 files of 2 KB by git-lfs", make)


def large_file(host):
    def make(folder):
        piece = os.urandom(1 << 20)
        with open(folder / "model.bin", "wb") as file:
            for number in range(5 << 10): file.write(number.to_bytes(8, "big") + piece[8:])
    round_trip(host, "one file of 5 GB by git-lfs", make)


def page():
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in rows)
    load = os.getloadavg()[0]
    return f"""# How fast git and Git LFS are through the server

Written by `make bench-git` on {datetime.date.today()}, {os.cpu_count()} cores, load {load:.1f} at the end; medians of {wanted.rounds} rounds, in turn, in one run.
Clones and pushes go over the same repository with the same hook, through `git http-backend` as a CGI of Apache and through `git registry serve`.
nginx serves a file as it is (`sendfile`), and takes one by PUT without hashing it and without waiting for the disk; we hash, and answer once it is
on the disk. giftless is the Git LFS server from PyPI, with a local store.

| what | ours | others | ratio |
|---|---|---|---|
{table}
"""


try:
    make_repository()
    server = ours()
    if not wanted.only or wanted.only in ("clone", "push", "many"):
        git_hosts = [server, apache()]
        for name, section in (("clone", clones), ("push", pushes), ("many", many_pushes)):
            if wanted.only in ("", name): section(git_hosts)
    if wanted.only in ("", "lfs"): transfers([server, nginx(), giftless()])
    if wanted.only in ("", "slow"): slow_readers(server)
    if wanted.only in ("", "files"): many_files(server)
    if wanted.only in ("", "large"): large_file(server)
    if paper:
        paper.truncate(0)
        paper.write(page())
finally:
    for one in servers: one.end()
    shutil.rmtree(place, ignore_errors=True)
