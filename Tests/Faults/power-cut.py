#!/usr/bin/env python3
"""Cuts the power right after a push was acknowledged: power-cut.py PROGRAM [PUSHES]

The server lies on an ext4 image behind a loop device. What the file system has not written to the image when the client has its
answer would be lost; so the image is copied in that moment, and the copy looked at. Needs root, for mounting. Exit status 1 where a
strict installation lost a push.
"""
import os, pathlib, shutil, subprocess, sys, tempfile

program = os.path.abspath(sys.argv[1])
pushes = int(sys.argv[2]) if len(sys.argv) > 2 else 20
place = pathlib.Path(tempfile.mkdtemp(prefix="registry-power-"))
environment = {
    "PATH": f"{os.path.dirname(program)}:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin", "HOME": str(place), "GIT_CONFIG_NOSYSTEM": "1",
    "LC_ALL": "C.UTF-8", "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "init.defaultBranch", "GIT_CONFIG_VALUE_0": "main", "PUSHER": "ada",
    "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@acme.org", "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@acme.org",
}


def run(*command, cwd=place, check=True):
    result = subprocess.run([str(word) for word in command], cwd=cwd, env=environment, capture_output=True, text=True)
    if check and result.returncode:
        sys.exit(f"{command}: exit status {result.returncode}\n{result.stdout}{result.stderr}")
    return result


if os.geteuid() != 0:
    sys.exit("power-cut.py mounts a file system: run it as root")
image, copy, live, dead = place / "disk", place / "copy", place / "live", place / "dead"
live.mkdir()
dead.mkdir()


def lost(options, settings):
    """Pushes that were acknowledged and are not on the disk; those after which git fsck finds something."""
    shutil.rmtree(place / "acme", ignore_errors=True)
    image.unlink(missing_ok=True)
    run("truncate", "--size=64M", image)
    run("mkfs.ext4", "-q", image)
    run("mount", "-o", "loop", image, live)
    gone = unsound = 0
    try:
        run(program, "init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org")
        run("git", "init", "--quiet", "--bare", live / "server.git")
        run(program, "hook", "install", live / "server.git", "--actor-from", "env:PUSHER", *options)
        for key, value in settings.items():
            run("git", "config", key, value, cwd=live / "server.git")
        run("git", "push", "--quiet", live / "server.git", "main", cwd=place / "acme")
        for number in range(pushes):
            run("sync")
            run(program, "model", "create", f"Models/m{number}", cwd=place / "acme")
            run("git", "push", "--quiet", live / "server.git", "main", cwd=place / "acme")
            run("cp", "--sparse=always", image, copy)
            head = run("git", "rev-parse", "main", cwd=place / "acme").stdout
            run("mount", "-o", "loop", copy, dead)
            try:
                server = dead / "server.git"
                gone += run("git", "-c", "safe.directory=*", "rev-parse", "main", cwd=server, check=False).stdout != head
                unsound += run("git", "-c", "safe.directory=*", "fsck", "--strict", cwd=server, check=False).returncode != 0
            finally:
                run("umount", dead)
    finally:
        run("umount", live)
    return gone, unsound


modes = {
    "--strict": (["--strict"], {}),
    "pre-receive alone": ([], {}),
    "pre-receive, core.fsync=all": ([], {"core.fsync": "all"}),
}
print(f"{'installation':<30} {'lost':>8} {'git fsck':>9}   of {pushes} acknowledged pushes")
failed = False
for name, (options, settings) in modes.items():
    gone, unsound = lost(options, settings)
    failed = failed or name == "--strict" and gone + unsound > 0
    print(f"{name:<30} {gone:>8} {unsound:>9}", flush=True)
shutil.rmtree(place)
sys.exit(failed)
