"""The pages in a real browser: Debian's chromium, driven by Playwright."""

import shutil
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from small_graph import BASE
from werkzeug.serving import make_server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
CHROMIUM = shutil.which("chromium")


@pytest.fixture(scope="module")
def address(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    if CHROMIUM is None:
        pytest.skip("there is no chromium on this machine")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@pytest.fixture
def page(browser: "Browser", address: str) -> Iterator["Page"]:
    page = browser.new_page(base_url=address)
    page.set_default_timeout(15_000)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    page.close()
    assert faults == []


def test_run_a_query_and_follow_a_claim(page: "Page") -> None:
    page.goto("/sparql")
    page.fill("#query", f"SELECT DISTINCT ?claim {{ ?claim a <{BASE}ontology#Claim> }}")
    page.click("#query-form button")
    page.wait_for_selector("#result table")
    assert page.locator("#result tbody tr").count() == 4
    assert page.inner_text("#status").startswith("4 rows")
    page.click(f"#result >> text={BASE}claim/a22222222222")
    assert page.inner_text("h1") == "Anton Varga: a ferry by spring"
    page.click(".chain >> text=Mira Solberg")
    assert page.inner_text("h1") == "Mira Solberg"


def test_other_results(page: "Page") -> None:
    page.goto("/sparql?query=ASK {}")
    page.wait_for_selector("#result p")
    assert page.inner_text("#result") == "Yes"
    page.fill("#query", "SELECT nonsense")
    page.click("#query-form button")
    page.wait_for_selector("#result pre.refused")
    assert "not valid" in page.inner_text("#result")
    page.fill("#query", f"DESCRIBE <{BASE}statement/s1>")
    page.click("#query-form button")
    page.wait_for_selector("#result pre:not(.refused)")
    assert "reportedAs" in page.inner_text("#result")


def test_a_shipped_query_is_loaded(page: "Page") -> None:
    page.goto("/sparql")
    page.select_option("#shipped", index=1)
    assert page.input_value("#query").startswith("# title:")


def test_hostile_values_stay_text(page: "Page") -> None:
    page.goto("/sparql")
    page.fill(
        "#query", 'SELECT ("<img src=x onerror=alert(1)>" AS ?x) (<javascript:alert(1)> AS ?y) {}'
    )
    page.click("#query-form button")
    page.wait_for_selector("#result table")
    assert page.locator("#result img, #result a").count() == 0
    assert "<img src=x" in page.inner_text("#result")


def test_links_of_results_stay_on_this_site(page: "Page", address: str) -> None:
    page.goto("/sparql")
    page.fill("#query", f"SELECT (<{BASE}/evil.example/x> AS ?x) {{}}")
    page.click("#query-form button")
    page.wait_for_selector("#result table")
    link = page.locator("#result a")
    assert link.evaluate("link => link.href") == f"{address}/evil.example/x"


def test_without_script_the_form_still_answers(browser: "Browser", address: str) -> None:
    with browser.new_context(java_script_enabled=False, base_url=address) as context:
        page = context.new_page()
        page.goto("/sparql")
        page.fill("#query", "ASK {}")
        with page.expect_response("**/sparql") as answer:
            page.click("#query-form button")
        assert answer.value.json()["boolean"] is True
        page.goto("/")
        page.click("text=a new ferry")
        assert page.inner_text("h1") == "Anton Varga: a new ferry"


def test_the_ontology_is_read_by_its_links_without_script(browser: "Browser", address: str) -> None:
    with browser.new_context(java_script_enabled=False, base_url=address) as context:
        page = context.new_page()
        page.goto("/ontology#Claim")
        page.click("#Claim dl >> text=kg:speaker")
        assert page.url == f"{address}/ontology#speaker"
        page.click("#speaker summary")
        assert "A claim needs one speaker" in page.inner_text("#speaker details")
        page.click("text=AGREE >> nth=0")
        assert page.inner_text("h1") == "agree"


def test_the_ontology_fits_a_telephone(page: "Page") -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto("/ontology")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
