"""`python -m servdsl`."""

from servdsl.cli import main

main(prog_name="servdsl")
