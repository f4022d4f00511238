"""Lesson 02, Condor Greeks: its study, figures, widgets and exercises."""
