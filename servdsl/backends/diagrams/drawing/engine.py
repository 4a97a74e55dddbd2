"""Draws one DOT text with the Graphviz that comes with pygraphviz: `python engine.py FORMAT < DOT > PICTURE`.

A program of its own, run for one picture: the library may end the process on a bad text, and has been seen to crash
when it draws several in one.
"""

from __future__ import annotations

import sys

import pygraphviz


def main() -> None:
    """Read DOT from standard input, write the drawing to standard output; Graphviz complains on standard error."""
    graph = pygraphviz.AGraph(string=sys.stdin.buffer.read().decode("utf-8"))
    sys.stdout.buffer.write(graph.draw(format=sys.argv[1], prog=graph.graph_attr["layout"]))


if __name__ == "__main__":
    main()
