#!/usr/bin/env python3
"""What `make test` says of a suite that passed: the twenty slowest tests, and each one that did not run.

    suite-report.py TIMES XUNIT…

Exit status 1 if a test was skipped: `make` installs the tools that tests need, so one that is missing is a failure. What takes root
may be skipped without it, and what takes namespaces everywhere: no package brings those. Times are how long a test had its sandboxes
(Tests/TestSupport/SandboxStopwatch.swift), while others ran beside it.
"""
import collections
import os
import sys
import xml.etree.ElementTree as xml

TAKES_NAMESPACES = "EndToEndTests.InstallTests/theProgramAloneReadsARegistryInAnEmptyRoot"
TAKES_ROOT = [
    "GitTests.LongLivedProcessTests/theOwnerIsAskedForEachTime", "EndToEndTests.HostTests/gitoliteOverSSH",
    "EndToEndTests.SharedRepositoryTests/",
    "EndToEndTests.MachineTests/whatOnlyShowsWorksWhereNothingCanBeWritten", "EndToEndTests.RemoteReadTests/overSSH",
]


def slowest(path):
    seconds = collections.Counter()
    with open(path) as lines:
        for line in lines:
            time, test = line.rstrip("\n").split(" ", 1)
            seconds[test] += float(time)
    print("The slowest twenty tests that have a sandbox, in seconds; all %d take %.0f:" % (len(seconds), sum(seconds.values())))
    for test, time in seconds.most_common(20):
        print("%8.1f  %s" % (time, test))


def main(times, *results):
    slowest(times)
    cases = [
        (case.get("classname", "") + "/" + case.get("name", ""), case.find("skipped") is not None)
        for part in results for case in xml.parse(part).iter("testcase")
    ]
    skipped = [name for name, is_skipped in cases if is_skipped]
    for name in skipped:
        print("skipped: " + name)
    excused = [TAKES_NAMESPACES] + ([] if os.geteuid() == 0 else TAKES_ROOT)
    skipped = [name for name in skipped if not name.startswith(tuple(excused))]
    if not cases or skipped:
        sys.exit("error: %s\nhelp: make test installs what tests need" % (
            "%d tests did not run" % len(skipped) if cases else "no test ran"))


main(*sys.argv[1:])
