"""What is done to the objects of a PDF after WeasyPrint made them, before it writes them out."""

from typing import Any

import pydyf

# WeasyPrint claims one standard for a file. PDF/A lets a file claim another beside it, where it
# says what the fields of that claim mean (ISO 19005-3, 6.6.2.3).
ACCESSIBLE = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
END_OF_METADATA = b"</rdf:RDF>"


class _Written(pydyf.Object):
    """An object as the bytes that stand for it.

    pydyf asks each object for its bytes twice, to write them and to hash them, and would compress
    each stream twice.
    """

    def __init__(self, written: pydyf.Object) -> None:
        super().__init__()
        self.number = written.number
        self.bytes: bytes = written.data
        self.is_compressible: bool = written.compressible

    @property
    def data(self) -> bytes:
        return self.bytes

    @property
    def compressible(self) -> bool:
        return self.is_compressible


def write_once(document: Any, pdf: pydyf.PDF) -> None:
    """Work out the bytes of each object; a finisher of `HTML.write_pdf`. Changes no byte."""
    pdf.objects[:] = [each if each.free == "f" else _Written(each) for each in pdf.objects]


def make_accessible_archive(document: Any, pdf: pydyf.PDF) -> None:
    """Claim PDF/UA-1 in a PDF/A file and keep to it; another such finisher.

    What is attached is dated as the document itself, and listed once.
    """
    for each in pdf.objects:
        match each:
            case {"Type": "/StructElem"}:
                _mend(each, pdf)
            case pydyf.Stream(extra={"Type": "/Metadata"}):
                metadata = b"".join(each.stream)
                whole = ACCESSIBLE + END_OF_METADATA
                each.stream = [metadata.replace(END_OF_METADATA, whole, 1)]
            case pydyf.Stream(extra={"Type": "/EmbeddedFile", "Params": params}):
                for name in ("CreationDate", "ModDate"):
                    del params[name]
                    if name in pdf.info:
                        params[name] = pdf.info[name]
    pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
    write_once(document, pdf)


def _mend(element: pydyf.Dictionary, pdf: pydyf.PDF) -> None:
    """Say what a table head heads, and tag as a link what WeasyPrint made one but tagged otherwise:
    emphasised words within it.
    """
    match element["S"]:
        case "/TH":
            part = _at(_at(element["P"], pdf)["P"], pdf)["S"]
            element["A"]["Scope"] = "/Column" if part == "/THead" else "/Row"
        case "/NonStruct":
            kids = (_at(kid, pdf) for kid in element["K"] if isinstance(kid, bytes))
            if any(kid.get("Type") == "/OBJR" for kid in kids):
                element["S"] = "/Link"


def _at(reference: bytes, pdf: pydyf.PDF) -> pydyf.Dictionary:
    return pdf.objects[int(reference.split()[0])]
