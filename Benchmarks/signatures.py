#!/usr/bin/env python3
"""Judges pushes of signed commits where signatures say who acts, beside `git verify-commit` on the same commits: signatures.py PROGRAM

Milliseconds a commit, the hook's start taken off by a push of the same commits that nobody's signature is asked for.
Prints figures; nothing is asserted: machines differ.
"""
import os, pathlib, shutil, subprocess, sys, tempfile, time

COUNT = 500
ZERO = "0" * 40
program = os.path.abspath(sys.argv[1])
place = pathlib.Path(tempfile.mkdtemp(prefix="registry-bench-"))
environment = {
    "PATH": "/usr/bin:/bin", "HOME": str(place), "GIT_CONFIG_NOSYSTEM": "1", "PUSHER": "ada",
    "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@acme.org", "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@acme.org",
}


def run(*words, cwd, text=None):
    return subprocess.run(words, cwd=cwd, env=environment, input=text, check=True, capture_output=True, text=True).stdout.strip()


def hook(source, repository, tip):
    words = [program, "hook", "pre-receive", "--actor-from", source, "--require-blobs", "none"]
    start = time.perf_counter()
    subprocess.run(words, cwd=repository, env={**environment, "GIT_DIR": "."}, input=f"{ZERO} {tip} refs/heads/main\n", check=True, text=True)
    return time.perf_counter() - start


def repository(name, options, count):
    folder = place / name
    run("git", "init", "--quiet", "--initial-branch=main", folder, cwd=place)
    run("ssh-keygen", "-q", *options, "-N", "", "-f", str(place / f"{name}-key"), cwd=place)
    key = (place / f"{name}-key.pub").read_text()
    for setting, value in [("gpg.format", "ssh"), ("user.signingkey", place / f"{name}-key"), ("gpg.ssh.allowedSignersFile", place / f"{name}-allowed")]:
        run("git", "config", setting, str(value), cwd=folder)
    (place / f"{name}-allowed").write_text(f"ada@acme.org {key}")
    run(program, "init", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", "--blobs", "git", cwd=folder)
    run(program, "member", "edit", "ada", "--signing-key", str(place / f"{name}-key.pub"), cwd=folder)
    tree, tip = run("git", "rev-parse", "HEAD^{tree}", cwd=folder), None
    for number in range(count):
        parent = ["-p", tip] if tip else []
        tip = run("git", "commit-tree", "-S", *parent, "-m", f"commit {number}", tree, cwd=folder)
    bare = place / f"{name}.git"
    run("git", "init", "--quiet", "--bare", "--initial-branch=main", bare, cwd=place)
    run("git", "fetch", "--quiet", str(folder), tip, cwd=bare)
    run("git", "config", "gpg.ssh.allowedSignersFile", str(place / f"{name}-allowed"), cwd=bare)
    return bare, tip


print(f"{'key':<12} {'commits':>8} {'hook ms':>9} {'ms a commit':>12} {'git verify-commit ms':>21} {'ratio':>7}")
for name, options, count in [("ed25519", ["-t", "ed25519"], COUNT), ("nistp256", ["-t", "ecdsa", "-b", "256"], COUNT), ("rsa", ["-t", "rsa", "-b", "3072"], COUNT // 10)]:
    bare, tip = repository(name, options, count)
    unsigned = min(hook("env:PUSHER", bare, tip) for _ in range(5))
    signed = min(hook("signature", bare, tip) for _ in range(3))
    commits = run("git", "rev-list", tip, cwd=bare).split()
    start = time.perf_counter()
    for commit in commits[:50]:
        run("git", "verify-commit", commit, cwd=bare)
    reference = (time.perf_counter() - start) / len(commits[:50])
    each = (signed - unsigned) / count
    print(f"{name:<12} {count:>8} {signed * 1000:>9.1f} {each * 1000:>12.3f} {reference * 1000:>21.2f} {each / reference:>7.3f}")
shutil.rmtree(place)
