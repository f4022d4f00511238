"""Helpers for a hands-on course on hedging SPX iron condors with VIX instruments.

Import the rooms that you need, for example ``from alvh_helpers import black, market``. The package imports
nothing by itself, so that it loads at once.
"""

__version__ = "0.1.0"
