"""The whole program as a user starts it: start, save, redraw, errors, end."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.serve.plans import SHARED, SMALL, written
from tests.serve.processes import children, ends

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0


class Served:
    """A running `servdsl serve`."""

    def __init__(self, *arguments: str) -> None:
        command = [sys.executable, "-m", "servdsl", "serve", *arguments]
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
        )
        assert self.process.stdout is not None
        first = self.process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", first)
        assert found is not None, (first, self.process.stderr.read() if self.process.stderr else "")
        self.port = int(found[1])
        self.client = httpx.Client(base_url=found[0], timeout=PATIENCE)

    def page(self) -> str:
        """What is shown now."""
        return self.client.get("/").text

    def until(self, there: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The first state for which something holds."""
        last = time.monotonic() + PATIENCE
        with self.client.stream("GET", "/events") as response:
            for line in response.iter_lines():
                state = json.loads(line.removeprefix("data: ")) if line.startswith("data: ") else None
                if state is not None and there(state):
                    return dict(state)
                assert time.monotonic() < last, line
        raise AssertionError("no more news")

    def end(self, number: signal.Signals = signal.SIGTERM) -> tuple[int, str]:
        """The exit code, and what was said on standard error."""
        self.client.close()
        self.process.send_signal(number)
        _, said = self.process.communicate(timeout=15)
        return self.process.returncode, said


def is_done(state: dict[str, Any]) -> bool:
    return state["work"] == "done" and state["ok"] is True


def is_wrong(state: dict[str, Any]) -> bool:
    return state["work"] == "done" and state["ok"] is False


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return written(tmp_path)


@pytest.fixture
def served(plan: Path) -> Iterator[Served]:
    running = Served(str(plan), "--port", "0")
    yield running
    if running.process.poll() is None:
        running.end(signal.SIGKILL)


def test_it_follows_the_file_through_errors_renames_and_removal(served: Served, plan: Path) -> None:
    served.until(is_done)
    first = served.page()
    assert "4 business hours" in first
    assert ">holds<" in first
    assert first.count("<svg") > 3

    plan.write_text(SMALL.replace("tier base", "tierr base"), encoding="utf-8")
    wrong = served.until(is_wrong)
    assert "tierr" in wrong["findings"]
    assert served.page() == first

    beside = plan.with_suffix(".new")
    beside.write_text(
        SMALL.replace("4 business hours", "6 business hours").replace("2026-03-03 14:00", "2026-03-03 16:00"), "utf-8"
    )
    os.replace(beside, plan)
    served.until(is_done)
    second = served.page()
    assert "6 business hours" in second
    assert ">holds<" in second

    plan.unlink()
    assert "acme.plan" in served.until(is_wrong)["findings"]
    assert served.page() == second
    plan.write_text(SMALL, encoding="utf-8")
    before = served.until(is_done)
    assert "4 business hours" in served.page()

    (plan.parent / "shared/hours.plan").write_text(SHARED.replace("09:00-18:00", "09:00-13:00"), encoding="utf-8")
    served.until(lambda state: state["version"] != before["version"] and is_done(state))
    page = served.page()
    assert "09:00–13:00" in page
    assert "does not hold: 2026-03-04T10:00:00+01:00" in page  # three hours on Tuesday, one on Wednesday


def test_a_question_is_answered_by_the_contract_as_it_stands(served: Served, plan: Path) -> None:
    told = {"tier": "base", "service": "repair", "fact:severity": "high", "opened": "2026-03-06T17:00"}
    served.until(lambda state: state["model"] == 1)
    assert "due Monday 2026-03-09 12:00" in served.client.post("/ask", json=told).json()["html"]
    plan.write_text(SMALL.replace("4 business hours", "2 business hours"), encoding="utf-8")
    served.until(lambda state: state["model"] == 2)
    assert "due Monday 2026-03-09 10:00" in served.client.post("/ask", json=told).json()["html"]
    plan.write_text("contract {", encoding="utf-8")
    served.until(is_wrong)
    assert "due Monday 2026-03-09 10:00" in served.client.post("/ask", json=told).json()["html"]


def first_news(served: Served, shown: str = "", last: str = "") -> tuple[str, str]:
    """The id and the page of the first news for a browser that shows a version, or was told one before it lost us."""
    headers = {"Last-Event-ID": last} if last else {}
    with served.client.stream("GET", "/events", params={"since": shown}, headers=headers) as response:
        lines = response.iter_lines()
        name = next(line for line in lines if line.startswith("id: ")).removeprefix("id: ")
        data = next(line for line in lines if line.startswith("data: ")).removeprefix("data: ")
        return name, json.loads(data)["page"]


def test_news_bring_what_a_browser_does_not_show_yet(served: Served, plan: Path) -> None:
    first = served.until(is_done)["version"]
    assert f'<meta name="version" content="{first}">' in served.page()
    whole = served.page()
    assert first_news(served) == first_news(served, "of another server") == (first, whole)
    assert first_news(served, first) == (first, "")

    plan.write_text(SMALL.replace("4 business hours", "6 business hours"), encoding="utf-8")
    second = served.until(lambda state: state["version"] != first and is_done(state))["version"]
    name, page = first_news(served, first)
    assert name == second
    assert f'<meta name="version" content="{second}">' in page
    assert "6 business hours" in page
    assert '<section id="ask" data-same>' in page
    assert "<style>" in whole
    assert "<style>" not in page
    assert "<script>" not in page
    assert first_news(served, "gone", last=first) == (second, page)  # what it was told last counts


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly_whatever_it_does(served: Served, number: signal.Signals) -> None:
    served.until(lambda state: state["model"] == 1)  # pictures and examples are under way
    started = children(served.process.pid)
    assert started
    began = time.monotonic()
    with httpx.stream("GET", f"http://127.0.0.1:{served.port}/events") as listening:
        next(listening.iter_lines())
        assert served.end(number) == (0, "")
    assert time.monotonic() - began < 6
    assert all(ends(one) for one in started)
    with socket.socket() as again:
        again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        again.bind(("127.0.0.1", served.port))


def test_when_it_is_killed_nothing_is_left(served: Served) -> None:
    served.until(lambda state: state["model"] == 1)
    started = children(served.process.pid)
    served.end(signal.SIGKILL)
    assert all(ends(one) for one in started)


def test_it_listens_on_loopback_alone(served: Served) -> None:
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    listening = {row[1] for row in rows if row[3] == "0A" and row[1].endswith(f":{served.port:04X}")}
    assert listening == {f"0100007F:{served.port:04X}"}
    six = Path("/proc/net/tcp6")
    assert not six.exists() or f":{served.port:04X} " not in six.read_text()


def test_a_file_that_never_was_good_is_shown_with_its_findings(tmp_path: Path) -> None:
    plan = written(tmp_path, "contract {")
    running = Served(str(tmp_path / "acme.plan"), "--port", "0")
    try:
        state = running.until(is_wrong)
        assert state["version"] == ""
        assert "acme.plan:1" in state["findings"]
        assert "There is no page yet." in running.page()
        assert running.client.post("/ask", json={}).status_code == 409
        plan.write_text(SMALL, encoding="utf-8")
        running.until(is_done)
        assert "4 business hours" in running.page()
    finally:
        assert running.end() == (0, "")


def call(*arguments: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "servdsl", "serve", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)
    return done.returncode, done.stderr


def test_a_port_that_is_taken_is_told(plan: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code, said = call(str(plan), "--port", str(taken.getsockname()[1]))
    assert code == 2
    assert "choose another with --port" in said


def test_of_a_folder_its_only_contract_is_served(tmp_path: Path, plan: Path) -> None:
    running = Served(str(tmp_path), "--port", "0")
    try:
        running.until(lambda state: state["version"] != "")  # the model may come before the page
        assert "Acme Care" in running.page()
    finally:
        assert running.end() == (0, "")
    assert plan.parent == tmp_path


def test_one_contract_is_served(tmp_path: Path, plan: Path) -> None:
    (tmp_path / "other.plan").write_text(SMALL, encoding="utf-8")
    code, said = call(str(tmp_path))
    assert code == 2
    assert "name one of them" in said
    assert call(str(tmp_path / "gone.plan"))[0] == 2
    assert call(str(plan), "--port", "70000")[0] == 2


def test_without_the_libraries_the_way_to_them_is_told(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from servdsl.cli import main

    monkeypatch.setattr("servdsl.cli.serving.NEEDED", ("starlette", "not_there_at_all"))
    result = CliRunner().invoke(main, ["serve", str(plan)])
    assert result.exit_code == 2
    assert "not_there_at_all must be installed: `pip install 'servdsl[serve]'`" in result.output
