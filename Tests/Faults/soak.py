#!/usr/bin/env python3
"""Pushes to a strict server for a long time while its processes are killed at random: soak.py PROGRAM [SECONDS]

At the end git fsck finds nothing, every acknowledged push is there, the record holds, and no lock and no temporary file is left.
Exit status 1 otherwise.
"""
import os, pathlib, random, shutil, signal, subprocess, sys, tempfile, threading, time

program = os.path.abspath(sys.argv[1])
seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 3600
PUSHERS = 6
place = pathlib.Path(tempfile.mkdtemp(prefix="registry-soak-"))
environment = {
    "PATH": f"{os.path.dirname(program)}:/usr/local/bin:/usr/bin:/bin", "HOME": str(place), "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8",
    "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "init.defaultBranch", "GIT_CONFIG_VALUE_0": "main", "PUSHER": "ada",
    "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@acme.org", "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@acme.org",
}


def run(*command, cwd=place, check=True):
    result = subprocess.run([str(word) for word in command], cwd=cwd, env=environment, capture_output=True, text=True, errors="replace")
    if check and result.returncode:
        sys.exit(f"{command}: exit status {result.returncode}\n{result.stdout}{result.stderr}")
    return result


server = place / "server.git"
run(program, "init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org")
run("git", "init", "--quiet", "--bare", server)
run(program, "hook", "install", server, "--actor-from", "env:PUSHER", "--strict")
run("git", "push", "--quiet", server, "main", cwd=place / "acme")
for number in range(PUSHERS):
    run("git", "clone", "--quiet", server, f"clone-{number}")
end = time.monotonic() + seconds
acknowledged, refused, killed, lock = [], [0], [0], threading.Lock()


def push(number):
    clone, count = place / f"clone-{number}", 0
    while time.monotonic() < end:
        count += 1
        # Killing is for the server: a clone that is in the way of itself starts again.
        made = run(program, "model", "create", f"Models/p{number}-{count}", cwd=clone, check=False)
        tag = f"t{number}-{count}"
        run("git", "tag", tag, cwd=clone, check=False)
        if made.returncode == 0:
            for _ in range(50):
                head = run("git", "rev-parse", "HEAD", cwd=clone).stdout.strip()
                run("git", "tag", "--force", tag, cwd=clone, check=False)
                if run("git", "push", "--quiet", "origin", "main", tag, cwd=clone, check=False).returncode == 0:
                    with lock:
                        acknowledged.append((head, tag))
                    break
                with lock:
                    refused[0] += 1
                # A push that was killed may have landed.
                tips = run("git", "ls-remote", "origin", f"refs/tags/{tag}", cwd=clone, check=False).stdout
                if head in tips:
                    break
                if run("git", "pull", "--quiet", "--rebase", "origin", "main", cwd=clone, check=False).returncode:
                    run("git", "rebase", "--abort", cwd=clone, check=False)
        run("git", "fetch", "--quiet", "origin", cwd=clone, check=False)
        run("git", "reset", "--quiet", "--hard", "origin/main", cwd=clone, check=False)


def servers():
    """Processes that work in the server's folder."""
    found = []
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                if os.readlink(f"/proc/{entry}/cwd") == str(server):
                    found.append(int(entry))
            except OSError:
                pass
    return found


def kill():
    while time.monotonic() < end:
        time.sleep(random.uniform(0.02, 0.6))
        victims = servers()
        if victims:
            try:
                os.kill(random.choice(victims), signal.SIGKILL)
                killed[0] += 1
            except ProcessLookupError:
                pass


threads = [threading.Thread(target=push, args=(number,)) for number in range(PUSHERS)] + [threading.Thread(target=kill)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()


def within_two_minutes(*command, cwd):
    """The locks of a git gc that was killed are nobody's after a minute."""
    until = time.monotonic() + 120
    while time.monotonic() < until and run(*command, cwd=cwd, check=False).returncode:
        time.sleep(2)
    run(*command, cwd=cwd)


# One push more sweeps what the last one that was killed left.
run("git", "pull", "--quiet", "--rebase", server, "main", cwd=place / "acme")
run(program, "model", "create", "Models/last", cwd=place / "acme")
within_two_minutes("git", "push", "--quiet", server, "main", cwd=place / "acme")
problems = []
check = run("git", "fsck", "--strict", "--no-dangling", cwd=server, check=False)
if check.returncode or check.stdout or check.stderr:
    problems.append(f"git fsck: {check.stdout}{check.stderr}")
history = set(run("git", "rev-list", "main", cwd=server).stdout.split())
tags = dict(line.split()[::-1] for line in run("git", "for-each-ref", "--format=%(objectname) %(refname:short)", "refs/tags", cwd=server).stdout.splitlines())
problems += [f"acknowledged, and lost: {head} {tag}" for head, tag in acknowledged if head not in history or tags.get(tag) != head]
audit = run(program, "audit", cwd=server, check=False)
if audit.returncode or "unverifiable" in audit.stdout:
    problems.append(f"audit: {audit.stdout}{audit.stderr}")
# What git could not clean up when it was killed: its locks are ours to sweep, the rest its own.
within_two_minutes("sh", "-c", "git-registry hook check . --fix; git reflog expire --all && git gc --quiet --prune=now", cwd=server)
left = run("sh", "-c", "find . -name '*.lock' ! -name registry.lock; find . -name 'tmp_*' -o -name '*.new' -o -name 'incoming-*'; find . -name registry.lock -size +0", cwd=server).stdout
if left:
    problems.append(f"left behind: {left}")
shutil.rmtree(place)
print(f"{seconds:g} s: {len(acknowledged)} pushes acknowledged, {refused[0]} refused or cut off, {killed[0]} processes killed, {len(problems)} problems")
print("\n".join(problems[:20]))
sys.exit(1 if problems else 0)
