"""Who is answered and what: hosts, origins, methods, paths, sizes; the headers that every answer carries."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from servdsl.serve.app import MOST_BYTES, policy
from servdsl.serve.asked import BusyError
from servdsl.serve.messages import Reply
from servdsl.serve.processes import GoneError
from tests.serve.requests import HOME, PORT, Asked, ask, preview, send

PAGE = "<!doctype html><title>the page</title>"


@pytest.mark.parametrize("host", [f"127.0.0.1:{PORT}", f"localhost:{PORT}", f"LOCALHOST:{PORT}"])
def test_our_own_hosts_are_answered(host: str) -> None:
    answer = send(preview(PAGE), "GET", "/", {"Host": host})
    assert answer.status_code == 200
    assert answer.text.endswith(PAGE)


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        f"evil.example:{PORT}",
        f"127.0.0.1.evil.example:{PORT}",
        f"127.0.0.1:{PORT + 1}",
        "127.0.0.1",
        "localhost",
        f"localhost:{PORT}.evil.example",
        f"localhost:{PORT}@evil.example",
        f"0.0.0.0:{PORT}",
        f"[::1]:{PORT}",
        "",
    ],
)
def test_other_hosts_are_refused(host: str) -> None:
    """A foreign name that resolves to loopback is another host: DNS rebinding."""
    answer = send(preview(PAGE), "GET", "/", {"Host": host})
    assert answer.status_code == 403
    assert PAGE not in answer.text


@pytest.mark.parametrize(
    "origin", ["null", "http://evil.example", f"https://127.0.0.1:{PORT}", "http://127.0.0.1:1", f"{HOME}/"]
)
def test_requests_of_other_origins_are_refused(origin: str) -> None:
    shown = preview(PAGE)
    for method, path in (("GET", "/"), ("GET", "/events"), ("POST", "/ask")):
        assert send(shown, method, path, {"Origin": origin}, b"{}").status_code == 403
    assert isinstance(shown.questions, Asked)
    assert shown.questions.told == []


@pytest.mark.parametrize("site", ["cross-site", "same-site", "anything"])
def test_requests_from_other_sites_are_refused(site: str) -> None:
    """A port beside ours is the same site and another origin."""
    assert send(preview(PAGE), "GET", "/", {"Sec-Fetch-Site": site}).status_code == 403
    assert send(preview(PAGE), "GET", "/live.js", {"Sec-Fetch-Site": site}).status_code == 403


@pytest.mark.parametrize("site", ["none", "same-origin"])
def test_the_address_typed_and_our_own_page_are_answered(site: str) -> None:
    assert send(preview(PAGE), "GET", "/", {"Sec-Fetch-Site": site}).status_code == 200


@pytest.mark.parametrize("method", ["HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT"])
def test_other_methods_are_refused(method: str) -> None:
    assert send(preview(PAGE), method, "/").status_code == 405
    assert send(preview(PAGE), method, "/ask").status_code == 405


def test_each_path_has_one_method() -> None:
    assert send(preview(PAGE), "POST", "/", content=b"{}").status_code == 405
    assert send(preview(PAGE), "GET", "/ask").status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        "/review.html",
        "/acme.plan",
        "/static/live.js",
        "/live.js/",
        "/../../etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "//etc/passwd",
        "/live.css/../../app.py",
        "/" + "a" * 5_000,
        "/%00",
    ],
)
def test_no_other_path_leads_anywhere(path: str) -> None:
    answer = send(preview(PAGE), "GET", path)
    assert answer.status_code == 404
    assert answer.text == "Not Found"


@pytest.mark.parametrize("path", ["/?file=/etc/passwd", "/live.js?../app.py"])
def test_what_follows_a_path_changes_nothing(path: str) -> None:
    plain = send(preview(PAGE), "GET", path.partition("?")[0]).text
    assert send(preview(PAGE), "GET", path).text == plain


@pytest.mark.parametrize(("path", "status"), [("/", 200), ("/live.js", 200), ("/nothing", 404), ("/favicon.ico", 204)])
def test_every_answer_carries_the_policy_and_is_not_stored(path: str, status: int) -> None:
    answer = send(preview(PAGE), "GET", path)
    assert answer.status_code == status
    assert answer.headers["Content-Security-Policy"] == policy()
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_refusal_carries_them_too() -> None:
    answer = send(preview(PAGE), "GET", "/", {"Host": "evil.example"})
    assert answer.headers["Content-Security-Policy"] == policy()


def test_the_policy_lets_nothing_foreign_in() -> None:
    rules = dict(rule.strip().split(" ", 1) for rule in policy().split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["frame-ancestors"] == rules["form-action"] == rules["base-uri"] == "'none'"
    assert rules["connect-src"] == "'self'"
    for rule in ("script-src", "style-src"):
        assert [part for part in rules[rule].split() if part != "'self'" and not part.startswith("'sha256-")] == []


def test_before_there_is_a_page_another_stands_in_in_the_reader_s_language() -> None:
    shown = preview()
    assert '<html lang="es"' in send(shown, "GET", "/", {"Accept-Language": "es-MX,en;q=0.5"}).text
    hostile = send(shown, "GET", "/", {"Accept-Language": '"><script>alert(1)</script>'}).text
    assert '<html lang="en"' in hostile
    assert "alert" not in hostile
    assert 'id="live-status"' in hostile


def test_a_hostile_file_name_is_text() -> None:
    shown = preview()
    shown.path = Path("<script>alert(1)</script>.plan")
    assert "<script>alert" not in send(shown, "GET", "/").text


# ── Questions ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_question_reaches_the_evaluator_and_its_reply_the_page() -> None:
    shown = preview(PAGE, Reply(errors={"tier": ("is none of gold",)}))
    answer = ask(shown, json.dumps({"tier": "金", "fact:severity": "high"}).encode())
    assert answer.json() == {"html": "", "errors": {"tier": ["is none of gold"]}}
    assert isinstance(shown.questions, Asked)
    assert shown.questions.told == [{"tier": "金", "fact:severity": "high"}]


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_what_a_foreign_form_can_send_is_no_question(kind: str) -> None:
    assert ask(preview(PAGE), b'{"tier": "base"}', kind).status_code == 415


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'"x"',
        b"null",
        b'{"tier": 1}',
        b'{"tier": {"a": "b"}}',
        b'{"events": []}',
        b"\xff\xfe",
        b"[" * 100_000,
    ],
)
def test_what_is_no_object_of_texts_is_no_question(content: bytes) -> None:
    assert ask(preview(PAGE), content).status_code == 400


def test_a_question_has_a_largest_size() -> None:
    shown = preview(PAGE)
    fitting = json.dumps({"fact:note": "x" * (MOST_BYTES - 100)}).encode()
    assert ask(shown, fitting).status_code == 200
    assert ask(shown, b" " * (MOST_BYTES + 1)).status_code == 413
    many = json.dumps({str(n): "" for n in range(5_001)}).encode()
    assert ask(shown, many).status_code == 400


@pytest.mark.parametrize("length", ["-1", "1e9", "999999999999", "0x10"])
def test_a_length_that_lies_is_refused(length: str) -> None:
    headers = {"Content-Type": "application/json", "Content-Length": length}
    assert send(preview(PAGE), "POST", "/ask", headers, b"{}").status_code == 413


@pytest.mark.parametrize(("trouble", "status"), [(BusyError(), 503), (GoneError(), 409)])
def test_who_cannot_be_answered_now_is_told_so(trouble: Exception, status: int) -> None:
    answer = ask(preview(PAGE, trouble), b"{}")
    assert answer.status_code == status
    assert "ask again" in answer.text
