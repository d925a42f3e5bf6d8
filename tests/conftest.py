"""What all tests share: small sites built by Sphinx, and no skip that nobody sees.

The fixture ``site`` writes a source folder, builds it in this process and fails the test
on any warning that the test does not name.
"""

from __future__ import annotations

import os
import re
import sys
import textwrap
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from lxml import html as lxml_html
from sphinx.testing.util import SphinxTestApp

from sphinx_postindex import posts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sphinx.application import Sphinx

    from sphinx_postindex import Post

# The tests are run with --import-mode=importlib, which leaves this folder out.
sys.path.insert(0, str(Path(__file__).parent))

Files = dict[str, str | bytes]
Changes = dict[str, str | bytes | None]

# In CI a skip fails the run, unless its reason holds one of these.
ALLOWED_SKIPS = ("no LaTeX engine", "no interpreter")

# A copyright and a version: the EPUB builder warns where there is none.
CONF = """\
project = "Site"
copyright = "nobody"
version = "1"
extensions = ["myst_parser", "sphinx_postindex"]
html_theme = "basic"
"""
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def _bytes(content: str | bytes) -> bytes:
    if isinstance(content, bytes):
        return content
    return textwrap.dedent(content).removeprefix("\n").encode()


class _Records(StringIO):
    """A stream that keeps each warning whole: Sphinx writes one at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[str] = []

    def write(self, text: str, /) -> int:
        record = _COLOUR.sub("", text).strip()
        if record:
            self.records.append(record)
        return super().write(text)


@dataclass
class Site:
    """A source folder and its last build."""

    srcdir: Path
    builddir: Path
    builder: str = "html"
    now: str = "2030-01-01"
    parallel: int = 1
    tags: Sequence[str] = ()
    config: Mapping[str, Any] = field(default_factory=dict)
    allow: Sequence[str] = ()

    app: Sphinx = field(init=False, repr=False)
    """The Sphinx of the last build, finished: for a look into ``app.env``."""
    warnings: list[str] = field(init=False, default_factory=list)
    """Every warning of the last build, ours and others', in order, without colours."""
    status: str = field(init=False, default="")
    """All else that the last build said, without colours."""

    @property
    def outdir(self) -> Path:
        """Where the last build wrote to."""
        return self.builddir / self.builder

    def write(self, files: Mapping[str, str | bytes | None]) -> None:
        """Write or (``None``) delete files of the source folder.

        Text loses its common indentation and one line break at its start; bytes are
        written as they are.
        """
        for name, content in files.items():
            path = self.srcdir / name
            if content is None:
                path.unlink()
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_bytes(content))
            # The kernel's clock for files is coarse: a change right after a build would
            # seem older than the build.
            stamp = time.time_ns()
            os.utime(path, ns=(stamp, stamp))

    def build(self) -> None:
        """Build with a new Sphinx on the folders as they are, and judge its warnings."""
        stream, status = _Records(), StringIO()
        instant = datetime.fromisoformat(self.now).replace(tzinfo=UTC)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("SOURCE_DATE_EPOCH", str(int(instant.timestamp())))
            # SphinxTestApp forgets on cleanup() what docutils and Sphinx keep globally.
            app = SphinxTestApp(
                self.builder,
                srcdir=self.srcdir,
                builddir=self.builddir,
                confoverrides=dict(self.config),
                status=status,
                warning=stream,
                parallel=self.parallel,
                tags=self.tags,
            )
            try:
                app.build()
            finally:
                app.cleanup()
                self.warnings = stream.records
                self.status = _COLOUR.sub("", status.getvalue())
        self.app = app
        unnamed = [w for w in self.warnings if not any(re.search(a, w) for a in self.allow)]
        if unnamed:
            pytest.fail("warnings that the test does not name:\n" + "\n".join(unnamed))

    def rebuild(self, changes: Changes | None = None, **settings: Any) -> Site:  # noqa: ANN401 - Site's own fields
        """Change files (``None`` deletes) and build again, keeping what was built.

        :param settings: fields of the site to change with it, for example ``allow`` or
            ``builder``; builders share their doctrees
        """
        for name, value in settings.items():
            if name not in {"builder", "now", "parallel", "tags", "config", "allow"}:
                raise TypeError(f"a site has no setting {name!r}")
            setattr(self, name, value)
        self.write(changes or {})
        self.build()
        return self

    def path(self, page: str) -> Path:
        """The HTML file of a page, by the page's name."""
        flat = self.builder != "dirhtml" or page == "index" or page.endswith("/index")
        return self.outdir / (f"{page}.html" if flat else f"{page}/index.html")

    def html(self, page: str = "index") -> lxml_html.HtmlElement:
        """The tree of a page of ``html``, ``dirhtml`` or ``singlehtml``, by the page's name."""
        parser = lxml_html.HTMLParser(encoding="utf-8")
        return lxml_html.fromstring(self.path(page).read_bytes(), parser=parser)

    def titles(self, page: str = "index") -> list[str]:
        """The titles of the cards of a page, in their order."""
        return [each.text_content() for each in self.html(page).find_class("postindex-title")]

    @property
    def posts(self) -> dict[str, Post]:
        """What was read of each post, by docname; unlisted ones too."""
        return {post.docname: post for post in posts(self.app.env)}

    @property
    def ours(self) -> list[str]:
        """The warnings of the last build that are ours: ``file:line: text [postindex.x]``."""
        found = [each for each in self.warnings if re.search(r"\[postindex\.\w+\]$", each)]
        return [each.replace(f"{self.srcdir}/", "").replace("WARNING: ", "") for each in found]

    def text(self, path: str) -> str:
        """The text of a file of the output."""
        return (self.outdir / path).read_text(encoding="utf-8")


class MakeSite(Protocol):
    """What the fixture ``site`` gives: write files, build them, look at the result.

    ``conf`` is appended to a ``conf.py`` with the two extensions and the theme "basic".
    ``allow`` holds regular expressions for the warnings that may come. ``now`` is the
    build's clock (UTC); ``settings`` are the other fields of :class:`Site`.
    """

    def __call__(
        self,
        files: Files,
        conf: str = "",
        builder: str = "html",
        *,
        allow: Sequence[str] = (),
        **settings: Any,  # noqa: ANN401 - Site's own fields
    ) -> Site: ...


def _maker(folder: Path) -> MakeSite:
    """What makes one site after the other, in folders of their own."""
    made = 0

    def make(
        files: Files,
        conf: str = "",
        builder: str = "html",
        *,
        allow: Sequence[str] = (),
        **settings: Any,  # noqa: ANN401 - Site's own fields
    ) -> Site:
        nonlocal made
        made += 1
        root = folder / f"site{made}"
        result = Site(root / "source", root / "build", builder, allow=allow, **settings)
        result.write({"conf.py": CONF + textwrap.dedent(conf), **files})
        result.build()
        return result

    return make


@pytest.fixture
def site(tmp_path: Path) -> MakeSite:
    """Build small sites; each call gives a new one, in folders of its own."""
    return _maker(tmp_path)


@pytest.fixture(scope="module")
def module_site(tmp_path_factory: pytest.TempPathFactory) -> MakeSite:
    """As ``site``, for a site that all tests of a module look at and none changes."""
    return _maker(tmp_path_factory.mktemp("sites"))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run in CI on a skip whose reason is not one of ``ALLOWED_SKIPS``."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or os.environ.get("CI", "").casefold() not in {"1", "true", "yes"}:
        return
    reasons = [str(report.longrepr) for report in reporter.stats.get("skipped", ())]
    unknown = [r for r in reasons if not any(allowed in r for allowed in ALLOWED_SKIPS)]
    if unknown and session.exitstatus == pytest.ExitCode.OK:
        reporter.write_line("")
        reporter.write_line(f"{len(unknown)} skipped in CI, without an allowed reason:", red=True)
        for reason in unknown:
            reporter.write_line(f"  {reason}")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
