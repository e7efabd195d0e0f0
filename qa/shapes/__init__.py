"""Shapes of answers that the best sentences do not make: several things meant, follow-up, offices, corrections."""
