"""A panel of sliders and menus that redraws one figure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from matplotlib.figure import Figure

from alvh_helpers.course import plots
from alvh_helpers.errors import CourseError

__all__ = ["Draw", "explorer"]


Draw = Callable[..., tuple[Figure, str]]


def explorer(draw: Draw, **controls: Any) -> Any:
    """Return a panel of widgets that redraws a figure when one of them is released.

    Parameters
    ----------
    draw : callable
        Takes the widgets' values by name and returns (figure, alt text).
    **controls : ipywidgets widgets
        Sliders and menus by argument name of `draw`.

    Returns
    -------
    ipywidgets.VBox
        Controls above, figure below. Values that make no sense show their sentence in place of the figure.
    """
    import ipywidgets as widgets  # only notebooks need widgets; importing the package stays light

    for control in controls.values():
        if hasattr(control, "continuous_update"):
            control.continuous_update = False
        control.style.description_width = "9em"
        control.layout.width = "28em"

    def redraw(**values: Any) -> None:
        """Draw once, or say what is wrong."""
        try:
            figure, alt = draw(**values)
        except CourseError as error:
            print(error)
        else:
            plots.show(figure, alt)

    output = widgets.interactive_output(redraw, controls)
    rows = [list(controls.values())[i : i + 2] for i in range(0, len(controls), 2)]
    return widgets.VBox([*(widgets.HBox(row) for row in rows), output])
