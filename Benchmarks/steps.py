#!/usr/bin/env python3
"""What the hook takes for a push of many commits, beside one: steps.py PROGRAM [COMMITS] [RUNS]

Each commit on the protected branch's first parents is judged by itself. The hook runs alone, on commits that the server has already; what
its process takes without anything to judge is left out. Prints milliseconds, and the judging part as a multiple of that of one commit.
"""
import os, pathlib, statistics, subprocess, sys, tempfile, time

program = os.path.abspath(sys.argv[1])
commits = int(sys.argv[2]) if len(sys.argv) > 2 else 100
runs = int(sys.argv[3]) if len(sys.argv) > 3 else 40
place = pathlib.Path(tempfile.mkdtemp(prefix="registry-steps-"))
environment = {
    "PATH": f"{os.path.dirname(program)}:/usr/local/bin:/usr/bin:/bin", "HOME": str(place), "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8",
    "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "init.defaultBranch", "GIT_CONFIG_VALUE_0": "main", "PUSHER": "ada",
    "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@acme.org", "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@acme.org",
}


def run(*command, cwd=place, stdin=None):
    return subprocess.run([str(word) for word in command], cwd=cwd, env=environment, check=True, input=stdin, capture_output=True, text=True).stdout.strip()


run(program, "init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", "--blobs", "git")
run(program, "model", "create", "Models/m", cwd=place / "acme")
base = run("git", "rev-parse", "HEAD", cwd=place / "acme")
for number in range(commits):
    run(program, "version", "create", "Models/m", "--metric", f"auc={number / commits}", "--param", f"run=r{number}", cwd=place / "acme")
run("git", "clone", "--quiet", "--bare", "acme", "server.git")
run(program, "hook", "install", "server.git", "--actor-from", "env:PUSHER")
first = run("git", "rev-parse", f"main~{commits - 1}", cwd=place / "acme")
last = run("git", "rev-parse", "main", cwd=place / "acme")


def milliseconds(new):
    """The fastest quarter of the runs, as others use the machine too."""
    run("git", "update-ref", "refs/heads/main", base, cwd=place / "server.git")
    line, took = f"{base} {new} refs/heads/main\n", []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run(
            [program, "hook", "pre-receive", "--actor-from", "env:PUSHER", "--require-blobs", "lfs-store"], cwd=place / "server.git",
            env=environment | {"GIT_DIR": "."}, input=line, text=True, check=True, stderr=subprocess.DEVNULL)
        took.append((time.perf_counter() - start) * 1000)
    return statistics.median(sorted(took)[: max(1, runs // 4)])


nothing, one, many = milliseconds(base), milliseconds(first), milliseconds(last)
print(f"{'push of':<12}{'ms':>8}{'judging, of one commit':>26}")
print(f"{'nothing':<12}{nothing:>8.2f}")
print(f"{'1 commit':<12}{one:>8.2f}{1:>26.2f}")
print(f"{f'{commits} commits':<12}{many:>8.2f}{(many - nothing) / (one - nothing):>26.2f}")
