#!/usr/bin/env python3
"""Kills git registry, or makes a call of it fail, at every N-th call to the file system: faults.py PROGRAM [--short] [SCENARIO…]

After each fault: every reference is old or new, git fsck finds nothing, what was acknowledged is there, the same work succeeds
when it is done again, and no lock file is left. strace injects the faults, on the server's side of a push. --short plays three scenarios, the push with fewer N.
Exit status 1 where anything else was seen.
"""
import hashlib, os, pathlib, re, shutil, signal, subprocess, sys, tempfile, time

arguments = [word for word in sys.argv[1:] if not word.startswith("--")]
program, wanted = os.path.abspath(arguments[0]), arguments[1:]
is_short = "--short" in sys.argv
place = pathlib.Path(tempfile.mkdtemp(prefix="registry-faults-"))
(place / "bin").mkdir()
os.symlink(program, place / "bin/git-registry")
environment = {
    "PATH": f"{place}/bin:/usr/local/bin:/usr/bin:/bin", "HOME": str(place), "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8",
    "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "init.defaultBranch", "GIT_CONFIG_VALUE_0": "main",
    "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@acme.org", "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@acme.org",
    "PUSHER": "ada",
}
# What is done to the N-th of which calls.
KILLED = ["rename", "renameat2", "link", "unlink", "openat", "write", "pwrite64", "fsync", "mkdir", "ftruncate", "copy_file_range", "syncfs"]
FAILING = ["rename", "link", "openat", "write", "fsync", "mkdir", "copy_file_range", "syncfs"]
FAULTS = [(call, "signal=KILL") for call in KILLED] + [(call, f"error={code}") for call in FAILING for code in ("ENOSPC", "EIO")]
SECONDS_AT_MOST = 60
problems, runs = [], 0


def run(*command, cwd=None, check=True):
    words = [str(word) for word in command]
    with subprocess.Popen(words, cwd=cwd or place, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, start_new_session=True) as process:
        try:
            output, error = process.communicate(timeout=SECONDS_AT_MOST)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            output, error = process.communicate()
            error += b"ended: it took too long\n"
    result = subprocess.CompletedProcess(words, process.returncode, output.decode(errors="replace"), error.decode(errors="replace"))
    if check and result.returncode:
        sys.exit(f"{command}: exit status {result.returncode}\n{result.stdout}{result.stderr}")
    return result


def registry(*command, cwd, check=True):
    return run(program, *command, cwd=cwd, check=check)


def refs(repository):
    return dict(line.split()[::-1] for line in run("git", "for-each-ref", "--format=%(objectname) %(refname)", cwd=repository).stdout.splitlines())


def is_repository(folder):
    return folder.exists() and run("git", "rev-parse", "--git-dir", cwd=folder, check=False).returncode == 0


def locks(repository):
    found = run("find", repository, "-name", "*.lock", check=False).stdout.split()
    # Locks of the kernel, on files that stay.
    return [path for path in found if not path.endswith(("/registry.lock", "/registry-import.lock"))]


class Scenario:
    """One piece of work on a copy of a fixture. `folder` is where it is done, `repository` what is looked at; `check` tells what is
    wrong after a fault, and once the work was done again. What is `refused` without a fault must be so with each one."""

    def __init__(self, name, make, work, repository=".", server_side=False, mend=None, check=None, refused=False):
        self.name, self.make, self.work, self.repository, self.server_side, self.mend = name, make, work, repository, server_side, mend
        self.refused = refused
        self.check = check or (lambda folder, is_done: None)
        self.fixture = place / "fixtures" / name
        self.fixture.mkdir(parents=True)
        make(self.fixture)
        self.folder = place / "work"
        self.fresh()
        self.old = refs(self.folder / repository) if is_repository(self.folder / repository) else {}
        outcome = self.do([])
        if bool(outcome.returncode) != refused:
            sys.exit(f"{name} {'succeeds' if refused else 'fails'} without a fault:\n{outcome.stdout}{outcome.stderr}")
        self.new_names = set(refs(self.folder / repository))

    def fresh(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        subprocess.run(["cp", "-a", self.fixture, self.folder], check=True)

    def do(self, prefix):
        command, cwd = self.work(self.folder, [] if self.server_side else prefix, prefix if self.server_side else [])
        return run(*command, cwd=cwd, check=False)

    def trial(self, call, fault, number):
        """True where the N-th call was there to be hit."""
        global runs
        runs += 1
        trace = place / "trace"
        trace.unlink(missing_ok=True)
        self.fresh()
        where = f"{self.name}: {fault} at {call} {number}"
        prefix = ["strace", "-f", "-y", "-qq", "-o", str(trace), "-e", f"trace={call}", "-e", f"inject={call}:{fault}:when={number}"]
        outcome = self.do(prefix)
        text = trace.read_text(errors="replace") if trace.exists() else ""
        hit = "INJECTED" in text or "killed by SIGKILL" in text
        if any("INJECTED" in line and re.search(r'\(\d+<(pipe|socket|anon_inode|/dev/)|"/(proc|sys)/', line) for line in text.splitlines()):
            return True  # Only files on disks have such faults.
        repository = self.folder / self.repository
        if self.refused:
            if outcome.returncode == 0:
                problems.append(f"{where}: is accepted\n{outcome.stdout}{outcome.stderr}")
                print(problems[-1], flush=True)
            return hit

        def tell(what, more=""):
            problems.append(f"{where}: {what}\n{more}")
            print(f"{where}: {what}\n{more}", flush=True)

        if is_repository(repository):
            now = refs(repository)
            for name in set(now) | set(self.old):
                if now.get(name) not in (self.old.get(name), None) and name not in self.new_names:
                    tell(f"{name} is neither old nor new")
                if name in self.old and name not in now and name in self.new_names:
                    tell(f"{name} is gone")
            if outcome.returncode == 0 and set(now) != self.new_names:
                tell("acknowledged, and not there", outcome.stdout + outcome.stderr)
            check = run("git", "fsck", "--strict", "--no-dangling", cwd=repository, check=False)
            bad = [line for line in (check.stdout + check.stderr).splitlines() if "unborn branch" not in line and "No default references" not in line]
            if check.returncode or bad:
                tell("git fsck", "\n".join(bad))
        if "ended: it took too long" in outcome.stderr:
            tell("hangs")
        if not hit:
            if outcome.returncode:
                tell("fails without a fault", outcome.stdout + outcome.stderr)
            return False
        if outcome.returncode and not (outcome.stdout + outcome.stderr).strip() and "error=" in fault and call != "write":
            tell("fails without a word")
        wrong = self.check(self.folder, outcome.returncode == 0)
        if wrong:
            tell(wrong, outcome.stdout + outcome.stderr)
        if self.mend:
            self.mend(self.folder)
        again = self.do([])
        said = again.stdout + again.stderr
        done = any(word in said for word in ("already", "up-to-date", "nothing to", "unchanged", "was retired"))
        if again.returncode and not done or not is_repository(repository):
            tell("the same work fails when it is done again", said)
        elif set(refs(repository)) != self.new_names:
            tell("done again, and not there", said)
        wrong = self.check(self.folder, True)
        if wrong:
            tell(f"done again: {wrong}", said)
        left = locks(self.folder)
        if left:
            tell("lock files are left: " + ", ".join(left))
        if self.new_names:
            valid = registry("validate", cwd=repository, check=False)
            if valid.returncode:
                tell("not valid any more", valid.stdout + valid.stderr)
        if "refs/registry/log" in self.new_names:
            audit = registry("audit", cwd=repository, check=False)
            if audit.returncode:
                tell("the record", audit.stdout + audit.stderr)
        return True

    def numbers(self):
        if not is_short or not self.server_side:
            yield from range(1, 100_000)
        step, number = 1, 1
        while True:
            yield number
            step, number = number, number + step

    def all(self, faults):
        for call, fault in faults:
            misses = 0
            for number in self.numbers():
                # Each process counts for itself; a miss is the end.
                if not self.trial(call, fault, number):
                    break
        print(f"{self.name}: {runs} runs so far, {len(problems)} problems", flush=True)


# MARK: Fixtures

def clone(folder):
    registry("init", folder / "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", cwd=folder)
    registry("model", "create", "Models/m", cwd=folder / "acme")
    (folder / "weights.bin").write_bytes(os.urandom(9 << 20))
    (folder / "model.onnx").write_bytes(b"x" * 5000)
    registry("version", "create", "Models/m", "1.0.0", "--artifact", folder / "model.onnx", cwd=folder / "acme")


def served(*options):
    def make(folder):
        clone(folder)
        run("git", "init", "--quiet", "--bare", "server.git", cwd=folder)
        acme = folder / "acme"
        run("git", "remote", "add", "origin", "../server.git", cwd=acme)
        run("git", "config", "lfs.url", "https://localhost/none", cwd=acme)
        registry("hook", "install", folder / "server.git", "--actor-from", "env:PUSHER", "--require-blobs", "none", *options, cwd=folder)
        run("git", "push", "--quiet", "--no-verify", "origin", "main", cwd=acme)
        registry("model", "create", "Models/second", cwd=acme)
        run("git", "tag", "v1", cwd=acme)
        run("git", "branch", "topic", cwd=acme)
    return make


def push(folder, before, server):
    receive = " ".join(server + ["git-receive-pack"])
    return ["git", "push", "--no-verify", f"--receive-pack={receive}", "origin", "main", "v1", "topic"], folder / "acme"


def local(*command):
    return lambda folder, before, server: (before + [program, *command], folder / "acme")


def mend_server(folder):
    """What `hook check --fix` does a minute later, where git moves the references itself."""
    long_ago = time.time() - 600
    for path in locks(folder / "server.git"):
        os.utime(path, (long_ago, long_ago))
    registry("hook", "check", folder / "server.git", "--fix", cwd=folder, check=False)


def pulled(folder, is_done):
    """Whole, or not there."""
    file = folder / "out/model.onnx"
    if not file.exists():
        return "the artifact is not there" if is_done else None
    return None if file.read_bytes() == (folder / "model.onnx").read_bytes() else "half an artifact is taken for one"


def untorn(folder, is_done):
    """What is in the store has the digest that its name says."""
    for file in (folder / "acme/.git/lfs/objects").rglob("*"):
        if file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() != file.name:
            return f"a torn blob: {file}"


def guarded(folder, is_done):
    """A server whose hooks were installed has nothing to mend."""
    if is_done:
        found = registry("hook", "check", folder / "server.git", cwd=folder, check=False)
        return f"hook check: {found.stdout}{found.stderr}" if found.returncode else None


def initialize(folder, before):
    return before + [program, "init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org"], folder


def do_as_told(folder):
    """A git init that was killed before there was a repository leaves locks of its own; git says which file to remove."""
    for _ in range(3):
        command, cwd = initialize(folder, [])
        said = run(*command, cwd=cwd, check=False).stderr
        named = [path for path in locks(folder) if path in said and "remove the file" in said]
        for path in named:
            os.remove(path)
        if not named:
            break


def usable(folder, is_done):
    """The next command works, and sweeps what a killed one left."""
    if is_done and (folder / "acme").exists():
        next = registry("model", "create", "Models/next", cwd=folder / "acme", check=False)
        return None if next.returncode == 0 or "already" in next.stderr else f"the next command: {next.stdout}{next.stderr}"


def nothing(folder):
    pass


def fresh_server(folder):
    run("git", "init", "--quiet", "--bare", "server.git", cwd=folder)


SCENARIOS = {
    "push-strict": (served("--strict"), push, "server.git", True, None),
    "push": (served(), push, "server.git", True, mend_server),
    "version-create": (clone, local("version", "create", "Models/m", "1.1.0", "--artifact", "../weights.bin", "--artifact", "../model.onnx"), "acme", False, None, untorn),
    "model-create": (clone, local("model", "create", "Models/second"), "acme", False, None),
    "alias-set": (clone, local("alias", "set", "Models/m@1.0.0", "champion"), "acme", False, None),
    "version-edit": (clone, local("version", "edit", "Models/m@1.0.0", "--description", "New."), "acme", False, None),
    "candidate-create": (clone, local("candidate", "create", "Models/m", "--id", "run-1", "--artifact", "../weights.bin"), "acme", False, None),
    "version-retire": (clone, local("version", "retire", "Models/m@1.0.0", "--reason", "old"), "acme", False, None),
    # Without its arguments a hook would say how the program is used, and git accept the push.
    "hook-without-arguments": (clone, local("hook", "pre-receive"), "acme", False, None, None, True),
    "pull": (clone, local("pull", "Models/m@1.0.0", "--output", "../out"), "acme", False, None, pulled),
    "init": (nothing, lambda folder, before, server: initialize(folder, before), "acme", False, do_as_told, usable),
    "hook-install": (fresh_server, lambda folder, before, server: (before + [program, "hook", "install", "server.git", "--actor-from", "os", "--strict"], folder), "server.git", False, mend_server, guarded),
}
SHORT = {
    "push-strict": [("rename", "signal=KILL"), ("unlink", "signal=KILL"), ("fsync", "error=EIO"), ("openat", "error=ENOSPC")],
    "version-create": [("rename", "signal=KILL"), ("fsync", "signal=KILL"), ("mkdir", "signal=KILL"), ("fsync", "error=ENOSPC"), ("copy_file_range", "error=EIO")],
    "hook-without-arguments": [("openat", "error=EMFILE")],
}


def full_disk():
    """A server on 3 MB with 400 inodes, pushed to until it is full: the old state is served, no lock is left, no blob is torn."""
    disk = place / "disk"
    disk.mkdir()
    run("mount", "-t", "tmpfs", "-o", "size=3m,nr_inodes=400", "none", disk)
    try:
        for options in ([], ["--strict"]):
            folder = place / "full"
            shutil.rmtree(folder, ignore_errors=True)
            shutil.rmtree(disk / "server.git", ignore_errors=True)
            folder.mkdir()
            registry("init", folder / "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", "--blobs", "git", cwd=folder)
            registry("model", "create", "Models/m", cwd=folder / "acme")
            run("git", "init", "--quiet", "--bare", "--template=", disk / "server.git")
            registry("hook", "install", disk / "server.git", "--actor-from", "env:PUSHER", *options, cwd=folder)
            landed, failures = None, 0
            for number in range(200):
                (folder / "w").write_bytes(os.urandom(60_000))
                registry("version", "create", "Models/m", "--artifact", folder / "w", cwd=folder / "acme")
                head = run("git", "rev-parse", "HEAD", cwd=folder / "acme").stdout.strip()
                pushed = run("git", "push", "--quiet", disk / "server.git", "main", cwd=folder / "acme", check=False)
                if pushed.returncode == 0:
                    landed = head
                    continue
                failures += 1
                now = refs(disk / "server.git").get("refs/heads/main")
                check = run("git", "fsck", "--strict", "--no-dangling", cwd=disk / "server.git", check=False)
                if now != landed or check.returncode or locks(disk / "server.git"):
                    problems.append(f"full disk {options}: {now} for {landed}, {check.stderr}, {locks(disk / 'server.git')}")
                    print(problems[-1], flush=True)
                if failures == 3:
                    break
            if not failures:
                problems.append("the disk was never full")
    finally:
        run("umount", disk)
    print(f"full-disk: {len(problems)} problems", flush=True)


if not is_short and os.geteuid() == 0 and (not wanted or "full-disk" in wanted):
    full_disk()
    wanted = [name for name in wanted if name != "full-disk"] if wanted != ["full-disk"] else ["none"]
if wanted == ["none"]:
    shutil.rmtree(place)
    sys.exit(1 if problems else 0)
for name in wanted or (SHORT if is_short else SCENARIOS):
    Scenario(name, *SCENARIOS[name]).all(SHORT[name] if is_short else FAULTS)
shutil.rmtree(place)
print(f"{runs} runs, {len(problems)} problems")
sys.exit(1 if problems else 0)
