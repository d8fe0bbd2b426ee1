"""The page in a real Chromium. Screenshots are kept in build/screenshots.

Skipped where no browser is installed, unless QUANTCLAIMS_BROWSER is "required".
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from extract.report import write_report
from tests.outputs import write_output
from tests.report.corpus import ATTACK, papers_and_claims

ROOT = Path(__file__).parents[2]
SHOTS = ROOT / "build" / "screenshots"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

pytestmark = pytest.mark.skipif(
    CHROMIUM is None and os.environ.get("QUANTCLAIMS_BROWSER") != "required",
    reason="no Chromium is installed (apt-get install chromium)",
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("page")
    write_report(write_output(folder / "out", *papers_and_claims()), folder / "report.html")
    return (folder / "report.html").as_uri()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The page opened; at the end nothing may have been said on the console and nothing asked of a network."""
    context = browser.new_context(**{"viewport": {"width": 1360, "height": 900}, **getattr(request, "param", {})})
    page = context.new_page()
    page.set_default_timeout(15_000)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith(("file:", "data:")) else said.append(asked.url))
    page.goto(address)
    ready(page, "abstracts")
    yield page
    assert said == []
    context.close()


def ready(page: Page, view: str) -> None:
    page.wait_for_selector(f"body[data-ready={view}]")


def to(page: Page, view: str) -> None:
    page.click(f"nav a[data-view={view}]")
    ready(page, view)


def first_column(page: Page, number: int) -> list[str]:
    return page.locator(f"tbody tr td:nth-child({number})").all_inner_texts()


def shot(page: Page, name: str) -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png")


def test_claims_are_marked_in_their_abstracts(page: Page) -> None:
    expect(page.locator("article")).to_have_count(20)
    expect(page.locator("article mark").first).to_have_text("1xspeedup")
    expect(page.locator("#status")).to_have_text("64 claims in 64 abstracts.")
    page.locator("article mark").first.hover()
    expect(page.locator("#card")).to_contain_text("comparable: 1×")
    expect(page.locator("#card")).to_contain_text("own · fake.number")
    shot(page, "abstracts")


def test_a_click_shows_the_whole_row(page: Page) -> None:
    page.locator("article mark").nth(1).click()
    detail = page.locator("#detail")
    expect(detail.locator(".big")).to_have_text("2x")
    expect(detail.locator("blockquote")).to_have_text("Method 2 is 2x faster than Adam on ImageNet.")
    expect(detail.locator("dt:text-is('norm_unit') + dd")).to_have_text("factor")
    expect(detail.locator("dt:text-is('baselines') + dd")).to_have_text("Adam")
    expect(detail.locator(".rule")).to_contain_text("fake.number")
    assert "claim=" in page.url
    shot(page, "detail")
    page.keyboard.press("Escape")
    expect(detail).to_be_empty()


def test_hostile_text_is_text(page: Page) -> None:
    page.fill("input[name=q]", "onerror")
    expect(page.locator("article")).to_have_count(1)
    expect(page.locator("article h2")).to_have_text(ATTACK)
    assert page.locator("article a").count() == 0
    page.locator("article mark").click()
    expect(page.locator("#detail dt:text-is('metric') + dd")).to_have_text(ATTACK)
    to(page, "table")
    assert first_column(page, 4) == [ATTACK]
    assert page.title() == "Claims in 64 abstracts"
    assert page.locator("main img").count() == 0


def test_letters_beyond_the_first_plane_and_claims_in_claims(page: Page) -> None:
    page.fill("input[name=q]", "parameters")
    expect(page.locator("article")).to_have_count(1)
    expect(page.locator("article mark")).to_have_text("7Bmodel size")
    page.fill("input[name=q]", "sublinear")
    expect(page.locator("article h2")).to_have_text("Nested")
    expect(page.locator("mark > mark")).to_have_text("O(1/T)convergence rate")
    expect(page.locator("article .abstract")).to_have_text(
        "A sublinear rate O(1/T)convergence rateconvergence rate holds."
    )


def test_the_table_is_sorted(page: Page) -> None:
    to(page, "table")
    assert first_column(page, 2)[:3] == ["1x", "2x", "3x"]
    page.click("[data-sort=norm_low]")
    expect(page.locator("th[aria-sort=descending]")).to_have_text("Comparable↓")
    assert first_column(page, 2)[:3] == ["7B", "60x", "59x"]
    page.click("[data-sort=norm_low]")
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("Comparable↑")
    assert first_column(page, 2)[:3] == ["4%-8%", "1x", "O(1/T)"]
    page.click("text=Next ›")
    expect(page.locator("#pager span")).to_have_text("51–64 of 64 claims")
    assert first_column(page, 2)[-2:] == ["7B", "sublinear rate O(1/T)"]
    shot(page, "table")


def test_the_table_is_filtered(page: Page) -> None:
    to(page, "table")
    filters = {"metric": ("runtime", 60), "dataset": ("imagenet", 60), "min": ("58", 3), "max": ("59", 2)}
    for field, (value, expected) in filters.items():
        page.fill(f"[name={field}]", value)
        expect(page.locator("tbody tr")).to_have_count(min(expected, 50))
        expect(page.locator("#status")).to_contain_text(f"{expected} claims")
    page.click("#reset")
    page.locator(".segments label", has_text="prior").click()
    expect(page.locator("tbody tr")).to_have_count(6)
    page.click("#reset")
    page.locator("label.type", has_text="convergence rate").click()
    expect(page.locator("tbody tr")).to_have_count(2)


def test_a_row_leads_to_its_sentence(page: Page) -> None:
    to(page, "table")
    page.click("[data-sort=value_low]")
    expect(page.locator("tbody tr").first).to_contain_text("7B")
    page.locator("tbody tr a", has_text="57x").click()
    ready(page, "abstracts")
    expect(page.locator("mark.chosen")).to_have_text("57xspeedup")
    expect(page.locator("mark.chosen")).to_be_in_viewport()
    expect(page.locator("#pager span")).to_have_text("41–60 of 64 abstracts")
    expect(page.locator("#detail blockquote")).to_contain_text("Method 57")
    page.go_back()
    ready(page, "table")
    expect(page.locator("tbody tr").first).to_contain_text("7B")


def test_it_works_by_keyboard(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.locator("#skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("mark").first).to_be_focused()
    expect(page.locator("#card")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#detail .big")).to_have_text("1x")
    page.keyboard.press("Escape")
    expect(page.locator("#detail")).to_be_empty()
    expect(page.locator("mark").first).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("input[name=q]")).to_be_focused()


def test_charts_are_drawn_and_lead_to_sentences(page: Page) -> None:
    to(page, "charts")
    expect(page.locator("figure canvas")).to_have_count(4)
    shot(page, "charts")
    page.locator("figure", has_text="Gains by metric").get_by_text("the same as a table").click()
    ready(page, "table")
    assert first_column(page, 2) == ["4%-8%"]
    page.go_back()
    ready(page, "charts")
    page.locator("#chart-sizes").scroll_into_view_if_needed()
    x, y = page.evaluate(MARK_AT)
    page.locator("#chart-sizes canvas").click(position={"x": x, "y": y})
    ready(page, "abstracts")
    expect(page.locator("mark.chosen")).to_have_text("7Bmodel size")


MARK_AT = """() => {
  const view = document.querySelector('#chart-sizes').vega.view;
  const find = (item) => item.datum?.row !== undefined && item.mark.marktype === 'symbol' ? item
    : (item.items ?? []).map(find).find(Boolean);
  const [x, y] = view.origin();
  const { left, top } = view.padding();
  const mark = find(view.scenegraph().root);
  return [left + x + mark.x, top + y + mark.y];
}"""


@pytest.mark.parametrize("page", [{"color_scheme": "dark"}], indirect=True)
def test_dark(page: Page) -> None:
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 23, 26)"
    page.locator("mark").first.click()
    shot(page, "dark")
    page.click("#theme")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(251, 250, 246)"


PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}


@pytest.mark.parametrize("page", [PHONE], indirect=True)
def test_phone(page: Page) -> None:
    for view in ("table", "charts", "abstracts"):
        to(page, view)
        assert page.evaluate("document.documentElement.scrollWidth") == 390, view
    shot(page, "phone")
    page.locator("mark").nth(2).click()
    expect(page.locator("#detail .big")).to_be_in_viewport()
    expect(page.locator("mark.chosen")).to_be_in_viewport()
    page.click("#detail .close")
    expect(page.locator("#detail .big")).to_have_count(0)
    page.click("#filters summary")
    page.fill("input[name=q]", "sublinear")
    expect(page.locator("article")).to_have_count(1)


def test_names_and_roles(page: Page) -> None:
    expect(page.get_by_role("button", name="1x, speedup", exact=True)).to_be_visible()
    to(page, "table")
    expect(page.get_by_role("row")).to_have_count(51)
    expect(page.get_by_role("columnheader", name="Comparable")).to_be_visible()
    expect(page.get_by_role("checkbox", name="speedup")).to_be_attached()
    expect(page.get_by_role("status")).to_contain_text("64 claims")
