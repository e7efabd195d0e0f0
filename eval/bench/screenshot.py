"""Take the pictures that the README shows: of the page, one question asked and its first source open; of a report.

    python -m eval.bench.screenshot http://127.0.0.1:7860/ docs/page.png "What did the Panel resolve on the precept?"
    python -m eval.bench.screenshot file:///tmp/run/report.html docs/evaluation.png

Needs Playwright (the extra `dev`) and Chromium.
"""

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
WIDTH, HEIGHT = 1100, 1250  # pixels


def main() -> None:
    """Take the picture that the command line asks for."""
    if len(sys.argv) not in (3, 4):
        sys.exit("usage: python -m eval.bench.screenshot ADDRESS PICTURE.png [QUESTION]")
    address, picture, *questions = sys.argv[1:]
    with sync_playwright() as playwright:
        found = str(CHROMIUM) if CHROMIUM.is_file() else None
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto(address)
        for question in questions:
            ask(page, question)
        page.screenshot(path=picture)
        browser.close()
    print(picture)


def ask(page: Page, question: str) -> None:
    """Ask a question and open the first source of its answer, with the top of the page in view."""
    page.get_by_label("Your question").fill(question)
    page.keyboard.press("Enter")
    page.locator("article.turn:not([data-pending])").first.wait_for()
    page.locator("details.opens summary").first.click()
    page.evaluate("document.activeElement.blur()")
    page.wait_for_timeout(1500)  # the page glides to the newest question first
    page.evaluate("window.scrollTo({top: 0, behavior: 'instant'})")


if __name__ == "__main__":
    main()
