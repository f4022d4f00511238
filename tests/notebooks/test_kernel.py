"""The kernels that run the notebooks in these tests have no network, and the check says so itself."""

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

pytestmark = pytest.mark.slow


def _run(source):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    return notebook.cells[0].outputs


@pytest.mark.parametrize(
    "source",
    [
        "import socket; socket.create_connection(('192.0.2.1', 80), timeout=2)",
        "import urllib.request; urllib.request.urlopen('http://example.org', timeout=2)",
    ],
)
def test_a_kernel_cannot_reach_the_network(source):
    with pytest.raises(CellExecutionError, match="the tests run without a network"):
        _run(source)


def test_a_kernel_can_talk_to_itself():
    source = (
        "import socket; s = socket.create_server(('127.0.0.1', 0)); "
        "c = socket.create_connection(s.getsockname()); c.close(); s.close(); print('local')"
    )
    (output,) = _run(source)
    assert output.text == "local\n"
