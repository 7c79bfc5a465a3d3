"""XML trees as text. Nothing is ever put into XML but through the tree, which escapes it."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring


def child(parent: Element, tag: str, text: str | int | None = None, **attributes: str) -> Element:
    """A new last child."""
    element = SubElement(parent, tag, attributes)
    if text is not None:
        element.text = str(text)
    return element


def document(root: Element, doctype: str) -> bytes:
    """In UTF-8, with its declaration."""
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE {doctype}>\n{tostring(root, encoding="unicode")}\n'.encode()
