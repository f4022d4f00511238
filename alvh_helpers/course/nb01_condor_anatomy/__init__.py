"""Lesson 01, Condor anatomy: its study, figures, widgets and exercises."""
