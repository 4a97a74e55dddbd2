"""`servdsl test`: the examples on freshly generated evaluators."""

from __future__ import annotations

from collections.abc import Sequence

import click

from servdsl import embedding, examples
from servdsl.cli import terminal
from servdsl.model import Contract


def report_examples(contracts: Sequence[Contract], coverage: bool) -> bool:
    """Run and print; True if every example passed."""
    passed = failed = 0
    with terminal.progress("testing", len(contracts)) as step:
        for contract in contracts:
            step(contract.name)
            outcome = outcome_of(contract)
            passed += outcome.passed
            failed += len(contract.examples) - outcome.passed
            for failure in outcome.failures:
                click.echo(_failure(failure))
            if coverage:
                _coverage(contract, outcome)
    click.echo(f"{passed} passed, {failed} failed")
    return failed == 0


def outcome_of(contract: Contract) -> examples.Outcome:
    """What the examples of a contract show on its freshly generated evaluator."""
    module = embedding.load(contract)
    return examples.run(contract, embedding.evaluator(module), module.InputErrors)


def _failure(failure: examples.Failure) -> str:
    example = failure.example
    if failure.expect is None:
        return f'{example.origin}: example "{example.title}": {failure.found}'
    return (
        f'{failure.expect.origin}: example "{example.title}": expected `{failure.expect.text}`, found {failure.found}'
    )


def _coverage(contract: Contract, outcome: examples.Outcome) -> None:
    missing = examples.untouched(contract, outcome)
    click.echo(
        f"{contract.name}: {len(contract.clauses) - len(missing)} of {len(contract.clauses)} clauses touched by an example"
    )
    by_id = {clause.id: clause for clause in contract.clauses}
    for name in missing:
        click.echo(f"  {by_id[name].origin}: {name}")
