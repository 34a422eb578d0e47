"""Turns the sample office into the pictures of the pages: docs/pictures/*.png, taken by a browser of what dondoc really serves.

The office is made on one fixed day and its clock stands still, so that the same pages give the same pictures. It wants Debian's Chromium;
`python tools/take_pictures.py confirm units` takes only these.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import cast
from unittest.mock import patch

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
DIRECTIVE = PICTURES.parents[1] / "src" / "dondoc" / "sample" / "ke-hoach-mau.docx"
CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--font-render-hinting=none"]
MORNING = datetime(2026, 10, 6, 1, 40, tzinfo=UTC)
"""Twenty to nine on a Tuesday, in Vietnam."""

DESK, PHONE = (1366, 850), (390, 844)
COLOURS = 256
HEAVIEST, ALL_TOGETHER = 120_000, 1_000_000
# Debian's Chromium writes days as Americans do; its Vietnamese reader's own writes them like this.
DAYS = """() => document.querySelectorAll("input[type=date]").forEach(field => {
    const [year, month, day] = field.value.split("-");
    field.type = "text";
    field.value = day ? `${day}/${month}/${year}` : "dd/mm/yyyy";
})"""


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its name, whose window, which page, how large, and what is done there before it is taken."""

    name: str
    person: str
    path: str
    size: tuple[int, int] = DESK
    act: Callable[[Page], None] = lambda page: None


@dataclass(frozen=True, slots=True)
class Office:
    """The sample office as it is served: where, and who logs in with which password."""

    address: str
    passwords: dict[str, str]


def main(names: list[str]) -> int:
    """Make the office, serve it, take the pictures, and say which are too heavy."""
    if not CHROMIUM.exists():
        print(f"{CHROMIUM} is absent: apt-get install --no-install-recommends chromium", file=sys.stderr)
        return 1
    PICTURES.mkdir(exist_ok=True)
    with served_office() as office, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), headless=True, args=ARGUMENTS)
        for picture in pictures():
            if not names or picture.name in names:
                (PICTURES / f"{picture.name}.png").write_bytes(few_colours(taken(browser, picture, office)))
        browser.close()
    return weigh()


def pictures() -> list[Picture]:
    """Return what is taken, in the order of the tutorial; asks the database of the office for its addresses."""
    # Late: these name tables, which are known once the apps are loaded.
    from dondoc.web.plans.demo.loading import SAMPLE, WAITING
    from dondoc.web.plans.models import Assignment, Plan, Task
    from dondoc.web.reports.models import Period

    waiting, plan = Plan.objects.get(number=WAITING), Plan.objects.get(number=SAMPLE)
    task = Task.objects.filter(plan=plan, assignments__unit__name="Văn phòng Đăng ký đất đai", due_on__isnull=False).order_by("position")[0]
    month = Period.objects.filter(duty__frequency="monthly", cut_off__lt=MORNING.date()).order_by("-last_day")[0]
    running = Assignment.objects.filter(
        unit__name="Văn phòng Đăng ký đất đai", role="lead", task_active=True, work__in=["accepted", "progress"]
    )
    part = running.select_related("task").order_by("pk")[0]
    confirm = f"/van-ban/{waiting.pk}/xac-nhan/"
    return [
        Picture("units", "thang", "/to-chuc/"),
        Picture("upload", "lan", "/van-ban/nap/", (1366, 600), act=with_a_file),
        Picture("documents", "lan", "/van-ban/"),
        Picture("names", "lan", f"{confirm}?phan=ten"),
        Picture("confirm", "lan", confirm),
        Picture("publish", "lan", f"/ke-hoach/{waiting.pk}/dua-vao-so/"),
        Picture("plan", "lan", f"/ke-hoach/{plan.pk}/"),
        Picture("home", "dung", "/"),
        Picture("task", "dung", f"/nhiem-vu/{task.code}/"),
        Picture("phone", "dung", "/nhiem-vu/", PHONE),
        Picture("filters", "lan", "/nhiem-vu/", act=filtered),
        Picture("log", "thang", "/nhat-ky/", act=searched),
        Picture("work", "dung", f"/nhiem-vu/{part.task.code}/", act=lambda page: at_part(page, part.pk)),
        Picture("standing", "lan", "/tinh-hinh/"),
        Picture("reports", "lan", "/bao-cao/"),
        Picture("consolidated", "lan", f"/bao-cao/tong-hop/{month.pk}/", act=frozen),
    ]


def with_a_file(page: Page) -> None:
    """Choose the directive that ships with dondoc."""
    page.locator("input[type=file]").set_input_files(DIRECTIVE)


def filtered(page: Page) -> None:
    """Open the menu of filters."""
    page.get_by_text("Lọc", exact=True).first.click()


def searched(page: Page) -> None:
    """Look up in the log what was done with plans."""
    page.get_by_label("Loại").select_option(label="kế hoạch")
    page.get_by_role("button", name="Tìm", exact=True).click()
    page.wait_for_load_state("networkidle")


def at_part(page: Page, key: int) -> None:
    """Go to a part of a task."""
    page.locator(f"#viec-{key}").evaluate("part => part.scrollIntoView()")


def frozen(page: Page) -> None:
    """Freeze the data of the period, if nobody has."""
    button = page.get_by_role("button", name="Chốt số liệu và viết dự thảo")
    if button.count():
        button.click()
        page.wait_for_load_state("networkidle")


@contextmanager
def served_office() -> Iterator[Office]:
    """Make the sample office in a folder of its own on the fixed morning, and serve it from this process until the block ends."""
    with tempfile.TemporaryDirectory(prefix="dondoc-pictures-") as folder:
        for name in [name for name in os.environ if name.startswith("DONDOC_")]:
            del os.environ[name]
        # Playwright keeps an event loop in this thread; none of its coroutines touches the database.
        os.environ |= {"DONDOC_DATA": folder, "DONDOC_CONFIG": os.devnull, "DJANGO_ALLOW_ASYNC_UNSAFE": "1"}
        with patch("django.utils.timezone.now", lambda: MORNING):
            passwords = made_office()
            with serving() as address:
                yield Office(address, passwords)


def made_office() -> dict[str, str]:
    """Make tables, style sheets and the office; return the password of each person."""
    from dondoc.web.config.setting_up import set_up  # late: it reads the environment above

    configuration = set_up()
    # Late: these name tables, which are known once the apps are loaded.
    from dondoc.web.config.starting import check_tables, collect_static
    from dondoc.web.plans.demo.loading import load

    check_tables(configuration)
    collect_static(configuration)
    return {log_in.username: log_in.password for log_in in load(now=MORNING)}


@contextmanager
def serving() -> Iterator[str]:
    """Serve the pages on a free port of this machine; yield their address."""
    # Late: these load the settings.
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler

    from dondoc.web.config.wsgi import application

    class Quiet(WSGIRequestHandler):
        """Answers without a line in the terminal for each request."""

        def log_message(self, format: str, *args: object) -> None:
            return

    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    server.set_app(application)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def taken(browser: Browser, picture: Picture, office: Office) -> bytes:
    """Log the person in and return a picture of the page as they see it in the light theme."""
    width, height = picture.size
    context = browser.new_context(
        base_url=office.address,
        viewport={"width": width, "height": height},
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        color_scheme="light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(picture.person)
    page.get_by_label("Mật khẩu").fill(office.passwords[picture.person])
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(lambda url: "dang-nhap" not in url)
    hints = page.get_by_role("button", name="Ẩn hướng dẫn")
    if hints.count():
        hints.click()
    answer = page.goto(picture.path, wait_until="networkidle")
    if answer is None or not answer.ok:
        raise RuntimeError(f"{picture.name}: {picture.path} is not served")
    picture.act(page)
    page.evaluate(DAYS)
    image = page.screenshot(animations="disabled", caret="hide")
    context.close()
    return image


def few_colours(image: bytes) -> bytes:
    """Return the same picture with a palette, a third as heavy.

    Frequent colours are kept as they are, those of small marks before greys: among these, the edges of letters, one comes near another.
    """
    made = io.BytesIO()
    with Image.open(io.BytesIO(image)) as opened:
        full = opened.convert("RGB")
    counted = cast(list[tuple[int, tuple[int, int, int]]], full.getcolors(full.width * full.height))
    frequent = sorted(counted, key=lambda one: one[0] * (1 + max(one[1]) - min(one[1])), reverse=True)[:COLOURS]
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for _count, colour in frequent for part in colour])
    full.quantize(palette=palette, dither=Image.Dither.NONE).save(made, "PNG", optimize=True)
    return made.getvalue()


def weigh() -> int:
    """Print the weight of every picture; return 1 where one of them, or all together, are too heavy."""
    weights = {path.name: path.stat().st_size for path in sorted(PICTURES.glob("*.png"))}
    for name, weight in weights.items():
        print(f"{name:<16}{weight / 1000:6.0f} kB{'  too heavy' if weight > HEAVIEST else ''}")
    print(f"{'together':<16}{sum(weights.values()) / 1000:6.0f} kB")
    return int(any(weight > HEAVIEST for weight in weights.values()) or sum(weights.values()) > ALL_TOGETHER)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
