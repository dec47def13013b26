#!/usr/bin/env python3
"""Times artifacts going in and out beside cp, sha256sum and git-lfs: artifacts.py PROGRAM [MIB]

Prints medians in seconds, their ratio and our peak memory, both sides run in turn in the same loop. dvc is measured where it is
installed. Nothing is asserted: machines differ, and disks more so.
"""
import os, pathlib, shutil, statistics, subprocess, sys, tempfile, time

RUNS = 3
program = os.path.abspath(sys.argv[1])
mebibytes = int(sys.argv[2]) if len(sys.argv) > 2 else 1024
place = pathlib.Path(tempfile.mkdtemp(prefix="registry-bench-", dir=os.environ.get("BENCH_DIR")))
environment = {
    "PATH": os.environ["PATH"], "HOME": str(place), "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8",
    "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@acme.org", "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@acme.org",
}
memory = 0


def timed(command, cwd=place):
    """Seconds, with what is still to be written to disk written before; the peak memory of our program is kept."""
    global memory
    os.sync()
    start = time.perf_counter()
    with subprocess.Popen(command, cwd=cwd, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, shell=isinstance(command, str)) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command}: exit status {process.returncode}")
    if command[0] == program:
        memory = max(memory, usage.ru_maxrss / 1024)
    return time.perf_counter() - start


def compare(name, ours, references):
    rows = {what: [] for what in references}
    mine = []
    for i in range(RUNS):
        mine.append(ours(i))
        for what, reference in references.items():
            rows[what].append(reference(i))
    left = statistics.median(mine)
    for what, values in rows.items():
        right = statistics.median(values)
        print(f"{name:<34} {left:7.2f}  {what:<38} {right:7.2f}  {left / right:6.2f}")


file, copy = place / "weights.bin", place / "copy.bin"
with open(file, "wb") as output:
    for _ in range(mebibytes):
        output.write(os.urandom(1 << 20))
repository = place / "acme"
subprocess.run([program, "init", repository, "--name", "acme", "--admin", "ada", "--email", "ada@acme.org"], check=True, env=environment, stdout=subprocess.DEVNULL)
subprocess.run([program, "model", "create", "Models/m"], cwd=repository, check=True, env=environment, stdout=subprocess.DEVNULL)


def publish(i):
    shutil.rmtree(repository / ".git/lfs/objects", ignore_errors=True)
    return timed([program, "version", "create", "Models/m", "--artifact", str(file)], repository)


def cp(source, synced=False):
    def run(i):
        copy.unlink(missing_ok=True)
        return timed(f"cp {source} {copy}" + (f" && sync {copy}" if synced else ""))
    return run


def dvc(i):
    shutil.rmtree(place / "dvc", ignore_errors=True)
    (place / "dvc").mkdir()
    subprocess.run("git init -q && dvc init -q", cwd=place / "dvc", shell=True, check=True, env=environment)
    os.link(file, place / "dvc/weights.bin")
    return timed("dvc add -q weights.bin", place / "dvc")


print(f"{f'{mebibytes} MiB':<34} {'s':>7}  {'reference':<38} {'s':>7}  {'ratio':>6}")
references = {
    "cp, then sync of the copy": cp(file, True), "cp, left in memory": cp(file),
    "sha256sum": lambda i: timed(["sha256sum", str(file)]), "git lfs clean": lambda i: timed(f"git lfs clean < {file} > /dev/null", repository),
}
if shutil.which("dvc"):
    references["dvc add"] = dvc
compare("version create, synced to disk", publish, references)


def pull(*options):
    def run(i):
        shutil.rmtree(place / "out", ignore_errors=True)
        return timed([program, "pull", "Models/m@latest", "--output", str(place / "out"), *options], repository)
    return run


stored = next(path for path in (repository / ".git/lfs/objects").rglob("*") if path.is_file())
compare("pull --link, digest checked", pull("--link"), {"cp, left in memory": cp(stored), "sha256sum": lambda i: timed(["sha256sum", str(stored)])})
compare("pull, digest checked", pull(), {"cp, then sync of the copy": cp(stored, True), "cp, left in memory": cp(stored)})
print(f"peak memory {memory:.0f} MiB")
shutil.rmtree(place)
