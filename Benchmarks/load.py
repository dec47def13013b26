#!/usr/bin/env python3
"""Pushes of many at once, beside plain git: load.py PROGRAM [PUSHERS] [SECONDS]

Every pusher has a clone of its own and pushes one commit after another for so many seconds: to a branch of its own, and all to one
branch, where who comes second fetches, rebases and tries again. Servers: plain git, pre-receive, and a strict installation, in
turn, each round in another order. Prints accepted pushes a second, the ratio to plain git, the processor's time that one takes with
all that the pusher does for it, and errors: pushes to a branch of one's own that failed.
"""
import os, pathlib, resource, shutil, statistics, subprocess, sys, tempfile, threading, time

program = os.path.abspath(sys.argv[1])
pushers = int(sys.argv[2]) if len(sys.argv) > 2 else 16
seconds = float(sys.argv[3]) if len(sys.argv) > 3 else 10
ROUNDS = 3
place = pathlib.Path(tempfile.mkdtemp(prefix="registry-load-"))
environment = {
    "PATH": f"{os.path.dirname(program)}:/usr/local/bin:/usr/bin:/bin", "HOME": str(place), "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8",
    "GIT_CONFIG_COUNT": "2", "GIT_CONFIG_KEY_0": "init.defaultBranch", "GIT_CONFIG_VALUE_0": "main", "GIT_CONFIG_KEY_1": "gc.auto",
    "GIT_CONFIG_VALUE_1": "0", "PUSHER": "ada",
    "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@acme.org", "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@acme.org",
}


def run(*command, cwd=place, check=True):
    return subprocess.run([str(word) for word in command], cwd=cwd, env=environment, check=check, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


run(program, "init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org")
for number in range(20):
    run(program, "model", "create", f"Models/m{number}", cwd=place / "acme")
INSTALLATIONS = {"plain git": None, "pre-receive": [], "strict": ["--strict"]}


def server(name):
    path = place / "server.git"
    shutil.rmtree(path, ignore_errors=True)
    run("git", "clone", "--quiet", "--bare", "acme", path)
    if INSTALLATIONS[name] is not None:
        run(program, "hook", "install", path, "--actor-from", "env:PUSHER", "--require-blobs", "none", *INSTALLATIONS[name])
    for number in range(pushers):
        clone = place / f"clone-{number}"
        shutil.rmtree(clone, ignore_errors=True)
        run("git", "clone", "--quiet", path, clone)
    return path


def processor_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def rate(name, is_shared):
    """Accepted pushes a second, the processor's milliseconds for each, and errors."""
    path = server(name)
    used = processor_seconds()
    accepted, errors = [0] * pushers, [0] * pushers
    end = time.monotonic() + seconds

    def push(number):
        clone, count = place / f"clone-{number}", 0
        while time.monotonic() < end:
            count += 1
            file = clone / f"registries/Models/p{number}-{count}/model.yaml"
            file.parent.mkdir()
            file.write_text("apiVersion: git-registry/v1\nkind: Model\ndescription: One of many.\n")
            run("git", "add", ".", cwd=clone)
            run("git", "commit", "--quiet", "--message", "x", cwd=clone)
            target = "main" if is_shared else f"main:refs/heads/topic-{number}"
            while time.monotonic() < end:
                if run("git", "push", "--quiet", "origin", target, cwd=clone, check=False).returncode == 0:
                    accepted[number] += 1
                    break
                if not is_shared:
                    errors[number] += 1
                    break
                run("git", "pull", "--quiet", "--rebase", "origin", "main", cwd=clone, check=False)

    threads = [threading.Thread(target=push, args=(number,)) for number in range(pushers)]
    start = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took, used = time.monotonic() - start, processor_seconds() - used
    if run("git", "fsck", "--connectivity-only", cwd=path, check=False).returncode:
        sys.exit(f"{name}: git fsck finds something")
    return sum(accepted) / took, used * 1000 / max(1, sum(accepted)), sum(errors)


print(f"{pushers} pushers, {ROUNDS} rounds of {seconds:g} s each\n{'work':<24} {'server':<14} {'pushes/s':>9} {'ratio':>6} {'CPU ms':>7} {'errors':>7}")
for work, is_shared in (("branches of their own", False), ("one branch, with retries", True)):
    rates, used, errors = {name: [] for name in INSTALLATIONS}, {name: [] for name in INSTALLATIONS}, dict.fromkeys(INSTALLATIONS, 0)
    for round in range(ROUNDS):
        names = list(INSTALLATIONS)
        for name in names[round % 3:] + names[:round % 3]:
            figure, milliseconds, failed = rate(name, is_shared)
            rates[name].append(figure)
            used[name].append(milliseconds)
            errors[name] += failed
    plain = statistics.median(rates["plain git"])
    for name in INSTALLATIONS:
        figure = statistics.median(rates[name])
        print(f"{work:<24} {name:<14} {figure:9.1f} {figure / plain:6.2f} {statistics.median(used[name]):7.1f} {errors[name]:>7}", flush=True)
shutil.rmtree(place)
