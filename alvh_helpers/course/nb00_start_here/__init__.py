"""Lesson 00, Start here: its study, figures, widgets and exercises."""
