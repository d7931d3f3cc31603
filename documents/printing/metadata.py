"""One file, two standards: the identification of PDF/UA-1 beside that of PDF/A-3a.

WeasyPrint writes one variant's identification. The other goes inside the same `rdf:RDF` element (a second
one is not read by validators), with the schema description that PDF/A asks for where a property is not
its own."""

from typing import Any

PDF_UA = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>\
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
END = b"</rdf:RDF>"


def identify_as_both(metadata: Any) -> None:
    """`metadata` is the laid-out document's. The stream stays uncompressed, so that an archive can read it
    without understanding PDF."""
    rdf_of_one, include = metadata.generate_rdf_metadata, metadata.include_in_pdf

    def rdf_of_both(variant: str, version: int, conformance: str) -> bytes:
        rdf: bytes = rdf_of_one(variant, version, conformance)
        return rdf.replace(END, PDF_UA + END)

    def include_uncompressed(pdf: Any, variant: str, version: int, conformance: str, _compress: bool) -> None:
        include(pdf, variant, version, conformance, compress=False)

    metadata.generate_rdf_metadata = rdf_of_both
    metadata.include_in_pdf = include_uncompressed
