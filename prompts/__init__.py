"""Prompts for language models, one file each; `qa/prompting.py` fills them in."""
