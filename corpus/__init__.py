"""Papers as data: read, described, understood and cut into passages."""
