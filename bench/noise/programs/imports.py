"""A command that does little: nearly all of its time is imports: 0.1 s."""
import argparse
import asyncio
import concurrent.futures
import decimal
import http.client
import logging.config
import unittest

from planted import crunch


def parser():
    made = argparse.ArgumentParser()
    for name in ("input", "output", "format", "level"):
        made.add_argument(f"--{name}", default=name)
    return made


def main():
    arguments = parser().parse_args(["--format", "json"])
    logging.getLogger(arguments.format).debug("%s", decimal.Decimal(1) / 3)
    for _ in range(5):
        crunch(24000)
    return asyncio, concurrent.futures, http.client, unittest


main()
