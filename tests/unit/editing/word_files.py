"""Word documents made by hand, part by part, so that a test owns every byte of theirs."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def run(text: str, properties: str = "") -> str:
    """Text of one look: `properties` such as `<w:b/>`."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, style: str = "", properties: str = "") -> str:
    """Runs, in a style such as `Heading1`."""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{styled}{properties}</w:pPr>{''.join(runs)}</w:p>"


def xml_of(*body: str) -> bytes:
    """A document part."""
    text = "".join(body)
    return f'<?xml version="1.0" encoding="UTF-8"?><w:document {_NAMESPACES}><w:body>{text}</w:body></w:document>'.encode()


def word(*body: str) -> bytes:
    """A .docx with these paragraphs."""
    return package({"word/document.xml": xml_of(*body)})


def package(parts: dict[str, bytes]) -> bytes:
    """A packed file with these parts."""
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return written.getvalue()
