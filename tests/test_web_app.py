"""The application's doors: hosts, origins, sizes, headers, sessions and signing in, through HTTP."""

import json
import queue
import re
import threading

import httpx
import pytest
from fastapi.testclient import TestClient

from corpus.papers import Access
from qa.web.access import WebAccess, web_access
from qa.web.app import create_app
from qa.web.guards import MAX_BODY, SessionOwners
from qa.web.serve import serve
from qa.web.sign_in import add_user
from tests.fakes_web import FakeDesk

PASSWORD = "four plain short words"
HOME = "http://127.0.0.1:7860"
JOIN = "/gradio_api/queue/join"


@pytest.fixture(scope="module")
def owned():
    """Return the application as its owner runs it, on this machine alone."""
    return create_app(FakeDesk(), access=WebAccess())


@pytest.fixture(scope="module")
def users(tmp_path_factory):
    path = tmp_path_factory.mktemp("home") / "users.jsonl"
    add_user(path, "Ada", PASSWORD)
    return path


@pytest.fixture
def desk():
    return FakeDesk()


@pytest.fixture
def shared(users, desk):
    """Return the application as others reach it, with a way to sign in."""
    return create_app(desk, access=web_access("0.0.0.0", users=users, names=frozenset({"papers.example"})))


def visit(app, base=HOME):
    return TestClient(app, base_url=base, follow_redirects=False)


def sign_in(client, password=PASSWORD):
    origin = str(client.base_url).rstrip("/")
    return client.post("/sign-in", data={"name": "Ada", "password": password}, headers={"Origin": origin})


def page_config(client) -> dict:
    html = client.get("/").text
    return json.loads(re.search(r"window\.gradio_config = (\{.*?\});</script>", html)[1])


def ask(client, text, *, session="abc123"):
    """Ask as the page does and return the last values that it was sent."""
    config = page_config(client)
    component = {part["props"].get("elem_id"): part["id"] for part in config["components"]}
    event = next(
        dep
        for dep in config["dependencies"]
        if component["question"] in dep["inputs"] and len(dep["outputs"]) == 4 and len(dep["inputs"]) > 3
    )
    empty = {component["question"]: text, component["since"]: "", component["until"]: ""}
    data = [
        empty.get(part, [] if part in (component["panels"], component["kinds"]) else None) for part in event["inputs"]
    ]
    body = {"data": data, "fn_index": event["id"], "session_hash": session, "event_data": None, "trigger_id": None}
    joined = client.post(JOIN, json=body)
    assert joined.status_code == 200, joined.text
    seen = client.get("/gradio_api/queue/data", params={"session_hash": session})
    assert seen.status_code == 200
    return seen.text


def test_the_page_has_our_title_language_and_banner(owned):
    html = visit(owned).get("/").text
    assert 'lang="en-GB"' in html
    assert "<title>Panel papers: questions and answers</title>" in html
    assert "<h1>Panel papers</h1>" in html
    assert 'role="status" aria-live="polite"' in html


def test_the_page_names_no_other_site(owned):
    html = visit(owned).get("/").text
    named = set(re.findall(r"(?:src|href|content)=\"(?:https?:)?//([^/\"]+)", html))
    assert named == set()


def test_only_scripts_with_the_nonce_of_this_very_page_may_run(owned):
    client = visit(owned)
    first, second = client.get("/"), client.get("/")
    nonces = set(re.findall(r'<script nonce="([^"]+)"', first.text))
    assert len(nonces) == 1
    assert f"'nonce-{nonces.pop()}'" in first.headers["content-security-policy"]
    assert re.findall(r"<script(?! nonce=)[\s>]", first.text) == []
    assert first.headers["content-security-policy"] != second.headers["content-security-policy"]
    assert "'unsafe-inline'" not in first.headers["content-security-policy"].split("style-src")[0]


def test_every_response_carries_the_security_headers(owned):
    for path in ("/", "/page.css", "/page.js", "/nowhere", "/theme.css"):
        headers = visit(owned).get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "path",
    [
        *("/config", "/docs", "/openapi.json", "/monitoring", "/login", "/robots.txt", "/app_id"),
        *("/gradio_api/info", "/gradio_api/openapi.json", "/gradio_api/runs", "/gradio_api/file=/etc/passwd"),
        *("/gradio_api/proxy=http://127.0.0.1:1/", "/gradio_api/token", "/gradio_api/call/ask/1", "/gradio_api/mcp/"),
    ],
)
def test_what_gradio_serves_besides_the_page_does_not_exist(owned, path):
    assert visit(owned).get(path).status_code == 404


@pytest.mark.parametrize("path", ["upload", "run/ask", "api/ask", "call/ask", "call/v2/ask", "component_server"])
def test_uploads_and_the_api_do_not_exist(owned, path):
    assert visit(owned).post(f"/gradio_api/{path}", json={}).status_code == 404


@pytest.mark.parametrize("path", ["/assets/..%2f..%2froutes.py", "/static/../../../routes.py", "/static/%2e%2e/x"])
def test_no_file_outside_the_pages_own_is_served(owned, path):
    assert visit(owned).get(path).status_code in (403, 404)


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "192.168.1.5", "", "a@127.0.0.1", "[", "0.0.0.0"]
)
def test_on_this_machine_no_other_name_is_answered(owned, host):
    assert visit(owned).get("/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost:7860", "127.0.0.1:7860", "[::1]:7860"])
def test_on_this_machine_its_own_names_are_answered(owned, host):
    assert visit(owned).get("/page.css", headers={"Host": host}).status_code == 200


def test_the_owners_page_is_not_served_through_a_proxy(owned):
    refused = visit(owned).get("/", headers={"X-Forwarded-For": "10.0.0.1"})
    assert refused.status_code == 403
    assert "users file" in refused.text


def test_a_shared_page_answers_to_its_name_and_to_addresses(shared):
    client = visit(shared)
    answers = {
        host: client.get("/page.css", headers={"Host": host}).status_code
        for host in ("papers.example", "10.1.2.3:7860", "evil.example")
    }
    assert answers == {"papers.example": 200, "10.1.2.3:7860": 200, "evil.example": 421}


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:7861", "https://127.0.0.1:7860"])
def test_requests_of_other_sites_are_refused(owned, origin):
    client = visit(owned)
    assert client.post(JOIN, json={"session_hash": "x"}, headers={"Origin": origin}).status_code == 403
    assert client.get("/", headers={"Origin": origin}).status_code == 403


def test_a_link_from_another_site_may_be_followed_but_nothing_fetched(owned):
    client = visit(owned)
    foreign = {"Sec-Fetch-Site": "cross-site"}
    assert client.get("/", headers=foreign | {"Sec-Fetch-Mode": "navigate"}).status_code == 200
    assert client.get("/page.js", headers=foreign | {"Sec-Fetch-Mode": "no-cors"}).status_code == 403


def test_no_header_opens_the_page_to_other_sites(shared):
    client = visit(shared, "https://papers.example")
    for headers in ({}, {"Origin": "https://evil.example"}, {"Origin": "https://papers.example"}):
        for method in ("GET", "OPTIONS"):
            answered = client.request(method, "/", headers=headers)
            assert [name for name in answered.headers if name.startswith("access-control")] == []


def test_a_forwarded_host_does_not_become_the_pages_address(shared):
    client = visit(shared, "https://papers.example")
    html = client.get("/", headers={"X-Forwarded-Host": "evil.example", "X-Gradio-Server": "http://evil.example"}).text
    assert "evil.example" not in html


@pytest.mark.parametrize("path", [JOIN, "/sign-in"])
def test_a_large_body_is_refused(owned, path):
    assert visit(owned).post(path, content=b"x" * (MAX_BODY + 1)).status_code == 413


def test_a_large_body_of_undeclared_length_is_refused(owned):
    parts = (b"x" * 1024 for _ in range(MAX_BODY))
    assert visit(owned).post(JOIN, content=parts).status_code == 413


def test_the_owner_sees_everything_and_gets_no_cookie(owned):
    client = visit(owned)
    answered = client.get("/")
    assert "set-cookie" not in answered.headers
    assert "Sign in" not in answered.text


def test_the_page_answers_through_gradios_queue(owned):
    with visit(owned) as client:
        assert "RESOLVED that:" in ask(client, "What of the precept?")


def test_an_unexpected_fault_shows_a_message_and_no_detail(owned):
    with visit(owned) as client:
        assert "secret-of-the-machine" not in ask(client, "boom", session="boom")


def test_strangers_ask_public_papers_alone_whatever_they_send(shared, desk):
    with visit(shared) as client:
        seen = ask(client, "What of the estate?")
    assert "The papers do not say" in seen
    assert "Mill Lane" not in seen
    assert desk.asked[0].scope.access == frozenset({Access.PUBLIC})


def test_whoever_signed_in_asks_all_papers(shared, desk):
    with visit(shared) as client:
        assert sign_in(client).status_code == 303
        assert "Signed in as Ada" in client.get("/").text
        assert "Exempt: not for publication" in ask(client, "What of the estate?")
    assert desk.asked[0].scope.access == frozenset(Access)


def test_signing_out_ends_it(shared):
    client = visit(shared)
    sign_in(client)
    token = client.cookies["panelqa-session"]
    assert client.post("/sign-out", headers={"Origin": HOME}).status_code == 303
    assert "panelqa-session" not in client.cookies
    assert "Signed in" not in client.get("/", headers={"Cookie": f"panelqa-session={token}"}).text


def test_a_session_belongs_to_whoever_opened_it(shared):
    with visit(shared) as ada, visit(shared) as eve:
        sign_in(ada)
        ask(ada, "What of the estate?", session="adas")
        eve.get("/")
        stolen = {"session_hash": "adas"}
        assert eve.get("/gradio_api/queue/data", params=stolen).status_code == 403
        assert eve.get("/gradio_api/heartbeat/adas").status_code == 403
        assert eve.post(JOIN, json=stolen | {"data": [], "fn_index": 0}).status_code == 403
        assert eve.post("/gradio_api/cancel", json=stolen | {"fn_index": 0, "event_id": "1"}).status_code == 403


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"session_hash": 7}', b"\xff", b'{"session_hash": ""}'])
def test_a_request_without_a_session_is_refused(owned, body):
    assert visit(owned).post(JOIN, content=body).status_code == 403


def test_owners_of_sessions_are_remembered_up_to_a_limit(monkeypatch):
    monkeypatch.setattr("qa.web.guards.MAX_SESSIONS", 2)
    owners = SessionOwners()
    assert owners.admit("a", visitor="1")
    assert not owners.admit("a", visitor="2")
    owners.admit("b", visitor="1")
    owners.admit("c", visitor="1")
    assert owners.admit("a", visitor="2")


def test_the_session_cookie_is_out_of_reach_of_scripts_and_of_other_sites(shared):
    cookie = sign_in(visit(shared)).headers["set-cookie"]
    assert cookie.startswith("panelqa-session=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Max-Age=43200" in cookie


def test_under_https_the_cookies_are_bound_to_host_and_protocol(shared):
    client = visit(shared, "https://papers.example")
    for cookie in (client.get("/").headers["set-cookie"], sign_in(client).headers["set-cookie"]):
        assert cookie.startswith("__Host-panelqa-")
        assert cookie.endswith("; Secure")
        assert "Path=/;" in cookie
        assert "Domain" not in cookie
    assert "Signed in as Ada" in client.get("/").text


def test_a_wrong_password_is_told_without_saying_which_was_wrong(shared):
    client = visit(shared)
    refused = sign_in(client, "not the password")
    assert refused.status_code == 401
    assert "The name or the password is not right" in refused.text
    assert "set-cookie" not in refused.headers


def test_too_many_attempts_have_to_wait_even_with_the_right_password(shared):
    client = visit(shared)
    codes = [sign_in(client, "not the password").status_code for _ in range(5)]
    last = sign_in(client)
    assert codes == [401] * 5
    assert last.status_code == 429
    assert int(last.headers["retry-after"]) > 0
    assert "Wait 15 minutes" in last.text or "Wait 16 minutes" in last.text


def test_another_site_cannot_sign_a_visitor_in_or_out(shared):
    client = visit(shared)
    evil = {"Origin": "https://evil.example"}
    assert client.post("/sign-in", data={"name": "Ada", "password": PASSWORD}, headers=evil).status_code == 403
    sign_in(client)
    assert client.post("/sign-out", headers=evil).status_code == 403
    assert "Signed in as Ada" in client.get("/").text


def test_the_sign_in_form_has_labels_and_keeps_what_was_typed_as_text(shared):
    client = visit(shared)
    form = client.get("/sign-in").text
    assert '<label for="name">' in form
    assert '<label for="password">' in form
    typed = client.post("/sign-in", data={"name": '"><b>x', "password": "y"}, headers={"Origin": HOME}).text
    assert "&quot;&gt;&lt;b&gt;x" in typed
    assert "<b>" not in typed


def test_without_users_signing_in_leads_back_to_the_page(owned):
    client = visit(owned)
    assert client.get("/sign-in").headers["location"] == "/"
    assert client.post("/sign-in", data={}, headers={"Origin": HOME}).headers["location"] == "/"


def test_nothing_of_the_papers_stands_in_the_page_that_everybody_gets(shared):
    config = json.dumps(page_config(visit(shared)))
    assert "Panel of the exempt paper" not in config
    assert "Mill Lane" not in config


def test_serving_announces_its_address_once_it_can_be_opened():
    found: queue.Queue[str] = queue.Queue()
    options = {"host": "127.0.0.1", "port": 0, "access": WebAccess(), "announce": found.put}
    threading.Thread(target=serve, args=(FakeDesk(),), kwargs=options, daemon=True).start()
    assert httpx.get(found.get(timeout=20), timeout=20).status_code == 200
