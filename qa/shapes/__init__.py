"""Answers that are more than the best sentences: several things meant, follow-up, full lists, time lines, tables."""
