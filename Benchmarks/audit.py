#!/usr/bin/env python3
"""Audits a record of many pushes, beside git log --patch: audit.py PROGRAM [CHANGES]

Prints medians in seconds and their ratio, both sides run in turn in the same loop.
"""
import os, pathlib, shutil, statistics, subprocess, sys, tempfile, time

RUNS = 3
here = pathlib.Path(__file__).parent
program = os.path.abspath(sys.argv[1])
changes = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
place = pathlib.Path(tempfile.mkdtemp(prefix="registry-audit-"))
server = place / "server.git"
environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(place), "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8"}
subprocess.run([sys.executable, here / "generate.py", server, "20", "1", "--history", str(changes)], check=True)
history = subprocess.run(["git", "rev-list", "--reverse", "main"], cwd=server, check=True, env=environment, capture_output=True, text=True).stdout.split()
# One push a commit, all by ada.
git = subprocess.Popen(["git", "fast-import", "--quiet"], cwd=server, stdin=subprocess.PIPE, env=environment)
for index, new in enumerate(history):
    old = f"Old: {history[index - 1]}\n" if index else ""
    text = f"refs/heads/main\n\nRef: refs/heads/main\n{old}New: {new}\nActor: ada\nActor-From: os\nProgram: 0.1.0\n".encode()
    git.stdin.write(f"commit refs/registry/log\ncommitter git registry <> {1795341600 + 3600 * index} +0000\ndata {len(text)}\n".encode() + text + b"\n")
git.stdin.close()
if git.wait() != 0:
    sys.exit("git fast-import failed")


def timed(*command):
    start = time.perf_counter()
    with subprocess.Popen(command, cwd=server, env=environment, stdout=subprocess.PIPE) as process:
        output = process.stdout.read().decode(errors="replace")
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command}: exit status {process.returncode}\n{output[-2000:]}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


ours, theirs = [], []
for _ in range(RUNS):
    ours.append(timed(program, "audit"))
    theirs.append(timed("git", "log", "--first-parent", "--patch"))
left, right = (statistics.median(time for time, _ in side) for side in (ours, theirs))
print(f"audit of {len(history):,} changes: {left:.2f} s, {max(memory for _, memory in ours):.0f} MiB; git log --first-parent --patch: {right:.2f} s; ratio {left / right:.2f}")
shutil.rmtree(place)
