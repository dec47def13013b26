#!/usr/bin/env python3
"""Fails if a fifth of the names in order.txt are gone from the program: order-check.py PROGRAM-WITH-SYMBOLS

A name that is gone does nothing, and nobody notices: functions are renamed, and the list gets old.
"""
import pathlib, subprocess, sys

program = sys.argv[1]
wanted = set(pathlib.Path(__file__).with_name("order.txt").read_text().split())
symbols = subprocess.run(["nm", "--defined-only", "--format=just-symbols", program], check=True, capture_output=True, text=True)
gone = sorted(wanted - set(symbols.stdout.split()))
if not wanted or len(gone) * 5 >= len(wanted):
    names = "".join(f"  {name}\n" for name in gone[:10])
    sys.exit(f"error: {len(gone)} of {len(wanted)} names in Benchmarks/order.txt are gone from {program}\n{names}help: make order")
print(f"Benchmarks/order.txt: {len(wanted) - len(gone)} of {len(wanted)} names are in the program")
