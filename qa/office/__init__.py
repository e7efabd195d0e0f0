"""Files that officers open: Excel workbooks, charts, and office files that come out the same each time."""
