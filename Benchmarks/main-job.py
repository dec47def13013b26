#!/usr/bin/env python3
"""Times the main job beside git, at 10 and at 10,000 versions: main-job.py PROGRAM [VERSIONS…]

Prints medians in milliseconds and their ratio, both sides run in turn in the same loop. Nothing is asserted: machines differ.
"""
import os, pathlib, shutil, statistics, subprocess, sys, tempfile, time

RUNS = 15
here = pathlib.Path(__file__).parent
program = os.path.abspath(sys.argv[1])
sizes = [int(size) for size in sys.argv[2:]] or [10, 10_000]
place = pathlib.Path(tempfile.mkdtemp(prefix="registry-bench-"))
environment = {
    "PATH": os.path.dirname(program) + ":/usr/bin:/bin", "HOME": str(place), "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8",
    "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@acme.org", "GIT_COMMITTER_NAME": "Ada",
    "GIT_COMMITTER_EMAIL": "ada@acme.org", "PUSHER": "ada",
}


def run(*command, cwd, **more):
    subprocess.run(command, cwd=cwd, env={**environment, **more}, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def timed(*command, cwd, **more):
    start = time.perf_counter()
    run(*command, cwd=cwd, **more)
    return (time.perf_counter() - start) * 1000


def compare(name, ours, reference, what):
    pairs = [(ours(i), reference(i)) for i in range(RUNS)]
    left, right = statistics.median(p[0] for p in pairs), statistics.median(p[1] for p in pairs)
    print(f"{size:>8}  {name:<28} {left:8.1f}  {what:<34} {right:8.1f}  {left / right:6.2f}")


def checkout(server, name):
    clone = place / f"{name}-{size}"
    run("git", "clone", "--quiet", str(server), str(clone), cwd=place)
    return clone


print(f"{'versions':>8}  {'work':<28} {'ms':>8}  {'reference':<34} {'ms':>8}  {'ratio':>6}")
for size in sizes:
    models = max(1, size // 100)
    server = place / f"server-{size}.git"
    subprocess.run([sys.executable, str(here / "generate.py"), str(server), str(models), str(size // models)], check=True, env=environment)
    path = "registries/Models/model-00000/versions/1.0.0.yaml"
    compare("start: --version", lambda i: timed(program, "--version", cwd=server), lambda i: timed("git", "--version", cwd=server), "git --version")
    compare(
        "show", lambda i: timed(program, "show", "Models/model-00000@1.0.0", cwd=server),
        lambda i: timed("git", "show", f"HEAD:{path}", cwd=server), "git show HEAD:PATH")
    compare(
        "version create, bare", lambda i: timed(program, "version", "create", "Models/model-00000", "--branch", "bench", cwd=server),
        lambda i: timed("git", "hash-object", "-w", str(here / "generate.py"), cwd=server), "git hash-object -w (one blob)")
    ours, theirs = checkout(server, "ours"), checkout(server, "theirs")

    def commit(i):
        target = theirs / f"registries/Models/model-00000/versions/2.{i}.0.yaml"
        shutil.copy(theirs / path, target)
        start = time.perf_counter()
        run("git", "add", str(target), cwd=theirs)
        run("git", "commit", "--quiet", "--message", "x", cwd=theirs)
        return (time.perf_counter() - start) * 1000

    compare("version create, checkout", lambda i: timed(program, "version", "create", "Models/model-00000", cwd=ours), commit, "git add && git commit")

    # Pushes of one version each, from one clone to two servers: one with our hook, one with an empty one.
    with_hook, empty = place / f"hook-{size}.git", place / f"empty-{size}.git"
    for target in (with_hook, empty):
        run("git", "clone", "--quiet", "--bare", str(server), str(target), cwd=place)
    run(program, "hook", "install", str(with_hook), "--actor-from", "env:PUSHER", "--require-blobs", "none", cwd=place)
    run("git", "config", "receive.fsckObjects", "true", cwd=empty)
    (empty / "hooks/pre-receive").write_text("#!/bin/sh\nexec true\n")
    (empty / "hooks/pre-receive").chmod(0o755)
    pusher = checkout(server, "pusher")

    def push(target):
        return lambda i: timed("git", "push", "--quiet", "--no-verify", str(target), "main", cwd=pusher)

    def publish_and_push(i):
        run(program, "version", "create", "Models/model-00000", cwd=pusher)
        return push(with_hook)(i)

    compare("push with our hook", publish_and_push, push(empty), "the same push, empty hook")
shutil.rmtree(place)
