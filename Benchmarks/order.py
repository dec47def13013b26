#!/usr/bin/env python3
"""Writes the order in which the linker lays out functions: order.py PROGRAM-WITH-SYMBOLS > order.txt

A short command runs 2,000 of 90,000 functions, and the kernel maps a file in pieces of 64 KiB: laid out together, what commands share
is in a few. callgrind says which functions ran; those of at least two commands are listed, what most share first. A name that a later
program lacks does nothing, and one that is missing lies elsewhere: the list need not be new to be of use.
"""
import collections, os, pathlib, re, shutil, subprocess, sys, tempfile
from measure import Bench
from repositories import PLACE, repository

MODEL = "Models/model-00000"
READING = [["--version"], ["show", f"{MODEL}@1.2.0"], ["resolve", f"{MODEL}@^1.2"], ["list", MODEL]]
WRITING = [["version", "create", MODEL, "--artifact", "config"], ["validate", "--base", "HEAD~1"]]

bench = Bench(PLACE)
uses = collections.Counter()
program = os.path.join(bench.home, "git-registry")
# valgrind reads the linker's symbols, and not its debug information.
bench.run("strip", "--strip-debug", "-o", program, sys.argv[1])
registry = repository(2, 5, 100, "repack")


def functions(profile):
    """The mangled names in a callgrind profile; those called by address have none."""
    return {name.split("'")[0] for name in re.findall(r"^c?fn=\(\d+\) ([^\s0]\S*)", profile.read_text(), re.M)}


def run(*command, cwd):
    """Counts what a command ran in this program, itself or as git's child."""
    with tempfile.TemporaryDirectory(dir=bench.home) as place:
        bench.run("valgrind", "--tool=callgrind", "--demangle=no", "--trace-children=yes", f"--callgrind-out-file={place}/%p", *command, cwd=cwd)
        for profile in pathlib.Path(place).iterdir():
            head = next(line for line in profile.open() if line.startswith("cmd:"))
            if program in head or "pre-receive" in head: uses.update(functions(profile))


try:
    for words in READING: run(program, *words, cwd=registry)
    server, pusher = (os.path.join(bench.home, name) for name in ("server.git", "pusher.git"))
    for copy in (server, pusher): bench.run("cp", "--archive", "--link", registry, copy)
    # The first one installs hooks by other programs.
    bench.run(program, *WRITING[0], cwd=pusher)
    for words in WRITING: run(program, *words, cwd=pusher)
    bench.run(program, "hook", "install", server, "--actor-from", "env:PUSHER", "--require-blobs", "none")
    run("git", "push", "--quiet", "--no-verify", server, "main", cwd=pusher)
finally:
    bench.finish()
print("\n".join(sorted((name for name, count in uses.items() if count > 1), key=lambda name: (-uses[name], name))))
