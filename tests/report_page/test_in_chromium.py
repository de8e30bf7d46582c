"""The page in a real browser: it asks for nothing, runs nothing, and all its words can be read."""

import pytest
from lab import chromium
from lab.command_line import run
from worlds import reported

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not chromium.FOUND, reason=chromium.ABSENT),
]

STORE = ("-s", "STORE_URL=sqlite:///articles.db")
DAYS = ("--since", reported.SINCE, "--until", reported.UNTIL)

MEASURE = """
(() => {
  const lines = [], cut = [], width = document.documentElement.clientWidth;
  const inside = (box, around) => box.left >= around.left - 1 && box.right <= around.right + 1
    && box.top >= around.top - 1 && box.bottom <= around.bottom + 1;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement;
    if (!node.data.trim() || parent.closest("title, style")) continue;
    if (!parent.checkVisibility()) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width < 1 || box.height < 1) continue;
      lines.push({ text: node.data.trim().slice(0, 60), box });
      const scrolled = parent.closest("details .wide");
      if (!scrolled && (box.left < -1 || box.right > width + 1)) cut.push(node.data);
      for (let around = parent; around !== document.body; around = around.parentElement) {
        if (around === scrolled) break;
        const hides = getComputedStyle(around).overflowX !== "visible";
        if (hides && !inside(box, around.getBoundingClientRect())) cut.push(node.data);
      }
    }
  }
  lines.sort((one, other) => one.box.top - other.box.top);
  const over = [];
  lines.forEach((one, at) => {
    for (let next = at + 1; next < lines.length; next++) {
      const other = lines[next];
      if (other.box.top > one.box.bottom - 3) break;
      const shared = Math.min(one.box.right, other.box.right)
        - Math.max(one.box.left, other.box.left);
      if (shared > 1) over.push(one.text + " / " + other.text);
    }
  });
  const pans = document.documentElement.scrollWidth > width + 1;
  return { lines: lines.length, cut, over, pans };
})()
"""
"""Where each line of text is: cut at the window or in a box that hides, or over another one."""

OPEN_ALL = "document.querySelectorAll('details').forEach(each => { each.open = true }), 1"


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """The report of a store with articles of hostile pages."""
    folder = tmp_path_factory.mktemp("page")
    reported.make(folder / "articles.db", is_hostile=True)
    ended = run(folder, "report", "-O", "report.html", *DAYS, *STORE)
    assert ended.code == 0, ended.err
    return folder / "report.html"


@pytest.fixture(scope="module")
def browser():
    with chromium.started() as browser:
        yield browser


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_it_asks_for_nothing_and_nothing_is_wrong(browser, page, width, theme):
    browser.open(page, width, theme)
    assert browser.requested() == [page.as_uri()]
    assert browser.complaints() == []


def test_what_is_hostile_is_text(browser, page):
    browser.open(page)
    assert browser.evaluate("window.hit") is None
    assert (
        browser.evaluate("document.querySelectorAll('script, img, iframe, [onload]').length") == 0
    )
    text = browser.evaluate("document.body.innerText")
    assert "<script>window.hit = 1</script>" in text
    assert "{{7*7}}" in text
    assert "\u202e" not in text


def test_links_lead_to_the_web_and_tell_it_nothing(browser, page):
    browser.open(page)
    links = browser.evaluate(
        "[...document.querySelectorAll('a')].map(a => [a.getAttribute('href'), a.rel, a.protocol])"
    )
    inner = [href for href, _, _ in links if href.startswith("#")]
    outer = [each for each in links if not each[0].startswith("#")]
    assert len(inner) == 3
    assert len(outer) > 100
    assert {(rel, protocol) for _, rel, protocol in outer} == {("noopener noreferrer", "https:")}
    assert not [href for href, _, _ in outer if "user:" in href or len(href) > 2_000]


@pytest.mark.parametrize("are_tables_open", [False, True])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_no_text_is_cut_or_covered(browser, page, width, theme, are_tables_open):
    browser.open(page, width, theme)
    if are_tables_open:
        browser.evaluate(OPEN_ALL)
    found = browser.evaluate(MEASURE)
    assert found["lines"] > 300
    assert (found["cut"], found["over"], found["pans"]) == ([], [], False)


def test_on_paper_it_is_dark_on_white(browser, page):
    browser.open(page, 720, "dark", media="print")
    ground, ink = browser.evaluate(
        "(style => [style.backgroundColor, style.color])(getComputedStyle(document.body))"
    )
    assert (ground, ink) == ("rgb(255, 255, 255)", "rgb(0, 0, 0)")


CONTRASTS = """
(() => {
  const canvas = document.createElement("canvas").getContext("2d");
  const light = colour => {
    canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    const parts = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map(part => part / 255);
    const [r, g, b] = parts.map(p => p <= 0.04045 ? p / 12.92 : ((p + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const of = (ink, ground) => {
    const [high, low] = [light(ink), light(ground)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  const style = getComputedStyle(document.documentElement);
  const colour = name => style.getPropertyValue("--" + name);
  return ["ink", "soft", "accent", "alarm"].map(name => of(colour(name), colour("paper")));
})()
"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_stand_out_from_the_paper(browser, page, theme):
    browser.open(page, 1440, theme)
    assert min(browser.evaluate(CONTRASTS)) > 4.5


# --- Each of these can fail -----------------------------------------------------------------------


def test_a_request_and_a_script_are_seen(browser, page, tmp_path):
    bad = tmp_path / "bad.html"
    bad.write_text("<p>x</p><img src='https://example.com/x.png'><script>window.hit = 1</script>")
    browser.open(bad)
    assert browser.evaluate("window.hit") == 1
    assert len(browser.requested()) == 2
    assert browser.complaints()


def test_the_rules_of_the_page_stop_what_would_get_into_it(browser, page, tmp_path):
    bad = tmp_path / "bad.html"
    text = page.read_text(encoding="utf-8")
    more = (
        "<script>window.hit = 1</script><img src='https://example.com/x.png'>"
        "<style>body { display: none }</style><p onclick='1' style='color: red'>x</p></body>"
    )
    bad.write_text(text.replace("</body>", more))
    browser.open(bad)
    assert browser.evaluate("window.hit") is None
    assert browser.evaluate("getComputedStyle(document.body).display") == "block"
    assert browser.requested() == [bad.as_uri()]
    assert len(browser.complaints()) >= 4


@pytest.mark.parametrize(
    "fault",
    [
        "document.querySelector('h1').style.width = '2000px',"
        " document.querySelector('h1').style.textAlign = 'right', 1",
        "document.querySelector('.drawing text').setAttribute('x', '-9'), 1",
        "document.querySelector('h2').style.marginTop = '-40px', 1",
    ],
)
def test_a_text_that_is_cut_or_covered_is_seen(browser, page, fault):
    browser.open(page, 390)
    browser.evaluate(fault)
    found = browser.evaluate(MEASURE)
    assert found["cut"] or found["over"]
