#!/usr/bin/env python3
"""Times judging and reviewing one new version, beside git, at 100 and 100,000 versions: review.py PROGRAM [VERSIONS…]

Prints medians in milliseconds and their ratio, both sides run in turn in the same loop. Cost follows the change: the figures are
to be the same at every size. Nothing is asserted: machines differ.
"""
import os, pathlib, shutil, statistics, subprocess, sys, tempfile, time

RUNS = 15
here = pathlib.Path(__file__).parent
program = os.path.abspath(sys.argv[1])
sizes = [int(size) for size in sys.argv[2:]] or [100, 100_000]
place = pathlib.Path(tempfile.mkdtemp(prefix="registry-bench-"))
environment = {
    "PATH": "/usr/bin:/bin", "HOME": str(place), "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8",
    "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@acme.org", "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@acme.org",
}


def timed(*command, cwd):
    start = time.perf_counter()
    status = subprocess.run(command, cwd=cwd, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
    if status not in (0, 2):
        sys.exit(f"{' '.join(command)}: exit status {status}")
    return (time.perf_counter() - start) * 1000


print(f"{'versions':>8}  {'work':<44} {'ms':>7}  {'reference':<38} {'ms':>7}  {'ratio':>6}")
for size in sizes:
    models = max(1, size // 100)
    repository = place / f"{size}.git"
    subprocess.run([sys.executable, here / "generate.py", repository, str(models), str(size // models)], check=True, env=environment)
    git = lambda *words: subprocess.run(["git", *words], cwd=repository, env=environment, check=True, capture_output=True, text=True).stdout.strip()
    publish = [program, "version", "create", "--branch"]
    # One branch adds a version; main moves on with another, so that there is something to merge.
    timed(*publish, "retrain", "Models/model-00000", cwd=repository)
    behind = git("rev-parse", "main")
    timed(*publish, "main", f"Models/model-{models - 1:05}", "--bump", "minor", cwd=repository)
    git("branch", "parent", behind)
    rows = [
        ("validate --base (behind main)", ["validate", "retrain", "--base", "main"], ["diff-tree", "-r", "--merge-base", "main", "retrain"]),
        ("validate --base (one commit)", ["validate", "retrain", "--base", "parent"], ["diff-tree", "-r", "parent", "retrain"]),
        ("validate --merge-with (a real merge)", ["validate", "retrain", "--merge-with", "main"], ["merge-tree", "--write-tree", "main", "retrain"]),
        ("review (a real merge)", ["review", "main..retrain"], ["merge-tree", "--write-tree", "main", "retrain"]),
        ("review --format markdown (fast-forward)", ["review", "parent..retrain", "--format", "markdown"], ["diff-tree", "-r", "parent", "retrain"]),
    ]
    for name, ours, reference in rows:
        pairs = [(timed(program, *ours, cwd=repository), timed("git", *reference, cwd=repository)) for _ in range(RUNS)]
        left, right = statistics.median(p[0] for p in pairs), statistics.median(p[1] for p in pairs)
        print(f"{size:>8}  {name:<44} {left:7.1f}  {'git ' + ' '.join(w for w in reference if w[0] != '-' or w == '-r'):<38} {right:7.1f}  {left / right:6.2f}")
shutil.rmtree(place)
