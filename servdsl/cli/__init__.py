"""The command line: words on the terminal over the same pipeline and the same list of diagnostics.

Heavy imports stand inside the commands, so that `servdsl --help` answers at once.
"""

from servdsl.cli.main import main

__all__ = ["main"]
