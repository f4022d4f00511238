"""Signals: technical and fundamental votes, and the quorum that counts them."""

from alvh_helpers._lazy import lazy_names

__getattr__, __dir__, __all__ = lazy_names(
    __name__,
    {
        "fundamental": "MacroRules gordon_value known_by_day macro_readings surprise",
        "quorum": "Quorum activations decide roll_call votes",
        "technical": "Macd TechnicalRules after_crest breadth_divergence ema macd rolling_slope rsi technical_readings",
        "voting": "FUNDAMENTAL Reading Signal TECHNICAL Votes gather",
    },
)
