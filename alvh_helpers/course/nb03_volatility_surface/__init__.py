"""Lesson 03, Volatility surface: its study, figures, widgets and exercises."""
