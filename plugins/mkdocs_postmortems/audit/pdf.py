"""Extracts the text that a PDF viewer shows, and the strings of all objects, shown or not."""

from __future__ import annotations

import io
import logging
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice

from pypdf import Configuration, PageObject, PasswordType, PdfReader, apply_configuration
from pypdf.errors import LimitReachedError
from pypdf.generic import DictionaryObject, IndirectObject, PdfObject, StreamObject

from mkdocs_postmortems.audit import markup
from mkdocs_postmortems.audit.containers import Part
from mkdocs_postmortems.audit.decoded import Opaque
from mkdocs_postmortems.audit.decompression import MAX_SIZE, Budget, TooLargeError
from mkdocs_postmortems.audit.pdf_scan import SCANNED_FILTERS, pdf_strings, scan_pdf

MAX_OBJECTS = 100_000
MAX_PAGES = 2_000
MAX_VERSIONS = 20
"""Maximum number of versions of an incrementally saved file that are read."""
_MAX_DECODED = MAX_SIZE
"""Maximum total size of the decoded streams of a file, in bytes."""
_MAX_DRAWN = 16 * 1024 * 1024
"""Bytes of drawing instructions that are followed; a page of prose that a browser prints has some twenty thousand."""
_LIMITS = Configuration(
    array_based_stream_maximum_output_length=MAX_SIZE,
    brotli_maximum_output_length=MAX_SIZE,
    lzw_maximum_output_length=MAX_SIZE,
    maximum_declared_stream_length=MAX_SIZE,
    run_length_maximum_output_length=MAX_SIZE,
    zlib_maximum_output_length=MAX_SIZE,
    # A broken stream is an error then, instead of being mended in silence; the scan yields what there is of it.
    zlib_maximum_recovery_input_length=0,
    # What a page shows by reference is read by itself: a reference may be followed any number of times.
    xform_maximum_invocations_per_extraction=0,
    # No program of the machine is started for images.
    jbig2dec_binary=None,
)
_ORIENTATIONS = (0, 90, 180, 270)
"""Degrees by which lines may be turned; by itself, a drawing may well stand on its head."""
_OBJECT = re.compile(rb"\s*\d+\s+\d+\s+obj")
_END = re.compile(rb"startxref\s+\d+\s+%%EOF\s*")
_LINE_END = re.compile(r"(?<=\w)([-\u2010_./@:])[ ]*\n[ ]*(?=\w)")
_SPACED_WORD = re.compile(r"(?<!\S)\S(?: \S)+(?!\S)")


def pdf_parts(data: bytes) -> Iterator[Part | Opaque]:
    """Yield the shown text, the strings of all objects, and what a scan of the bytes finds in addition.

    That an object could not be read is reported where the scan could not read it either.
    """
    # What is wrong with a file is in the result; the library's log would reach whoever runs the program.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reading = _PdfReading(data)
    with apply_configuration(_LIMITS):
        parts = [*reading.parts()]
    yield from parts
    seen = {part for part in parts if not isinstance(part, Opaque)}
    yield from (part for part in scan_pdf(data, reading.opened) if part not in seen)


@dataclass(slots=True)
class _PdfReading:
    """One pass over a file; content that several of its versions share is read once."""

    data: bytes
    opened: dict[int, int] = field(default_factory=dict)
    """Where the word `obj` stands of the objects whose streams were read, and where the next one begins."""
    decoded: Budget = field(default_factory=lambda: Budget(_MAX_DECODED))
    drawn: Budget = field(default_factory=lambda: Budget(_MAX_DRAWN))
    seen: set[int] = field(default_factory=set)
    """Digests of the texts that were yielded."""

    def parts(self) -> Iterator[Part | Opaque]:
        ends = _version_ends(self.data)
        for end in ends[: -MAX_VERSIONS - 1 : -1]:
            yield from self._version(self.data[:end])
        if len(ends) > MAX_VERSIONS:
            yield Opaque("PDF", f"has more than {MAX_VERSIONS} versions")

    def _version(self, data: bytes) -> Iterator[Part | Opaque]:
        try:
            reader = PdfReader(io.BytesIO(data))
            is_locked = reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED
        except Exception as error:  # noqa: BLE001 - the library promises no set of exceptions for broken files
            yield Opaque("PDF", "is encrypted" if b"/Encrypt" in data else _reason(error))
            return
        if is_locked:
            yield Opaque("PDF", "is encrypted")
            return
        drawings: list[StreamObject] = []
        for look in (self._objects(reader, data, drawings), self._pages(reader), self._drawings(reader, drawings)):
            try:
                yield from look
            except Exception as error:  # noqa: BLE001 - as above
                yield Opaque("PDF", _reason(error))

    def _objects(self, reader: PdfReader, data: bytes, drawings: list[StreamObject]) -> Iterator[Part | Opaque]:
        """Yield what objects hold; put those that draw something into `drawings`."""
        places: dict[tuple[int, int], int | None] = dict.fromkeys((number, 0) for number in reader.xref_objStm)
        for generation, entries in reader.xref.items():
            deleted = reader.xref_free_entry.get(generation, {})
            places |= {(number, generation): place for number, place in entries.items() if not deleted.get(number)}
        starts = sorted({len(data), *(place for place in places.values() if place is not None)})
        if len(places) > MAX_OBJECTS:
            yield Opaque("PDF", f"has more than {MAX_OBJECTS:,} objects")
        for (number, generation), place in islice(places.items(), MAX_OBJECTS):
            head = _OBJECT.match(data, place) if place is not None else None
            if place is not None and head is None:
                self.decoded.spend(len(data))  # The library searches all of the file for an object that is not there.
            try:
                item = IndirectObject(number, generation, reader).get_object()
                yield from self._object(item, drawings)
            except TooLargeError:
                raise
            except Exception as error:  # noqa: BLE001 - as above
                yield Opaque(f"PDF object {number}", _reason(error))
            else:
                if head is not None and isinstance(item, StreamObject) and not _is_left_to_scan(item):
                    self.opened[head.end() - len(b"obj")] = starts[bisect_right(starts, head.start())]

    def _object(self, item: PdfObject | None, drawings: list[StreamObject]) -> Iterator[Part | Opaque]:
        if strings := markup.BREAK.join(_strings(item)):
            yield from self._new("PDF string", strings.encode(errors="replace"))
        if isinstance(item, DictionaryObject) and _has_glyphs_alone(item):
            yield Opaque("PDF font", "does not say which characters its glyphs are")
        if isinstance(item, StreamObject) and not _is_left_to_scan(item):
            content = item.get_data()
            self.decoded.spend(len(content))
            yield from self._new("PDF stream", content)
            yield from self._new("PDF text", b"\n".join(pdf_strings(content)))
            if item.get("/Subtype") == "/Form" or item.get("/PatternType") == 1:
                drawings.append(item)

    def _pages(self, reader: PdfReader) -> Iterator[Part | Opaque]:
        pages = reader.pages
        yield from self._texts("PDF page", (partial(self._page, page) for page in islice(pages, MAX_PAGES)))
        if len(pages) > MAX_PAGES:
            yield Opaque("PDF", f"has more than {MAX_PAGES:,} pages")

    def _drawings(self, reader: PdfReader, drawings: list[StreamObject]) -> Iterator[Part | Opaque]:
        """Yield texts of what pages and annotations show by reference; each is followed once, however often shown."""
        yield from self._texts("PDF drawing", (partial(self._drawing, reader, drawing) for drawing in drawings))

    def _texts(self, where: str, reads: Iterable[Callable[[], str]]) -> Iterator[Part | Opaque]:
        """Yield texts one by one and, since a sentence may begin in one and end in the next, together."""
        texts: list[str] = []
        for number, read in enumerate(reads, 1):
            try:
                texts.append(read())
                yield from self._shown(f"{where} {number}", texts[-1])
            except TooLargeError:
                raise
            except Exception as error:  # noqa: BLE001 - as above
                yield Opaque(f"{where} {number}", _reason(error))
        yield from self._shown(f"{where}s", "\n".join(texts))

    def _page(self, page: PageObject) -> str:
        contents = page.get_contents()
        self.drawn.spend(len(contents.get_data()) if contents is not None else 0)
        return page.extract_text()

    def _drawing(self, reader: PdfReader, drawing: StreamObject) -> str:
        self.drawn.spend(len(drawing.get_data()))
        show = PageObject(reader).extract_xform_text
        return show(drawing, orientations=_ORIENTATIONS)  # type: ignore[arg-type] # any stream will do

    def _shown(self, where: str, text: str) -> Iterator[Part]:
        """Yield a text as it is shown, and with words put together that a line's end or wide spacing parts."""
        readings = (
            text,
            _LINE_END.sub("", text),
            _LINE_END.sub(r"\1", text),
            _SPACED_WORD.sub(lambda match: match[0].replace(" ", ""), text),
        )
        for reading in readings:
            yield from self._new(where, reading.replace("\0", "\ufffd").encode(errors="replace"))

    def _new(self, where: str, content: bytes) -> Iterator[Part]:
        digest = hash(content)
        if digest not in self.seen:
            self.seen.add(digest)
            yield where, content


def _version_ends(data: bytes) -> list[int]:
    """Return where each state of a file ends; what was deleted since is still in the bytes of an older one."""
    ends = [match.end() for match in _END.finditer(data)]
    if b"/Linearized" in data[:1024]:
        del ends[:1]  # It has two ends, of which the first is none.
    return [*ends[:-1], len(data)]


def _strings(item: object) -> Iterator[str]:
    """Yield names and strings of an object, in order, without those of others that it refers to."""
    waiting = [item]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting.extend(reversed([each for pair in value.items() for each in pair]))
        elif isinstance(value, list):
            waiting.extend(reversed(value))
        elif isinstance(value, str):
            yield value
        elif isinstance(value, bytes):
            yield value.decode(errors="replace")


def _is_left_to_scan(item: object) -> bool:
    """Whether a stream is an image that the scan can open: undoing what makes pixels smaller takes long."""
    if not isinstance(item, StreamObject) or item.get("/Subtype") != "/Image":
        return False
    filters = item.get("/Filter", [])
    return {*map(str, filters if isinstance(filters, list) else [filters])} <= SCANNED_FILTERS


def _has_glyphs_alone(item: DictionaryObject) -> bool:
    """Whether a text in this font is numbers of drawings, of which nothing says what they mean."""
    return (
        item.get("/Subtype") == "/Type0"
        and str(item.get("/Encoding")).startswith("/Identity")
        and "/ToUnicode" not in item
    )


def _reason(error: Exception) -> str:
    """Word why something was not read; messages of the library may differ from run to run."""
    if isinstance(error, (TooLargeError, LimitReachedError)):
        return "is too large"
    return f"cannot be read: {type(error).__name__}"
