#!/usr/bin/env python3
"""What `make test` says of a suite that passed: the twenty slowest tests, and each one that did not run.

    suite-report.py XUNIT

Exit status 1 if a test was skipped: `make` installs the tools that tests need, so one that is missing is a failure. What takes root
may be skipped without it, and what takes namespaces everywhere: no package brings those. Times are from a test's start to its end,
while others run beside it.
"""
import os
import sys
import xml.etree.ElementTree as xml

TAKES_NAMESPACES = "EndToEndTests.InstallTests/theProgramAloneReadsARegistryInAnEmptyRoot"
TAKES_ROOT = [
    "GitTests.LongLivedProcessTests/theOwnerIsAskedForEachTime", "EndToEndTests.HostTests/gitoliteOverSSH",
    "EndToEndTests.SharedRepositoryTests/",
    "EndToEndTests.MachineTests/whatOnlyShowsWorksWhereNothingCanBeWritten", "EndToEndTests.RemoteReadTests/overSSH",
]


def main(path):
    cases = [
        (case.get("classname", "") + "/" + case.get("name", ""), float(case.get("time") or 0), case.find("skipped") is not None)
        for case in xml.parse(path).iter("testcase")
    ]
    print("The slowest twenty of %d tests, in seconds:" % len(cases))
    for name, seconds, _ in sorted(cases, key=lambda case: -case[1])[:20]:
        print("%8.1f  %s" % (seconds, name))
    skipped = [name for name, _, is_skipped in cases if is_skipped]
    for name in skipped:
        print("skipped: " + name)
    excused = [TAKES_NAMESPACES] + ([] if os.geteuid() == 0 else TAKES_ROOT)
    skipped = [name for name in skipped if not name.startswith(tuple(excused))]
    if not cases or skipped:
        sys.exit("error: %s\nhelp: make test installs what tests need" % (
            "%d tests did not run" % len(skipped) if cases else "no test ran"))


main(sys.argv[1])
