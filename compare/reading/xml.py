"""XML bytes to a tree, with nothing fetched and nothing expanded."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from compare.errors import UnreadableSource


def parse(data: bytes, path: str, *, recover: bool = False) -> etree._Element:
    """The root element; entities stay as they are. Raises UnreadableSource for broken XML.

    With `recover` what can be read of a broken document is.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=recover,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        raise UnreadableSource(path, "damaged XML")
    return root


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    tag = element.tag if isinstance(element.tag, str) else ""
    # A prefix that a damaged document never declared is left in the name.
    return tag.rpartition("}")[2].rpartition(":")[2]


def children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The direct children of the given local names, in their order."""
    return (child for child in element if local(child) in names)


def text_of(element: etree._Element | None) -> str:
    """All text in an element, white space at its ends aside."""
    return "".join(element.itertext()).strip() if element is not None else ""
