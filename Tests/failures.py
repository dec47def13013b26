#!/usr/bin/env python3
"""What went wrong in parts of the suite, after all that they printed: failures.py LOG…

Each test that failed, with what it found, and each one that began and did not end: it waited for something when the time was over, or
took the process down.
"""
import re
import sys


def main(*logs):
    for log in logs:
        try:
            text = open(log, errors="replace").read()
        except OSError as error:
            print(f"{log}: {error.strerror}")
            continue
        began = re.findall(r"^◇ Test (?!run |case )(.+) started\.$", text, re.MULTILINE)
        ended = set(re.findall(r"^[✔✘] Test (?!run |case )(.+?) (?:with \d+ test cases? )?(?:passed|failed) after", text, re.MULTILINE))
        found = re.findall(r"^✘ Test (?!run ).*recorded an issue.*(?:\n↳.*)*", text, re.MULTILINE)
        for failure in found:
            print(failure)
        for test in (test for test in began if test not in ended):
            print(f"{log}: {test} did not end")
        if not (found or re.search(r"^✔ Test run with", text, re.MULTILINE)):
            print(f"{log}: ends with\n" + "\n".join(text.splitlines()[-10:]))


main(*sys.argv[1:])
