from xml.etree import ElementTree

import pikepdf
import pytest

from tests.documents.printing.conftest import Printed

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
PDF_A = "{http://www.aiim.org/pdfa/ns/id/}"
PDF_UA = "{http://www.aiim.org/pdfua/ns/id/}"


@pytest.fixture
def xmp(printed: dict[str, Printed]) -> ElementTree.Element:
    """Uncompressed: a program that knows no PDF finds it in the file."""
    content = printed["herning-2019"].file.read_bytes()
    start, end = content.index(b"<x:xmpmeta"), content.index(b"</x:xmpmeta>")
    return ElementTree.fromstring(content[start:end] + b"</x:xmpmeta>")


def test_both_standards_are_named_in_one_rdf_element(xmp: ElementTree.Element) -> None:
    (rdf,) = xmp.iter(f"{RDF}RDF")
    (archive,) = [element for element in rdf if f"{PDF_A}part" in element.attrib]

    assert (archive.attrib[f"{PDF_A}part"], archive.attrib[f"{PDF_A}conformance"]) == ("3", "A")
    assert rdf.findtext(f"{RDF}Description/{PDF_UA}part") == "1"


def test_title_language_author_and_date(printed: dict[str, Printed]) -> None:
    with pikepdf.open(printed["herning-2020"].file) as pdf:
        facts = (
            str(pdf.docinfo.Title),
            str(pdf.docinfo.Author),
            str(pdf.docinfo.CreationDate),
            str(pdf.Root.Lang),
            bool(pdf.Root.ViewerPreferences.DisplayDocTitle),
            str(pdf.Root.PageMode),
        )

    assert facts == (
        "Målopfølgning for budget 2020, Herning Kommune",
        "Herning Kommune",
        "D:20181212",
        "da",
        True,
        "/UseOutlines",
    )
