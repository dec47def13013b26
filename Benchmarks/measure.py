"""How two commands are compared: in turn, in one loop, so that a busy machine is busy for both."""
import dataclasses, json, os, pathlib, re, shlex, shutil, statistics, subprocess, tempfile, time


@dataclasses.dataclass
class Side:
    """A command, and what makes it ready for one more run."""
    command: list
    cwd: str
    prepare: object = None
    input: str = None
    shown: str = None

    def text(self):
        return self.shown or shlex.join(self.command)


class Bench:
    def __init__(self, place):
        self.place = pathlib.Path(place)
        self.home = tempfile.mkdtemp(prefix="registry-bench-")
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": self.home, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8", "GIT_TERMINAL_PROMPT": "0",
            "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@acme.org", "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@acme.org",
            "PUSHER": "ada",
        }

    def finish(self):
        shutil.rmtree(self.home, ignore_errors=True)

    def run(self, *command, cwd=None, input=None, **more):
        done = subprocess.run([str(word) for word in command], cwd=cwd, env={**self.environment, **more}, input=input, capture_output=True)
        if done.returncode: raise SystemExit(f"{shlex.join(map(str, command))}: exit status {done.returncode}\n{done.stderr.decode()}")
        return done.stdout.decode()

    # Times

    def compare(self, ours, theirs, runs):
        """Milliseconds of each run of both sides."""
        if not any(side.prepare or side.input for side in (ours, theirs)) and shutil.which("hyperfine"):
            return self.hyperfine(ours, theirs, runs)
        for side in (ours, theirs): self.once(side)
        pairs = [(self.once(ours), self.once(theirs)) for _ in range(runs)]
        return [pair[0] for pair in pairs], [pair[1] for pair in pairs]

    def hyperfine(self, ours, theirs, runs):
        """hyperfine starts a process with less ado than Python; a few runs a turn."""
        turns, times = max(1, runs // 5), ([], [])
        for turn in range(turns):
            for side, own in zip((ours, theirs), times):
                report = pathlib.Path(self.home) / "hyperfine.json"
                self.run("hyperfine", "--shell", "none", "--style", "none", "--warmup", "1" if turn == 0 else "0", "--runs", str(min(5, runs)) if runs > 1 else "2",
                         "--export-json", report, shlex.join(side.command), cwd=side.cwd)
                own.extend(seconds * 1000 for seconds in json.loads(report.read_text())["results"][0]["times"])
        return times

    def once(self, side):
        if side.prepare: side.prepare()
        with open(side.input or os.devnull) as source:
            start = time.perf_counter()
            done = subprocess.run(side.command, cwd=side.cwd, env=self.environment, stdin=source, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            taken = time.perf_counter() - start
        if done.returncode: raise SystemExit(f"{side.text()}: exit status {done.returncode}\n{done.stderr.decode()}")
        return taken * 1000

    # Memory

    def peak(self, side):
        """The largest resident set of the command and its children, in MB; GNU time's own is 2 MB."""
        if side.prepare: side.prepare()
        with open(side.input or os.devnull) as source:
            done = subprocess.run(["/usr/bin/time", "--format", "%M", *side.command], cwd=side.cwd, env=self.environment, stdin=source, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        found = re.findall(r"^\d+$", done.stderr.decode(), re.M)
        return int(found[-1]) / 1024 if found else None

    def hook(self, push):
        """Milliseconds that git waits for the pre-receive hook of a push, by its own trace."""
        trace = os.path.join(self.home, "trace")
        if os.path.exists(trace): os.remove(trace)
        self.environment["GIT_TRACE2_EVENT"] = trace
        try: self.once(push)
        finally: del self.environment["GIT_TRACE2_EVENT"]
        events = [json.loads(line) for line in open(trace)]
        starts = {(event["sid"], event["child_id"]) for event in events if event["event"] == "child_start" and event.get("hook_name") == "pre-receive"}
        return next(event["t_rel"] * 1000 for event in events if event["event"] == "child_exit" and (event["sid"], event["child_id"]) in starts)


def spread(values):
    """The middle half of the runs."""
    if len(values) < 4: return min(values), max(values)
    quarters = statistics.quantiles(values, n=4)
    return quarters[0], quarters[2]


def row(work, ours, theirs, times, at_most, memory=None):
    (left, right) = times
    low, high = spread(left)
    return {
        "work": work, "command": ours if isinstance(ours, str) else ours.text(), "reference": theirs if isinstance(theirs, str) else theirs.text(),
        "ms": statistics.median(left), "low": low, "high": high, "reference_ms": statistics.median(right),
        "reference_low": spread(right)[0], "reference_high": spread(right)[1],
        "ratio": statistics.median(left) / statistics.median(right), "at_most": at_most, "memory": memory, "runs": len(left),
    }
