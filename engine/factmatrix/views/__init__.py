"""Assessments made readable: terminal, Markdown, JSON. Views format; they compute nothing."""
