"""The pages in a real browser: Debian's chromium, driven by Playwright."""

import shutil
import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from small_graph import BASE
from werkzeug.serving import make_server

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


@pytest.fixture
def page(address: str) -> Iterator["Page"]:  # noqa: F821
    if CHROMIUM is None:
        pytest.skip("there is no chromium on this machine")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(base_url=address)
        page.set_default_timeout(15_000)
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda line: line.type == "error" and faults.append(line.text))
        yield page
        browser.close()
        assert [fault for fault in faults if "400" not in fault] == []


def test_run_a_query_and_follow_a_claim(page: "Page") -> None:  # noqa: F821
    page.goto("/sparql")
    page.fill("#query", f"SELECT DISTINCT ?claim {{ ?claim a <{BASE}ontology#Claim> }}")
    page.click("text=Run")
    page.wait_for_selector("#result table")
    assert page.locator("#result tbody tr").count() == 4
    assert page.inner_text("#status").startswith("4 rows")
    page.click(f"#result >> text={BASE}claim/a22222222222")
    assert page.inner_text("h1") == "Anton Varga: “a ferry by spring”"
    page.click("text=Mira Solberg")
    assert page.inner_text("h1") == "Mira Solberg"


def test_other_results(page: "Page") -> None:  # noqa: F821
    page.goto("/sparql?query=ASK {}")
    page.wait_for_selector("#result p")
    assert page.inner_text("#result") == "Yes"
    page.fill("#query", "SELECT nonsense")
    page.click("text=Run")
    page.wait_for_selector("#result pre.refused")
    assert "not valid" in page.inner_text("#result")
    page.fill("#query", f"DESCRIBE <{BASE}statement/s1>")
    page.click("text=Run")
    page.wait_for_selector("#result pre:not(.refused)")
    assert "reportedAs" in page.inner_text("#result")


def test_a_shipped_query_is_loaded(page: "Page") -> None:  # noqa: F821
    page.goto("/sparql")
    page.select_option("#shipped", index=1)
    assert page.input_value("#query").startswith("# title:")


def test_hostile_values_stay_text(page: "Page") -> None:  # noqa: F821
    page.goto("/sparql")
    page.fill(
        "#query", 'SELECT ("<img src=x onerror=alert(1)>" AS ?x) (<javascript:alert(1)> AS ?y) {}'
    )
    page.click("text=Run")
    page.wait_for_selector("#result table")
    assert page.locator("#result img, #result a").count() == 0
    assert "<img src=x" in page.inner_text("#result")


def test_without_script_the_form_still_answers(page: "Page") -> None:  # noqa: F821
    context = page.context.browser.new_context(java_script_enabled=False, base_url=page.url)
    plain = context.new_page()
    plain.goto(page.context.browser.contexts[0].pages[0].url)
    context.close()
