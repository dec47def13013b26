#!/usr/bin/env python3
"""Judges the largest pushes that the default limits allow, beside git's own check of the same objects: largest-push.py PROGRAM

One push of 15,500 versions with their pointers (registry.maxChangedFiles), one of the densest manifests (registry.maxManifestsSize).
Prints seconds, the hook's peak memory, and the seconds of `git fsck` with their ratio. Nothing is asserted: machines differ.
"""
import os, pathlib, shutil, subprocess, sys, tempfile, time

ZERO = "0" * 40
here = pathlib.Path(__file__).parent
program = os.path.abspath(sys.argv[1])
place = pathlib.Path(tempfile.mkdtemp(prefix="registry-bench-"))
environment = {"PATH": "/usr/bin:/bin", "HOME": str(place), "GIT_CONFIG_NOSYSTEM": "1", "PUSHER": "ada"}
hook = [program, "hook", "pre-receive", "--actor-from", "env:PUSHER", "--require-blobs", "none"]


def ordinary(repository):
    subprocess.run([sys.executable, here / "generate.py", repository, "155", "100"], check=True, env=environment)


def dense(repository):
    subprocess.run(["git", "init", "--quiet", "--bare", "--initial-branch=main", repository], check=True, env=environment)
    head = "apiVersion: git-registry/v1\nkind: "
    parameters = "".join(f"  p{i:05d}: 7\n" for i in range(21_000))
    files = {
        ".gitattributes": "blobs/** -text -diff -merge\n",
        "organization.yaml": head + "Organization\nname: acme\n",
        "members/ada.yaml": head + "Member\nemails:\n  - ada@acme.org\nrole: admin\n",
        "registries/Models/registry.yaml": head + "Registry\ntype: custom\nvisibility: organization\nacceptedArtifactTypes: all\nmembers:\n  ada: admin\n",
        "registries/Models/m/model.yaml": head + "Model\n",
    }
    for minor in range(265):
        files[f"registries/Models/m/versions/1.{minor}.0.yaml"] = f"{head}ModelVersion\ndescription: v{minor}\nparameters:\n{parameters}"
    stream = "commit refs/heads/main\ncommitter Ada <ada@acme.org> 1700000000 +0000\ndata 0\n"
    stream += "".join(f"M 100644 inline {path}\ndata {len(text)}\n{text}\n" for path, text in files.items())
    subprocess.run(["git", "fast-import", "--quiet"], cwd=repository, input=stream.encode(), check=True, env=environment)


def timed(command, repository, text=""):
    start = time.perf_counter()
    with subprocess.Popen(command, cwd=repository, env={**environment, "GIT_DIR": "."}, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        process.stdin.write(text.encode())
        process.stdin.close()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command[0]} ended with {process.returncode}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


print(f"{'push':<12} {'files':>7} {'hook s':>8} {'peak MiB':>9} {'git fsck s':>11} {'ratio':>6}")
for make in (ordinary, dense):
    repository = place / f"{make.__name__}.git"
    make(repository)
    git = lambda *words: subprocess.run(["git", *words], cwd=repository, env=environment, check=True, capture_output=True, text=True).stdout
    tip = git("rev-parse", "main").strip()
    files = git("ls-tree", "-r", "--name-only", tip).count("\n")
    reference, _ = timed(["git", "fsck", "--no-progress"], repository)
    git("update-ref", "-d", "refs/heads/main")
    seconds, memory = timed(hook, repository, f"{ZERO} {tip} refs/heads/main\n")
    print(f"{make.__name__:<12} {files:>7} {seconds:8.1f} {memory:9.0f} {reference:11.1f} {seconds / reference:6.2f}")
shutil.rmtree(place)
