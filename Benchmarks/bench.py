#!/usr/bin/env python3
"""Every figure of git registry's speed beside git's, both run in turn in one loop; writes docs/performance.md and its picture.

usage: bench.py PROGRAM [--size VERSIONS]… [--only SECTION] [--gto GTO] [--check-jsonschema PROGRAM] [--mlflow-python PYTHON] [--no-docs]

Repositories are made by generate.py, once, in .build/bench. Nothing is asserted: machines differ. Results of earlier runs at other sizes
are kept beside the repositories, and stay in the page.
"""
import argparse, dataclasses, json, os, pathlib, platform, shlex, shutil, subprocess, sys, time

here = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(here))
import plot
from generate import number, pointer, Model
from measure import Bench, Side, row
from repositories import PLACE, repository

# Registries, models a registry, versions a model; how it is packed.
SHAPES = {1_000: (2, 5, 100, "repack"), 100_000: (10, 100, 100, "repack"), 1_000_000: (20, 500, 100, "repack")}
COMMITS = 100_000
# A store of a million runs takes MLflow's own search seconds, and half an hour to fill.
MLFLOW_SIZES = (1_000, 100_000)
SECTIONS = ["reading", "writing", "pushing", "judging", "searching"]
MODEL, VERSION = "Models/model-00000", "1.2.0"
PATH = f"registries/{MODEL}/versions/{VERSION}.yaml"


class Sized:
    """The figures at one size."""

    def __init__(self, bench, program, size):
        self.bench, self.program, self.size = bench, program, size
        registries, models, versions, pack = SHAPES[size]
        self.registry = repository(registries, models, versions, pack)
        self.rows = []
        self.runs = 30
        # A push of a registry of a million versions takes git a second.
        self.pushes = {1_000: 20, 100_000: 15}.get(size, 8)
        self.long_runs = {1_000: 20, 100_000: 5}.get(size, 3)
        self.files = {}
        self.ours_repository = None

    def copy(self, name):
        """A repository that may be written to; packs are shared by hard links."""
        target = os.path.join(self.bench.home, f"{name}-{self.size}.git")
        self.bench.run("cp", "--archive", "--link", self.registry, target)
        # The catalog is changed in place.
        shutil.rmtree(os.path.join(target, "registry"), ignore_errors=True)
        return target

    def file(self, name, text):
        path = os.path.join(self.bench.home, name)
        with open(path, "w") as out: out.write(text)
        return path

    def compare(self, work, ours, theirs, at_most, runs=None):
        times = self.bench.compare(ours, theirs, runs or self.runs)
        memory = [self.bench.peak(ours), self.bench.peak(theirs)]
        self.add(row(work, ours, theirs, times, at_most, memory))

    def add(self, row):
        self.rows.append(row)
        memory = "  {:.0f}/{:.0f} MB".format(*row["memory"]) if row["memory"] and None not in row["memory"] else ""
        print(f"{self.size:>9,}  {row['work']:<34} {row['ms']:9.2f} ms ({row['low']:.2f}–{row['high']:.2f})  {row['reference']:<52} {row['reference_ms']:9.2f} ms  {row['ratio']:6.2f}  (≤ {row['at_most']}){memory}", flush=True)

    def ours(self, *words, cwd=None, **more):
        return Side([self.program, *words], cwd or self.registry, **{"shown": "git registry " + " ".join(words), **more})

    def git(self, *words, cwd=None, **more):
        return Side(["git", *words], cwd or self.registry, **more)

    def reading(self):
        show = self.git("show", f"HEAD:{PATH}", shown="git show HEAD:PATH")
        self.compare("start", self.ours("--version"), self.git("--version"), 2)
        self.compare("show a version", self.ours("show", f"{MODEL}@{VERSION}"), show, 1)
        self.compare("resolve a range", self.ours("resolve", f"{MODEL}@^1.2"), show, 1)
        versions = self.bench.run("git", "ls-tree", "--name-only", f"HEAD:registries/{MODEL}/versions", cwd=self.registry).split()
        names = self.file("names", "".join(f"HEAD:registries/{MODEL}/versions/{name}\n" for name in versions))
        self.compare(f"list a model of {len(versions)} versions", self.ours("list", MODEL), self.git("cat-file", "--batch", input=names, shown="git cat-file --batch of those"), 1.5)

    def writing(self):
        repositories = [self.copy("create"), self.copy("import")]
        for target in repositories: self.bench.run("git", "config", "core.fsync", "none", cwd=target)
        count = [0]
        content = os.path.join(self.bench.home, "model.onnx")
        stream = os.path.join(self.bench.home, "stream")
        model = Model(7, "Models", 0)

        def prepare():
            count[0] += 1
            self.file("model.onnx", f"weights {count[0]}\n")

        def prepare_stream():
            count[0] += 1
            text, own, size = model.version(count[0], 10)
            path, content = pointer(own, size)
            files = [(f"{model.folder}/versions/9.{count[0]}.0.yaml", text), (path, content)]
            body = "".join(f"M 100644 inline {name}\ndata {len(data)}\n{data}\n" for name, data in files)
            self.file("stream", f"commit refs/heads/main\ncommitter Ada <ada@acme.org> 1795345200 +0000\ndata 1\nx\nfrom refs/heads/main^0\n{body}")

        prepare_stream()
        ours = self.ours("version", "create", MODEL, "--artifact", content, cwd=repositories[0], prepare=prepare, shown="git registry version create … --artifact FILE")
        theirs = self.git("fast-import", "--quiet", cwd=repositories[1], prepare=prepare_stream, input=stream, shown="git fast-import of one such commit")
        self.ours_repository = repositories[0]
        self.compare("version create, not synced", ours, theirs, 0.5)

    def pushing(self):
        servers = {name: self.copy(name) for name in ("hook", "empty", "true")}
        self.bench.run(self.program, "hook", "install", servers["hook"], "--actor-from", "env:PUSHER", "--require-blobs", "none")
        for name, script in (("empty", "#!/bin/sh\nexec true\n"), ("true", None)):
            self.bench.run("git", "config", "receive.fsckObjects", "true", cwd=servers[name])
            hook = pathlib.Path(servers[name]) / "hooks/pre-receive"
            hook.parent.mkdir(exist_ok=True)
            if script: hook.write_text(script)
            else: shutil.copy("/bin/true", hook)
            hook.chmod(0o755)
        pusher = self.copy("pusher")
        publish = [self.program, "version", "create", MODEL]
        sides = {name: self.git("push", "--quiet", "--no-verify", target, "main", cwd=pusher) for name, target in servers.items()}
        times, hooks = {name: [] for name in sides}, {name: [] for name in sides}
        for turn in range(self.pushes + 1):
            self.bench.run(*publish, cwd=pusher)
            for name in (list(sides) if turn % 2 else list(sides)[::-1]):
                taken = self.bench.once(sides[name])
                if turn: times[name].append(taken)
        for turn in range(self.pushes):
            self.bench.run(*publish, cwd=pusher)
            for name in sides: hooks[name].append(self.bench.hook(sides[name]))
        self.add(row("the hook, one new version", "pre-receive, as git waits for it", "/bin/true as pre-receive", (hooks["hook"], hooks["true"]), 3))
        self.add(row("push of one version", "git push, with the hook", "git push, with an empty hook", (times["hook"], times["empty"]), 1.15))

    def judging(self):
        if not self.ours_repository: self.writing()
        cwd = self.ours_repository
        base = self.ours("validate", "--base", "HEAD~1", cwd=cwd)
        self.compare("validate a change", base, self.git("diff-tree", "-r", "HEAD~1", "HEAD", cwd=cwd), 1)
        def list_of(*paths):
            lines = self.bench.run("git", "ls-tree", "-r", "HEAD", *paths, cwd=self.registry).splitlines()
            return "".join(line.split()[2] + "\n" for line in lines)
        manifests = self.file("manifests", list_of("registries", "members", "teams", "organization.yaml"))
        everything = self.file("everything", list_of())
        all_of_it = self.ours("validate")
        self.compare("validate everything", all_of_it, self.git("cat-file", "--batch", "--buffer", input=manifests, shown="git cat-file --batch of every manifest"), 1, self.long_runs)
        self.compare("  the same, beside all that is read", all_of_it, self.git("cat-file", "--batch", "--buffer", input=everything, shown="git cat-file --batch of manifests and pointers"), "–", self.long_runs)

    def searching(self, mlflow=None):
        """Questions that the catalog answers, beside git's own way to find the same, and MLflow's."""
        where = "metrics.accuracy > 0.9 and tags.trained-on = 'a100'"
        search = self.ours("search", "--where", where, "--sort", "-metrics.accuracy", "--limit", "50", shown="git registry search --where … --sort -metrics.accuracy")
        grep = self.git("grep", "--quiet", "trained-on: a200", "HEAD", "--", "registries", shown="git grep for a tag in all manifests")
        # What finds nothing reads all, and its status is 1.
        grep.command = ["sh", "-c", f"! {shlex.join(grep.command)}"]
        # What takes milliseconds is run often; git's side takes minutes at a million.
        self.bench.once(search)
        searches = [self.bench.once(search) for _ in range(self.runs)]
        greps = [self.bench.once(grep) for _ in range(self.long_runs)]
        def beside_grep(work, side, at_most, runs=None):
            times = searches if side is search else [self.bench.once(side) for _ in range(runs or self.runs)]
            self.add(row(work, side, grep, (times, greps), at_most, [self.bench.peak(side), None]))
        beside_grep("search by metric and tag, first 50", search, 2 if self.size == 1_000 else 0.1)
        for work, words in (
            ("search for a word", ["search", "model-00003", "--limit", "50"]), ("search by a model's metric", ["search", "--where", "model = model-00003 and has metrics.f1", "--sort", "-metrics.f1"]),
            ("lineage down, used by none", ["lineage", f"{MODEL}@{VERSION}", "--down"]), ("recall, used by none", ["recall", f"{MODEL}@{VERSION}"])):
            beside_grep(work, self.ours(*words), "–", self.long_runs if "word" in work else None)
        for work, words in (
            ("search by ordinal", ["search", "--where", "ordinal = 5"]), ("sort by ordinal", ["search", "--sort", "-ordinal"]),
            ("lineage down, used by all", ["lineage", "Datasets/reviews@1.0.0", "--down"]), ("recall, used by all", ["recall", "Datasets/reviews@1.0.0"])):
            beside_grep(work, self.ours(*words), "–", self.long_runs)
        if mlflow and self.size in MLFLOW_SIZES:
            store = PLACE / f"mlflow-{self.size}.sqlite"
            theirs = [float(line) for line in self.bench.run(mlflow, here / "mlflow-search.py", store, self.size, self.runs).split()]
            self.add(row("search by metric and tag, first 50", search, "MLflow's search_runs in its SQLite store, in one process", (searches, theirs), 1))
        target = self.copy("catalog")
        catalog = pathlib.Path(target) / "registry/catalog.sqlite"
        self.bench.run("git", "config", "core.fsync", "none", cwd=target)
        def publish(): self.bench.run(self.program, "version", "create", MODEL, cwd=target)
        fresh = dataclasses.replace(search, cwd=target)
        self.bench.once(fresh)
        self.compare("  the same, one commit later", dataclasses.replace(fresh, prepare=publish), dataclasses.replace(fresh, shown="the same, with nothing new"), "–")
        again = dataclasses.replace(fresh, prepare=lambda: catalog.unlink(missing_ok=True), shown="git registry search, which makes the catalog")
        self.compare("make the catalog", again, self.ours("validate", cwd=target), 2, self.long_runs)

    def peers(self, gto, check_jsonschema):
        """Other registries and validators, at sizes that they bear."""
        if check_jsonschema:
            folder = os.path.join(self.bench.home, "manifests.d")
            self.bench.run("git", "clone", "--quiet", self.registry, folder)
            files = sorted(str(path.relative_to(folder)) for path in pathlib.Path(folder).glob("registries/*/*/versions/*.yaml"))[:1000]
            theirs = Side([check_jsonschema, "--schemafile", str(here.parent / "schema/model-version.json"), *files], folder, shown="check-jsonschema of the versions")
            self.compare("validate everything", self.ours("validate"), theirs, "–", 3)
        if gto:
            folder = os.path.join(self.bench.home, "gto")
            self.bench.run("git", "init", "--quiet", "--initial-branch=main", folder)
            # One commit a version: gto allows no two of one model on a commit.
            stream = "".join(f"commit refs/heads/main\nmark :{i + 1}\ncommitter Ada <ada@acme.org> {1795341600 + i} +0000\ndata 1\nx\n" for i in range(1000))
            stream += "".join(f"tag model-{i % 10:05d}@v1.{i // 10}.0\nfrom :{i + 1}\ntagger Ada <ada@acme.org> {1795341600 + i} +0000\ndata 1\nx\n" for i in range(1000))
            self.bench.run("git", "fast-import", "--quiet", cwd=folder, input=stream.encode())
            self.bench.run("git", "checkout", "--quiet", "-f", "main", cwd=folder)
            def gto_side(*words, **more): return Side([gto, *words], folder, shown="gto " + " ".join(words), **more)
            self.compare("show a version", self.ours("show", f"{MODEL}@{VERSION}"), gto_side("show", "model-00000"), "–", 3)
            self.compare("log of a model", self.ours("log", MODEL), gto_side("history", "model-00000"), "–", 3)
            register = gto_side("register", "model-00000", "--bump-minor")
            register.prepare = lambda: self.bench.run("git", "commit", "--quiet", "--allow-empty", "--message", "x", cwd=folder)
            self.compare("version create", self.ours("version", "create", MODEL, cwd=self.copy("peer"), prepare=lambda: None), register, "–", 3)


def history(bench, program):
    """What 100,000 commits did to one model of 200, with git's filters of changed paths and without."""
    place = repository(1, 200, 2, "repack", history=COMMITS)
    rows = []
    sized = Sized.__new__(Sized)
    sized.bench, sized.program, sized.registry, sized.rows, sized.size, sized.runs = bench, program, place, rows, COMMITS, 5
    for work, options in (("log of a model, filters", ["--changed-paths"]), ("log of a model, plain graph", [])):
        shutil.rmtree(os.path.join(place, "objects/info/commit-graphs"), ignore_errors=True)
        pathlib.Path(place, "objects/info/commit-graph").unlink(missing_ok=True)
        bench.run("git", "commit-graph", "write", "--reachable", "--no-changed-paths" if not options else options[0], cwd=place)
        model = "Models/model-00003"
        sized.compare(work, sized.ours("log", model), sized.git("log", "--oneline", "--", f"registries/{model}", shown="git log --oneline -- PATH"), 0.1)
    bench.run("git", "commit-graph", "write", "--reachable", "--changed-paths", cwd=place)
    # What git takes without filters, which is how a repository is without anybody's doing.
    rows[0]["plain_ratio"] = rows[0]["ms"] / rows[1]["reference_ms"]
    return rows


def machine():
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.machine())
    memory = int(next(line for line in open("/proc/meminfo") if line.startswith("MemTotal")).split()[1]) / 1024 / 1024
    return {"processor": model, "cores": os.cpu_count(), "memory": f"{memory:.0f} GiB", "kernel": platform.release(),
            "git": subprocess.run(["git", "--version"], capture_output=True, text=True).stdout.split()[2], "load": f"{os.getloadavg()[0]:.1f}"}


def pack(bench, place):
    counts = dict(line.split(": ") for line in bench.run("git", "count-objects", "--verbose", cwd=place).splitlines())
    return {"objects": int(counts["in-pack"]), "packs": int(counts["packs"]), "loose": int(counts["count"]), "mib": int(counts["size-pack"]) / 1024,
            "how": "every object whole, as fast-import left it" if "whole" in place else "git repack -adf"}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--size", type=int, action="append", choices=list(SHAPES))
    parser.add_argument("--history", action="store_true", help="only the questions of 100,000 commits")
    parser.add_argument("--only", choices=SECTIONS, metavar="SECTION", help="print one section: " + ", ".join(SECTIONS) + "; of these, only the last one is kept")
    parser.add_argument("--gto")
    parser.add_argument("--check-jsonschema")
    parser.add_argument("--mlflow-python", help="a Python that has mlflow and sqlalchemy")
    parser.add_argument("--no-docs", action="store_true")
    wanted = parser.parse_args()
    program = os.path.abspath(wanted.program)
    bench = Bench(PLACE)
    # git looks for `git registry` on the PATH; the hook is run by its own.
    bench.environment["PATH"] = os.path.dirname(program) + ":" + bench.environment["PATH"]
    results_path = PLACE / "results.json"
    PLACE.mkdir(parents=True, exist_ok=True)
    results = json.loads(results_path.read_text()) if results_path.exists() else {}
    def keep(name, rows, place):
        results[name] = {"rows": rows, "pack": pack(bench, place), "machine": machine(), "date": time.strftime("%Y-%m-%d"),
                         "program": bench.run(program, "--version").strip()}
        results_path.write_text(json.dumps(results, indent=1))
    try:
        for size in [] if wanted.history else wanted.size or [1_000, 100_000]:
            sized = Sized(bench, program, size)
            for section in [wanted.only] if wanted.only else SECTIONS:
                if section == "searching":
                    before = len(sized.rows)
                    sized.searching(wanted.mlflow_python)
                    for one in sized.rows[before:]: one["searching"] = True
                else: getattr(sized, section)()
            searching = [row for row in sized.rows if row.pop("searching", False)]
            if searching: keep(f"searching-{size}", searching, sized.registry)
            if wanted.only: continue
            if size == 1_000: sized.peers(wanted.gto, wanted.check_jsonschema)
            keep(str(size), [row for row in sized.rows if row not in searching], sized.registry)
        if not wanted.only and (wanted.history or not wanted.size):
            keep("history", history(bench, program), repository(1, 200, 2, "repack", history=COMMITS))
    finally:
        bench.finish()
    if not wanted.no_docs and wanted.only in (None, "searching"): plot.write(results, here.parent / "docs")


main()
