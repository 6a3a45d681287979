"""What a PDF shows and what it carries along is searched, whoever wrote the file; what cannot be read is reported.

What Chromium prints is in tests/browser/test_printed.py.
"""

from __future__ import annotations

import io
import re
import zlib
from pathlib import Path

import pikepdf
import pypdf
import pytest
import reportlab
from fpdf import FPDF
from fpdf.enums import EncryptionMethod
from mkdocs_postmortems.audit.decoded import DecodedText, Opaque
from mkdocs_postmortems.audit.decoding import Decoder
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

SENTENCE = "A former contractor copied the unsealed vault token from a laptop"
HARMLESS = "The disk of the build host was full, and nobody was told"
VERA = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"


def _fpdf(*, font: str = "Helvetica") -> FPDF:
    pdf = FPDF()
    pdf.add_page()
    if font != "Helvetica":
        pdf.add_font(font, fname=VERA)
    pdf.set_font(font, size=12)
    return pdf


def _bytes(pdf: FPDF) -> bytes:
    return bytes(pdf.output())


def _lines(text: str, **font: str) -> bytes:
    """Print a text in a narrow column."""
    pdf = _fpdf(**font)
    pdf.multi_cell(50, 6, text)
    return _bytes(pdf)


def _over_pages(text: str) -> bytes:
    pdf = _fpdf()
    words = text.split()
    pdf.multi_cell(0, 6, " ".join(words[:4]))
    pdf.add_page()
    pdf.multi_cell(0, 6, " ".join(words[4:]))
    return _bytes(pdf)


def _reportlab_page(text: str, font: str = "Helvetica") -> bytes:
    """Print a justified paragraph; the writer packs its pages twice: deflated, then as ASCII."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    if font != "Helvetica":
        pdfmetrics.registerFont(TTFont(font, VERA))
    paragraph = Paragraph(text, ParagraphStyle("narrow", fontName=font, alignment=TA_JUSTIFY))
    paragraph.wrapOn(canvas, 120, 700)
    paragraph.drawOn(canvas, 50, 600)
    canvas.save()
    return buffer.getvalue()


def _reportlab(text: str, *, title: str = "", outline: str = "", field: str = "") -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.setTitle(title or "Report")
    canvas.drawString(50, 800, text or "Report")
    if outline:
        canvas.bookmarkPage("here")
        canvas.addOutlineEntry(outline, "here")
    if field:
        canvas.acroForm.textfield(value=field, x=50, y=600, width=400, maxlen=200)
    canvas.save()
    return buffer.getvalue()


def _with_title(text: str) -> bytes:
    pdf = _fpdf()
    pdf.set_title(text)
    return _bytes(pdf)


def _with_xmp(text: str) -> bytes:
    pdf = _fpdf()
    pdf.set_xmp_metadata(f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><description>{text}</description></x:xmpmeta>')
    return _bytes(pdf)


def _with_note(text: str) -> bytes:
    pdf = _fpdf()
    pdf.text_annotation(50, 50, text)
    return _bytes(pdf)


def _with_attachment(text: str) -> bytes:
    pdf = _fpdf()
    pdf.embed_file(bytes=text.encode("utf-16"), basename="notes.txt")
    return _bytes(pdf)


def _with_pdf_attached(text: str) -> bytes:
    pdf = _fpdf()
    pdf.embed_file(bytes=_reportlab_page(text), basename="report.pdf")
    return _bytes(pdf)


def _saved_by_qpdf(data: bytes, **options) -> bytes:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(buffer, **options)
    return buffer.getvalue()


def _in_object_streams(text: str) -> bytes:
    return _saved_by_qpdf(_with_note(text), object_stream_mode=pikepdf.ObjectStreamMode.generate)


def _linearized(text: str) -> bytes:
    return _saved_by_qpdf(_lines(text, font="Vera"), linearize=True)


def _locked(text: str, user_password: str = "") -> bytes:
    pdf = _fpdf()
    pdf.set_encryption("owner", user_password, encryption_method=EncryptionMethod.RC4)
    pdf.multi_cell(50, 6, text)
    return _bytes(pdf)


def _deleted_later(text: str) -> bytes:
    """Replace the page of a file in a second save, which leaves the bytes of the first where they were."""
    first = io.BytesIO(_lines(text, font="Vera"))
    writer = pypdf.PdfWriter(first, incremental=True)
    writer.pages[0][NameObject("/Contents")] = ArrayObject()
    buffer = io.BytesIO()
    writer.write(buffer)
    assert buffer.getvalue().startswith(first.getvalue())
    return buffer.getvalue()


def _shown_by_annotation_alone(text: str) -> bytes:
    """Make the page of a file the appearance of an annotation of an empty page."""
    writer = pypdf.PdfWriter(io.BytesIO(_lines(text, font="Vera")))
    page = writer.pages[0]
    drawing = DecodedStreamObject()
    drawing.set_data(page.get_contents().get_data())
    drawing[NameObject("/Subtype")] = NameObject("/Form")
    drawing[NameObject("/Resources")] = page["/Resources"]
    appearance = DictionaryObject({NameObject("/N"): writer._add_object(drawing)})
    note = DictionaryObject({NameObject("/Subtype"): NameObject("/Stamp"), NameObject("/AP"): appearance})
    page[NameObject("/Annots")] = ArrayObject([writer._add_object(note)])
    page[NameObject("/Contents")] = ArrayObject()
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


WAYS = {
    "fpdf2, lines of a narrow column": _lines,
    "fpdf2, glyphs of an embedded font": lambda text: _lines(text, font="Vera"),
    "fpdf2, a page's end in the sentence": _over_pages,
    "fpdf2, words parted by hyphens": lambda text: _lines(re.sub(r"(?<=nt|se|ap)(?=r|a|t)", "-\n", text)),
    "fpdf2, title": _with_title,
    "fpdf2, XMP": _with_xmp,
    "fpdf2, annotation": _with_note,
    "fpdf2, attachment": _with_attachment,
    "fpdf2, a PDF attached to a PDF": _with_pdf_attached,
    "fpdf2, encrypted, but opened by everybody": _locked,
    "reportlab, justified": _reportlab_page,
    "reportlab, glyphs of an embedded font": lambda text: _reportlab_page(text, "Vera"),
    "reportlab, ligatures": lambda text: _reportlab_page(text.replace("fi", "\ufb01"), "Vera"),
    "reportlab, title": lambda text: _reportlab("", title=text),
    "reportlab, outline": lambda text: _reportlab("", outline=text),
    "reportlab, form field": lambda text: _reportlab("", field=text),
    "qpdf, object streams": _in_object_streams,
    "qpdf, linearized": _linearized,
    "pypdf, deleted by a later save": _deleted_later,
    "pypdf, appearance of an annotation": _shown_by_annotation_alone,
}


def _decode(data: bytes) -> list[DecodedText | Opaque]:
    return [*Decoder().decode("a.pdf", data)]


def _canaries_in(canaries, data: bytes) -> set[str]:
    texts = [part.text for part in _decode(data) if isinstance(part, DecodedText)]
    return {match.fingerprint.shown for text in texts for match in canaries.find(text)}


@pytest.mark.parametrize("way", WAYS)
def test_a_hidden_sentence_is_found_in_a_pdf(canaries, way):
    """Wherever a writer puts a text, it is read."""
    assert _canaries_in(canaries, WAYS[way](SENTENCE)) == {f"{SENTENCE}."}


@pytest.mark.parametrize("way", WAYS)
def test_a_pdf_without_it_is_clean_and_was_read_completely(canaries, way):
    """# Control case: no alarm, and nothing that is said to be unreadable."""
    data = WAYS[way](HARMLESS)

    assert _canaries_in(canaries, data) == set()
    assert [part for part in _decode(data) if isinstance(part, Opaque)] == []


def _document(*objects: bytes) -> bytes:
    """Write a PDF of numbered objects; the first is the catalogue."""
    data, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table)
    return bytes(data) + head + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(data))


def _stream(content: bytes, head: bytes = b"") -> bytes:
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(content), head, content)


CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /XObject << /F 5 0 R >> >> >>"
DEFLATED = b"/Filter /FlateDecode"
FORM = b"/Subtype /Form /Resources << /XObject << /F %d 0 R >> >>"


def _one_page(content: bytes, *more: bytes, head: bytes = b"") -> bytes:
    return _document(CATALOGUE, PAGES, PAGE, _stream(content, head), *(more or [b"null"]))


def _many_pages() -> bytes:
    kids = b"3 0 R " * 2_001
    pages = b"<< /Type /Pages /Count 2001 /Kids [%b] >>" % kids
    return _document(CATALOGUE, pages, PAGE, _stream(b""), b"null")


def _drawings_of_drawings() -> bytes:
    """Show a drawing a hundred times that shows another a hundred times, and so on."""
    drawings = [_stream(b"/F Do " * 100 + b"() Tj", FORM % number) for number in range(6, 12)]
    return _one_page(b"/F Do " * 100, *drawings, _stream(b"(" + SENTENCE.encode() + b") Tj", FORM % 0))


UNREADABLE = {
    "a password": (lambda: _locked(HARMLESS, "secret"), "is encrypted"),
    "no structure": (lambda: b"%PDF-1.7\nnothing\n", "cannot be read"),
    "glyphs without characters": (
        lambda: _lines(HARMLESS, font="Vera").replace(b"/ToUnicode", b"/ToNothing"),
        "does not say which characters its glyphs are",
    ),
    "an encoding of its own": (
        lambda: _one_page(b"", _stream(b"abc", b"/Filter /Rot13Decode")),
        "is encoded with /Rot13Decode",
    ),
    "a stream that is cut off": (
        lambda: _one_page(zlib.compress(bytes(range(256)) * 9)[:-30], head=DEFLATED),
        "it is cut off",
    ),
    "a stream that grows": (lambda: _one_page(zlib.compress(bytes(70_000_000)), head=DEFLATED), "is too large"),
    "many pages": (_many_pages, "has more than 2,000 pages"),
    "many objects": (lambda: _one_page(b"", *[b"null"] * 100_000), "has more than 100,000 objects"),
    "many versions": (lambda: _lines(HARMLESS) + b"startxref\n0\n%%EOF\n" * 30, "has more than 20 versions"),
    "many beginnings": (lambda: b"%PDF-1.7\n" + b"stream\n" * 300_000, "is too large"),
    "much to draw": (lambda: _one_page(b"0 0 m " * 3_000_000), "is too large"),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", UNREADABLE)
def test_what_of_a_pdf_cannot_be_read_is_said(what, caplog, capfd):
    """A file that is locked, broken or made to keep a reader busy is named by findings alone; reading it has an end."""
    make, why = UNREADABLE[what]
    data = make()
    caplog.clear()
    reasons = [part.reason for part in _decode(data) if isinstance(part, Opaque)]

    assert any(why in reason for reason in reasons), reasons
    assert caplog.records == []
    assert capfd.readouterr() == ("", "")


def test_a_broken_pdf_is_searched_all_the_same(canaries):
    """Of a file without its end, streams and strings are found."""
    whole = _reportlab("", title=SENTENCE)

    assert _canaries_in(canaries, whole[: whole.index(b"startxref")]) == {f"{SENTENCE}."}


def test_drawings_of_drawings_of_drawings_are_looked_at_once(canaries):
    """What would be shown a hundred thousand million times is found, and reading it has an end."""
    assert _canaries_in(canaries, _drawings_of_drawings()) == {f"{SENTENCE}."}
