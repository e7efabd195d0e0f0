"""Prompts for language models, one file each; `qa/writing/prompting.py` fills them in."""
