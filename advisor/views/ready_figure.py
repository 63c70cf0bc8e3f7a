"""A plotly figure that is handed on as it is: checking it again at each change takes most of a run.

Our specs are checked by tests with `plotly.graph_objects.Figure`, where every name and value is.
"""

from __future__ import annotations

from typing import Any

from plotly.basedatatypes import BaseFigure


class ReadyFigure(BaseFigure):  # type: ignore[misc]  # plotly ships no types
    """A spec that Streamlit takes for a figure."""

    def __init__(self, spec: dict[str, Any]) -> None:
        self._spec = spec

    def to_dict(self) -> dict[str, Any]:
        """Give the spec."""
        return self._spec
