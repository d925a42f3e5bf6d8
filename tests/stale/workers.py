"""Builds in processes of their own, cheaply: a server for each hash seed, forked per build.

A server has imported Sphinx and waits; each build is a fork of it, so that nothing of one
build is left in the next, and Python need not start and import every time. Run as a script
this file is such a server.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SEEDS = (0, 1, 2, 3)
"""The values of PYTHONHASHSEED that builds are drawn from."""

PRELOADED = (
    "sphinx.cmd.build",
    "sphinx.builders.dirhtml",
    "sphinx.builders.epub3",
    "sphinx.search.en",
    "myst_parser.sphinx_ext.main",
    "sphinx_postindex",
)
"""What every build imports, imported once."""


def _checkout() -> Path | None:
    """The folder of the package, where it is not installed and a script needs it."""
    here = Path(__file__).resolve().parents[2]
    return None if importlib.util.find_spec("sphinx_postindex") else here


@dataclass
class Workers:
    """The servers. They end when this is closed."""

    root: Path | None = field(default_factory=_checkout)
    """Where the package is imported from, if it is not what is installed."""
    _servers: dict[tuple[int, str], subprocess.Popen[str]] = field(default_factory=dict)

    def build(  # noqa: PLR0913 - as many as a command has
        self,
        builder: str,
        folders: tuple[Path, Path, Path],
        log: Path,
        *,
        seed: int = 0,
        lane: str = "",
        options: Sequence[str] = (),
        environ: Mapping[str, str] | None = None,
    ) -> int:
        """Build; the result is the exit status of the process, negative after a signal.

        :param folders: sources, doctrees, output
        :param log: where the output of the build goes
        :param lane: builds of two lanes may run at the same time
        """
        source, doctrees, out = map(str, folders)
        request = {
            "argv": ["-b", builder, "-d", doctrees, *options, source, out],
            "environ": dict(environ or {}),
            "log": str(log),
        }
        server = self._server(seed, lane)
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdin.write(json.dumps(request) + "\n")
        server.stdin.flush()
        answer = server.stdout.readline()
        assert answer, "a build server has ended"
        return int(answer)

    def _server(self, seed: int, lane: str) -> subprocess.Popen[str]:
        if (seed, lane) not in self._servers:
            environ = {**os.environ, "PYTHONHASHSEED": str(seed)}
            if self.root:
                environ["PYTHONPATH"] = str(self.root)
            self._servers[seed, lane] = subprocess.Popen(
                [sys.executable, __file__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                env=environ,
            )
        return self._servers[seed, lane]

    def close(self) -> None:
        """End the servers."""
        for server in self._servers.values():
            for stream in (server.stdin, server.stdout):
                if stream:
                    stream.close()
            server.wait()
        self._servers.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


def _build(request: dict[str, Any]) -> int:
    """One build, in the fork."""
    # A build that kills its group takes along the processes that it has started.
    os.setsid()
    log = os.open(request["log"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for stream in (1, 2):
        os.dup2(log, stream)
    os.environ.update(request["environ"])
    main = importlib.import_module("sphinx.cmd.build").main
    return int(main(request["argv"]))


def _serve() -> None:
    """Answer each line of standard input with the status of a build."""
    for module in PRELOADED:
        importlib.import_module(module)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            # The end of this process waits for those that it has started.
            sys.exit(_build(json.loads(line)))
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _serve()
