"""Answers that are more than a quotation: lists that leave nothing out, time lines, comparisons."""
