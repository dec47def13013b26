"""Writes what bench.py measured: docs/performance.md, and docs/performance.svg, which a page in light or dark can show."""
import math

SIZES = ["1000", "100000", "1000000"]


def milliseconds(value):
    if value >= 10_000: return f"{value / 1000:,.1f} s"
    return f"{value:.0f} ms" if value >= 100 else f"{value:.1f} ms" if value >= 10 else f"{value:.2f} ms"


def table(rows):
    lines = ["| work | command | median | middle half | reference | median | ratio | at most | peak memory |", "|---|---|---|---|---|---|---|---|---|"]
    for row in rows:
        command = row["command"] if row["command"].startswith(("git push", "pre-receive")) else f"`{row['command']}`"
        memory = "{:.0f} / {:.0f} MB".format(*row["memory"]) if row["memory"] and None not in row["memory"] else ""
        ratio = f"**{row['ratio']:.2f}**" if isinstance(row["at_most"], str) or row["ratio"] <= row["at_most"] else f"{row['ratio']:.2f}"
        lines.append(f"| {row['work'].strip()} | {command} | {milliseconds(row['ms'])} | {milliseconds(row['low'])} – {milliseconds(row['high'])} | {row['reference']} | {milliseconds(row['reference_ms'])} | {ratio} | {row['at_most']} | {memory} |")
    return "\n".join(lines)


def page(results):
    last = results[max(results, key=lambda name: results[name]["date"])]
    machine = last["machine"]
    parts = [f"""# Performance

Written by `make bench`; each figure stands beside git's own for the same work, both run in turn in one loop. The ratio is of medians.
**Bold** ratios are within what is asked for. Wall times of a busy machine are long on both sides; ratios stay.

![Cost against size](performance.svg)

{machine['processor']}, {machine['cores']} cores, {machine['memory']}, Linux {machine['kernel']}, git {machine['git']}, git registry {last['program']}.
The page cache is warm; every command is a new process. Memory is the largest resident set of the command and what it starts, ours and the
reference's. Manifests are 1 KB, each version has a file of its own and one that its model's versions share; see `Benchmarks/generate.py`.
"""]
    for name in SIZES:
        if name not in results: continue
        result = results[name]
        state = result["pack"]
        parts.append(f"## {int(name):,} versions\n\n{state['objects']:,} objects in {state['packs']} pack of {state['mib']:,.0f} MiB ({state['how']}); load average {result['machine']['load']} at the end, {result['date']}.\n\n{table(result['rows'])}\n")
    parts += [between(name, section(results)) for name, section in BY_ITSELF.items()] + [REMARKS]
    return "\n".join(parts)


def history(results):
    result = results.get("history")
    if not result: return ""
    state = result["pack"]
    plain = result["rows"][0].get("plain_ratio")
    return f"""## 100,000 commits

`python3 Benchmarks/bench.py PROGRAM --history`; load average {result['machine']['load']} at the end, {result['date']}. {state['objects']:,} objects in {state['packs']} pack of {state['mib']:,.0f} MiB ({state['how']}).
`git registry doctor --fix` writes the filters, `git commit-graph write --changed-paths`; git uses them too. A repository has none without anybody's doing:
beside git without them, the first row is a ratio of **{plain:.2f}**.

{table(result['rows'])}
"""


def between(name, text): return f"<!-- {name}: measured by itself -->\n{text}\n<!-- end of {name} -->\n"


def searching(results):
    parts = []
    for name in SIZES:
        result = results.get(f"searching-{name}")
        if not result: continue
        parts.append(f"### Of {int(name):,} versions\n\nLoad average {result['machine']['load']} at the end, {result['date']}.\n\n{table(result['rows'])}\n")
    return "\n".join(["## Searching", "", SEARCHING, *parts]) if parts else ""


# Sections that are measured without the rest of the page.
BY_ITSELF = {"history": history, "searching": searching}


SEARCHING = """`make bench ONLY=searching SIZE=…`. The reference of most rows is one `git grep` of all manifests, which is what git has to ask the same with;
it is measured once and stands beside each of them.
"""


REMARKS = """## What stands in the way

Ratios above 1 are work that git does not do in the command beside it.

- **`show` and `resolve`** also say what was purged, so they read the folders of each artifact's pointer: at 100,000 versions three times 256
  names of random digits, as much to inflate as all that git reads. Without them the ratio is that of 1,000 versions.
- **`version create`** makes ten objects, and libgit2 writes, links and unlinks a file for each, where fast-import appends to one pack; and
  it judges the change by all rules before it writes.
- **The hook.** git counts from starting it. A program that reads nothing starts as fast as `/bin/true`; the rest is 26 objects that are
  inflated, 60 rules, and 150 page faults more for a program of 24 MB.
- **A push** of 1,000 versions takes git 25 ms, of which the two hooks add 4: one judges, the other appends to the record of pushes. At more
  versions git's own check of connectivity hides them.
- **`validate` of a change** reads what `git diff-tree` reads, and then judges it: the model and its numbers, its registry, the organization, and the
  members, to say who could approve it.
- **`validate` of everything** is below git's own reading from 100,000 versions on: the id of a pointer follows from the manifest that
  names it, so half of the objects are not read, and two cores share the rest. At 1,000 versions the start, 256 folders of pointers and
  the first judgement of each kind of manifest are most of it.
- **`log` beside git with filters.** Of 100,000 commits the catalog of history names the 500 that changed the model, and its folder before and
  after each; commit, folder and manifests of each are read to tell what happened. git with filters reads 921 and tells nothing but that.
- **Memory** is below 500 MB everywhere, and within twice git's but where git takes 5 to 7 MB: the parts of the program that a command
  runs are 8 MB. At 100,000 versions `validate` holds the table of pointers and two mapped packs, beside git's one.

How long a start takes depends on how the program's file lies in the page cache: written in large pieces, as `install` and package
managers do, or read ahead from disk, it is mapped with fewer page faults than one written in pieces of 4 KB, by a third of `show`.
"""


# The picture: a panel a work, time against versions, both axes logarithmic.

WORKS = ["start", "show a version", "resolve a range", "list a model of 100 versions", "version create, not synced",
         "the hook, one new version", "push of one version", "validate a change", "validate everything"]
WIDTH, HEIGHT, GAP, TOP = 250, 150, 46, 54
STYLE = """svg { font: 12px system-ui, sans-serif; background: #fff; color: #1f2328 } text { fill: currentColor } .title { font-weight: 600 }
.axis { stroke: currentColor; opacity: .25 } .ours { stroke: #0969da; fill: none; stroke-width: 2 } .git { stroke: #9a6700; fill: none; stroke-width: 2; stroke-dasharray: 5 4 }
.ours-dot { fill: #0969da } .git-dot { fill: #9a6700 } .faint { opacity: .65 }
@media (prefers-color-scheme: dark) { svg { background: #0d1117; color: #e6edf3 } .ours { stroke: #58a6ff } .ours-dot { fill: #58a6ff } .git { stroke: #d29922 } .git-dot { fill: #d29922 } }"""


def picture(results):
    sizes = [name for name in SIZES if name in results]
    def value(size, work, key): return next((row[key] for row in results[size]["rows"] if row["work"] == work), None)
    panels = []
    for index, work in enumerate(WORKS):
        left, top = GAP + index % 3 * (WIDTH + GAP), TOP + index // 3 * (HEIGHT + GAP + 20)
        series = {key: [(math.log10(int(size)), math.log10(value(size, work, key))) for size in sizes if value(size, work, key)] for key in ("ms", "reference_ms")}
        points = [y for line in series.values() for _, y in line]
        if not points: continue
        low, high = math.floor(min(points)), max(math.ceil(max(points)), math.floor(min(points)) + 1)
        def at(x, y): return left + (x - 3) / 3 * WIDTH, top + HEIGHT - (y - low) / (high - low) * HEIGHT
        parts = [f'<text class="title" x="{left}" y="{top - 10}">{work}</text>']
        for tick in range(low, high + 1):
            _, y = at(3, tick)
            label = f"{10 ** tick:g} ms" if tick < 3 else f"{10 ** (tick - 3):g} s"
            parts.append(f'<line class="axis" x1="{left}" x2="{left + WIDTH}" y1="{y:.1f}" y2="{y:.1f}"/><text class="faint" x="{left - 4}" y="{y + 4:.1f}" text-anchor="end" font-size="10">{label}</text>')
        for size in SIZES:
            x, _ = at(math.log10(int(size)), low)
            label = f"{int(size) // 1000} k" if int(size) < 1_000_000 else "1 M"
            parts.append(f'<text class="faint" x="{x:.1f}" y="{top + HEIGHT + 15}" text-anchor="middle" font-size="10">{label}</text>')
        for key, style in (("reference_ms", "git"), ("ms", "ours")):
            line = [at(*point) for point in series[key]]
            parts.append(f'<polyline class="{style}" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in line)}"/>')
            parts.extend(f'<circle class="{style}-dot" cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in line)
        panels.append("\n".join(parts))
    width, height = GAP + 3 * (WIDTH + GAP), TOP + 3 * (HEIGHT + GAP + 20)
    legend = f'<line class="ours" x1="{GAP}" x2="{GAP + 26}" y1="18" y2="18"/><text x="{GAP + 32}" y="22">git registry</text><line class="git" x1="{GAP + 130}" x2="{GAP + 156}" y1="18" y2="18"/><text x="{GAP + 162}" y="22">its reference in git; across, versions in the repository</text>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-label="Cost of each command against the number of versions">\n<style>{STYLE}</style>\n{legend}\n' + "\n".join(panels) + "\n</svg>\n"


def write(results, folder):
    page_of_all = folder / "performance.md"
    if not any(name in results for name in SIZES):
        # The other figures stay as they were measured.
        text = page_of_all.read_text()
        for name, section in BY_ITSELF.items():
            if new := section(results):
                begin, end = between(name, "\n").split("\n\n\n")
                before, rest = text.split(begin, 1)
                text = before + between(name, new) + rest.split(end, 1)[1]
        page_of_all.write_text(text)
        return
    (folder / "performance.svg").write_text(picture(results))
    (folder / "performance.md").write_text(page(results))
