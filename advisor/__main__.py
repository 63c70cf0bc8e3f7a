"""`python -m advisor`: the command line."""

from __future__ import annotations

import io
import sys

from advisor import cli


def main() -> int:
    """Run the command line with UTF-8 output, whatever the terminal's default is."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # What cannot be written, as in a broken file name, is written as its escape.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    return cli.main()


if __name__ == "__main__":
    sys.exit(main())
