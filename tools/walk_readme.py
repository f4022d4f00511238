"""Run the first block of commands in README.md as it stands: ``python tools/walk_readme.py``.

``make lab`` does not end by itself, so it is started without a browser, asked for the first notebook, and
stopped. Uses the standard library only: nothing is installed before the README says so.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
PORT = 18888
NOTEBOOK = "notebooks/00_start_here.ipynb"


def commands() -> list[str]:
    """Return the lines of the README's first code block without their comments."""
    block = re.search(r"```bash\n(.*?)```", (REPO / "README.md").read_text(encoding="utf-8"), re.S).group(1)
    lines = [line.split("#")[0].strip() for line in block.splitlines()]
    return [line for line in lines if line]


def open_lab(command: str) -> None:
    """Start JupyterLab as the README says, fetch the first notebook from it, and stop it."""
    flags = f"--no-browser --allow-root --port={PORT} --IdentityProvider.token=walk"
    group = (
        {"start_new_session": True}
        if os.name != "nt"
        else {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    )
    server = subprocess.Popen(command.split(), cwd=REPO, env={**os.environ, "LAB_FLAGS": flags}, **group)
    try:
        cells = _first_notebook(server, patience=900)
    finally:
        server.send_signal(signal.CTRL_BREAK_EVENT) if os.name == "nt" else os.killpg(
            server.pid, signal.SIGTERM
        )
        server.wait(60)
    print(f"{command}: JupyterLab serves {NOTEBOOK} with {cells} cells")


def _first_notebook(server: subprocess.Popen, patience: float) -> int:
    """Return the number of cells of the first notebook as soon as the server hands it out."""
    end = time.monotonic() + patience
    while time.monotonic() < end and server.poll() is None:
        for path in (
            Path(NOTEBOOK).name,
            NOTEBOOK,
        ):  # the server's root is the folder of the opened file, or the top
            url = f"http://127.0.0.1:{PORT}/api/contents/{path}?token=walk"
            try:
                with urllib.request.urlopen(url, timeout=5) as answer:
                    return len(json.load(answer)["content"]["cells"])
            except OSError:
                time.sleep(1)
    raise SystemExit("make lab: JupyterLab did not serve the first notebook")


def main() -> None:
    """Walk through the commands."""
    for command in commands():
        print(f"$ {command}", flush=True)
        if command.startswith(("git clone", "cd ")):
            continue  # the checkout is where this file lies
        if command.split()[:2] == ["make", "lab"]:
            open_lab(command)
        elif subprocess.run(command.split(), cwd=REPO).returncode:
            sys.exit(f"{command} failed")


if __name__ == "__main__":
    main()
