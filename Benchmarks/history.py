#!/usr/bin/env python3
"""Asks history questions of a registry with many commits, beside git log: history.py PROGRAM [COMMITS]

Prints medians in milliseconds and their ratio, both sides run in turn in the same loop. Nothing is asserted: machines differ.
"""
import os, pathlib, statistics, subprocess, sys, tempfile, time

RUNS = 5
here = pathlib.Path(__file__).parent
program = os.path.abspath(sys.argv[1])
commits = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
place = pathlib.Path(tempfile.mkdtemp(prefix="registry-history-"))
server = place / "server.git"
environment = {"PATH": os.path.dirname(program) + ":/usr/bin:/bin", "HOME": str(place), "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8"}
MODELS = 20
START = 1_795_341_600  # 2026-11-22T10:00:00Z


def grow():
    """One commit an hour: nine publish a version, the tenth moves the alias of its model there."""
    subprocess.run([sys.executable, str(here / "generate.py"), str(server), str(MODELS), "1"], check=True, env=environment)
    git = subprocess.Popen(["git", "fast-import", "--quiet"], cwd=server, stdin=subprocess.PIPE, env=environment)
    highest = [0] * MODELS

    def commit(index, path, text):
        who = f"committer Ada <ada@acme.org> {START + 3600 * (index + 1)} +0000"
        start = "from refs/heads/main^0\n" if index == 0 else ""
        body = text.encode()
        git.stdin.write(f"commit refs/heads/main\n{who}\ndata 6\nChange\n{start}M 100644 inline {path}\ndata {len(body)}\n".encode() + body + b"\n")

    for index in range(commits):
        model = index % MODELS
        folder = f"registries/Models/model-{model:05}"
        if index % 200 >= 180:
            commit(index, f"{folder}/model.yaml", f"apiVersion: git-registry/v1\nkind: Model\naliases:\n  production: 1.{highest[model]}.0\n")
        else:
            highest[model] += 1
            commit(index, f"{folder}/versions/1.{highest[model]}.0.yaml", f"apiVersion: git-registry/v1\nkind: ModelVersion\nmetrics:\n  accuracy: 0.{index % 90 + 10}\n")
    git.stdin.close()
    if git.wait() != 0: sys.exit("git fast-import failed")
    subprocess.run(["git", "gc", "--quiet"], cwd=server, check=True, env=environment)


def record():
    """The record of pushes: one push a commit, all by ada."""
    history = subprocess.run(["git", "rev-list", "--reverse", "main"], cwd=server, check=True, env=environment, capture_output=True, text=True).stdout.split()
    git = subprocess.Popen(["git", "fast-import", "--quiet"], cwd=server, stdin=subprocess.PIPE, env=environment)
    for index, new in enumerate(history):
        old = f"Old: {history[index - 1]}\n" if index else ""
        text = f"refs/heads/main\n\nRef: refs/heads/main\n{old}New: {new}\nActor: ada\nActor-From: os\nProgram: 0.1.0\n".encode()
        git.stdin.write(f"commit refs/registry/log\ncommitter git registry <> {START + 3600 * index} +0000\ndata {len(text)}\n".encode() + text + b"\n")
    git.stdin.close()
    if git.wait() != 0: sys.exit("git fast-import failed")


def timed(*command):
    start = time.perf_counter()
    subprocess.run(command, cwd=server, env=environment, check=True, stdout=subprocess.DEVNULL)
    return (time.perf_counter() - start) * 1000


def compare(ours, theirs):
    pairs = [(timed(program, *ours), timed("git", *theirs)) for _ in range(RUNS)]
    left, right = (statistics.median(pair[side] for pair in pairs) for side in (0, 1))
    print(f"{' '.join(ours):<52} {left:8.0f}  git {' '.join(theirs):<58} {right:8.0f}  {left / right:6.2f}")


grow()
model = "registries/Models/model-00003"
middle = time.strftime("%Y-%m-%d", time.gmtime(START + 1800 * commits))
print(f"{commits} commits\n{'':<52} {'ms':>8}  {'':<62} {'ms':>8}  {'ratio':>6}")
compare(["log", "-n", "10"], ["log", "-n", "10", "--name-status", "--oneline"])
compare(["log"], ["log", "--name-status", "--oneline"])
compare(["log", "Models/model-00003"], ["log", "--oneline", "--", model])
compare(["log", "Models/model-00003@production"], ["log", "-p", "--", f"{model}/model.yaml"])
compare(["log", "Models/model-00003@production", "--at", middle, "-n", "1"], ["log", "-p", "-n", "1", "--until", middle, "--", f"{model}/model.yaml"])
compare(["show", "Models/model-00003@production", "--at", middle], ["log", "-n", "1", "--until", middle])
record()
compare(["audit"], ["log", "--first-parent", "--patch"])
