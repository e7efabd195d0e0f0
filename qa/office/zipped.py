"""Office files, which are zip files, without the time of writing: equal contents are equal bytes."""

import re
import zipfile
from io import BytesIO

_FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)  # that a zip file can name


def undated(file: bytes) -> bytes:
    """Return an Office file with all its parts of one date, and without the preview picture of the template."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(file)) as read, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name in read.namelist():
            if name.startswith("docProps/thumbnail"):
                continue
            part = read.read(name)
            if name == "_rels/.rels":
                part = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", part)
            entry = zipfile.ZipInfo(name, _FIRST_MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(entry, part)
    return out.getvalue()
