#!/usr/bin/env python3
"""How each command's cost grows with what a repository holds, in instructions, which no busy machine changes: growth.py PROGRAM [COLUMN…]

Needs valgrind. Counts this program's own instructions, not those of git processes that it starts. Writes growth.md; with the names of
columns, or `changes`, only those are counted anew.
"""
import argparse, json, os, pathlib, re, subprocess, sys

here = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(here))
from generate import Model, pointer
from measure import Bench
from repositories import PLACE, repository

MODEL = "Models/model-00000"
SHAPES = [
    ("1,000 versions", (2, 5, 100, "repack"), {}),
    ("100,000 versions", (10, 100, 100, "repack"), {}),
    ("1,000,000 versions", (20, 500, 100, "whole"), {}),
    ("10,000 models in a registry", (1, 10_000, 1, "whole"), {}),
    ("10,000 versions of a model", (1, 1, 10_000, "whole"), {}),
    ("100,000 commits", (1, 200, 2, "repack"), {"history": 100_000}),
    ("10,000 members", (2, 5, 100, "repack"), {"members": 10_000}),
]
READING = [
    (["--version"], "flat"),
    (["show", f"{MODEL}@1.0.0"], "the folders on the path: 10,000 entries are passed over byte by byte to find one"),
    (["resolve", f"{MODEL}@champion"], "the same"),
    (["resolve", f"{MODEL}@^1"], "the model's version numbers, and the manifests of those that may be the answer"),
    (["list", MODEL], "the model's versions, each read"),
    (["list", "Models"], "the registry's models, each read, and the numbers of their versions"),
    (["member", "list"], "the members, each read"),
    (["log", MODEL, "-n", "10"], "the model's last ten commits and what they did: here one brought 10,000 versions; the others are passed over"),
    (["log", MODEL], "the model's own commits; the others are passed over"),
]
CHANGING = [
    ("version create", "the folders on the path, written anew, the numbers of the model, and the members, one of whom has the address"),
    ("hook pre-receive, one new version", "the folders on the path, compared with those before, and the numbers of the model"),
    ("validate --base HEAD~1", "the same, and the members, one of whom has the address"),
]
PUSHES = [1, 10, 100, 1000]
HOOK = ["hook", "pre-receive", "--actor-from", "env:PUSHER", "--require-blobs", "none"]


class Growth:
    def __init__(self, program):
        self.program = program
        self.bench = Bench(PLACE)

    def count(self, words, cwd, **more):
        """Millions of instructions."""
        out = os.path.join(self.bench.home, "callgrind")
        done = subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", self.program, *words], cwd=cwd,
                              env={**self.bench.environment, **{key: value for key, value in more.items() if key != "input"}},
                              input=more.get("input", "").encode(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        error = done.stderr.decode(errors="replace")
        if done.returncode: raise SystemExit(f"{' '.join(words)}: exit status {done.returncode}\n{error[-2000:]}")
        return int(re.search(r"Collected : (\d+)", error)[1]) / 1e6

    def git(self, *words, cwd, **more):
        return self.bench.run("git", *words, cwd=cwd, **more).strip()

    def copy(self, registry, name):
        target = os.path.join(self.bench.home, name)
        self.bench.run("cp", "--archive", "--link", registry, target)
        self.git("config", "core.fsync", "none", cwd=target)
        return target

    def publish(self, target, count):
        """Publishes versions of one model in one commit, with a file each; returns the commit before and the new one."""
        old = self.git("rev-parse", "main", cwd=target)
        model = Model(7, "Models", 0)
        body = ""
        for index in range(count):
            text, own, size = model.version(index, count + 10)
            path, content = pointer(own, size)
            shared, tokenizer = pointer(model.tokenizer, 466062)
            for name, data in [(f"{model.folder}/versions/{1000 + index}.0.0.yaml", text), (path, content), (shared, tokenizer)]:
                body += f"M 100644 inline {name}\ndata {len(data)}\n{data}\n"
        # After the last one: a clock that is behind is another question.
        now = int(self.git("log", "-1", "--format=%ct", "main", cwd=target)) + 1
        stream = f"commit refs/heads/main\ncommitter Ada <ada@acme.org> {now} +0000\ndata 1\nx\nfrom refs/heads/main^0\n{body}"
        self.bench.run("git", "fast-import", "--quiet", cwd=target, input=stream.encode())
        return old, self.git("rev-parse", "main", cwd=target)

    def judged(self, target, old, new):
        """The hook and `validate --base` on a change."""
        base = self.count(["validate", "--base", old, new], target)
        self.git("update-ref", "refs/heads/main", old, cwd=target)
        hook = self.count(HOOK, target, input=f"{old} {new} refs/heads/main\n", GIT_DIR=".")
        return hook, base

    def column(self, index, shape, more):
        registry = repository(*shape, **more)
        self.git("commit-graph", "write", "--reachable", "--changed-paths", cwd=registry)
        figures = [self.count(words, registry) for words, _ in READING]
        target = self.copy(registry, f"column-{index}.git")
        figures.append(self.count(["version", "create", MODEL], target))
        hook, base = self.judged(target, *self.publish(target, 1))
        return figures + [hook, base]

    def pushes(self):
        registry = repository(*SHAPES[0][1])
        rows = [[], [], []]
        for count in PUSHES:
            target = self.copy(registry, f"push-{count}.git")
            hook, base = self.judged(target, *self.publish(target, count))
            folder = pathlib.Path(self.bench.home) / f"files-{count}"
            folder.mkdir()
            for index in range(count): (folder / f"{index}.onnx").write_text(f"weights {count} {index}\n")
            rows[0].append(hook)
            rows[1].append(base)
            rows[2].append(self.count(["version", "create", MODEL, "--artifact", str(folder)], target))
        return rows


def shown(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"


def page(columns, pushes, version):
    names = [name for name, _, _ in SHAPES[:len(columns)]]
    works = [(f"`{' '.join(words)}`", why) for words, why in READING] + [(f"`{work}`" if "," not in work else work, why) for work, why in CHANGING]
    lines = [f"""# Growth

Written by `make bench-growth`: millions of instructions of git registry {version} itself, which a busy machine does not change; about three
million are a millisecond. The repositories are those of [performance.md](../docs/performance.md), 1,000 versions with one thing made larger at a time:
more versions in more registries, one registry of many models, one model of many versions, a long history, many members. git's own
part, which grows where this says nothing of it, is in [scale.md](../docs/scale.md). `validate` of everything reads everything, and is among the times.

| | {' | '.join(names)} | grows with |
|---|{'---|' * len(names)}---|"""]
    for index, (work, why) in enumerate(works):
        lines.append(f"| {work} | {' | '.join(shown(column[index]) for column in columns)} | {why} |")
    lines.append(f"""
## With what a change holds

In the repository of 1,000 versions; a push of so many versions, each with a file of its own, and a version of so many files.

| | {' | '.join(f'{count:,}' for count in PUSHES)} |
|---|{'---|' * len(PUSHES)}""")
    for work, row in zip(["the hook", "`validate --base`", "`version create` of so many files"], pushes):
        lines.append(f"| {work} | {' | '.join(map(shown, row))} |")
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("columns", nargs="*", choices=[[], "changes", *(name for name, _, _ in SHAPES)])
    wanted = parser.parse_args()
    kept = PLACE / "growth.json"
    results = json.loads(kept.read_text()) if kept.exists() else {}
    growth = Growth(os.path.abspath(wanted.program))
    def keep(name, figures):
        print(name, *(map(shown, figures) if name != "changes" else figures), file=sys.stderr, flush=True)
        results[name] = figures
        kept.write_text(json.dumps(results, indent=1))
    try:
        for index, (name, shape, more) in enumerate(SHAPES):
            if not wanted.columns or name in wanted.columns: keep(name, growth.column(index, shape, more))
        if not wanted.columns or "changes" in wanted.columns: keep("changes", growth.pushes())
        version = growth.bench.run(growth.program, "--version").strip()
    finally:
        growth.bench.finish()
    (here / "growth.md").write_text(page([results[name] for name, _, _ in SHAPES], results["changes"], version))


if __name__ == "__main__": main()
