"""The example of docs/diff.md is what the program prints."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from servdsl.cli import main

ROOT = Path(__file__).parents[2]


def test_the_example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (ROOT / "docs/diff.md").read_text(encoding="utf-8")
    old, new = re.findall(r"```plan\n(.*?)```", page, re.DOTALL)
    (printed,) = re.findall(r"```\n\$ servdsl diff acme-2026.plan acme-2027.plan\n(.*?)```", page, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    Path("acme-2026.plan").write_text(old, encoding="utf-8")
    Path("acme-2027.plan").write_text(new, encoding="utf-8")
    result = CliRunner().invoke(main, ["diff", "acme-2026.plan", "acme-2027.plan"])
    assert result.exit_code == 0
    assert result.stdout == printed
