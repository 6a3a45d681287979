"""A client of the Pagefind binary, over the protocol of its official wrappers: `pagefind --service`.

Messages are JSON in base64, each ended by a comma. The wrapper in the wheel reads ten answers a second; this one reads
while it writes, so that neither side ever waits for a full pipe.

The finished files come over the pipe, too, and are written here. Told to write them itself, Pagefind answers while it
is still writing, and nothing says when it is done.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import IO, Any, NamedTuple

from mkdocs_postmortems.core.errors import PostmortemsError

BINARY_VARIABLE = "PAGEFIND_BINARY_PATH"
"""Environment variable with the path of the binary, as in Pagefind's own wrappers. Empty: do not use Pagefind."""

ALLOCATOR_SETTINGS = {"_RJEM_MALLOC_CONF": "narenas:1,dirty_decay_ms:1000,muzzy_decay_ms:0"}
"""Settings of Pagefind's allocator, jemalloc, to return unused memory: a fifth less memory for a tenth more time."""


class IndexingError(PostmortemsError):
    """Pagefind did not start, reported an error, or ended early."""


def find_binary() -> Path | None:
    """Return the Pagefind binary of `BINARY_VARIABLE`, else of the wheel, else on the path, or `None`."""
    asked = os.environ.get(BINARY_VARIABLE)
    if asked is not None:
        return Path(asked) if asked and Path(asked).is_file() else None
    try:
        # There is no wheel for some machines.
        from pagefind_bin import get_executable  # type: ignore[import-untyped] # noqa: PLC0415
    except ImportError:
        found = shutil.which("pagefind")
        return Path(found) if found else None
    try:
        return Path(get_executable())
    except FileNotFoundError:
        return None


def write_index(binary: Path, pages: Iterable[tuple[str, str]], folder: Path, language: str) -> None:
    """Index pages, given as (URL, HTML), and write the files that browsers load into a folder.

    Raises:
        IndexingError: Pagefind did not start, refused a page, went away, or answered in a way that is not known.
    """
    command = [str(binary), "--service"]
    try:
        service = subprocess.Popen(  # noqa: S603 - the program that was asked for
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=ALLOCATOR_SETTINGS | os.environ,
        )
    except OSError as error:
        raise IndexingError(f"{binary} does not start: {error}") from error
    with service:
        assert service.stdin is not None
        assert service.stdout is not None
        answers = _ResponseReader(service.stdout)
        answers.start()
        sent = _send(service.stdin, _requests(pages, language), answers)
        answers.wait_for(sent)  # It drops what it has not answered when its input ends.
        with suppress(BrokenPipeError):
            service.stdin.close()
        answers.join()
    if answers.errors:
        raise IndexingError(f"Pagefind: {answers.errors[0]}")
    if answers.count < sent:
        raise IndexingError(f"Pagefind went away after {answers.count} of {sent} requests")
    for file in answers.files:
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)


def read_programs(binary: Path) -> dict[str, bytes]:
    """Return the programs and styles that Pagefind writes beside each index, by name.

    Raises what `write_index` raises.
    """
    with TemporaryDirectory() as folder:
        write_index(binary, [("/", "<html><body>a</body></html>")], Path(folder), "en")
        return {path.name: path.read_bytes() for path in Path(folder).iterdir() if path.suffix in {".js", ".css"}}


def _send(stream: IO[bytes], requests: Iterable[Mapping[str, Any]], answers: _ResponseReader) -> int:
    """Write requests until all are written or one has failed, and return how many were written."""
    sent = 0
    try:
        for sent, request in enumerate(requests, 1):
            stream.write(encode_message({"message_id": sent, "payload": request}))
            if answers.errors:
                break
        stream.flush()
    except BrokenPipeError:
        answers.errors.append(f"it went away before request {sent} was read")
    return sent


def encode_message(message: Mapping[str, Any]) -> bytes:
    """Return a message encoded for the pipe: JSON in base64, with a comma at its end."""
    return base64.b64encode(json.dumps(message).encode()) + b","


def decode_message(message: bytes | bytearray) -> dict[str, Any]:
    """Return the decoded JSON of a message, given without the comma at its end."""
    decoded: dict[str, Any] = json.loads(base64.b64decode(message))
    return decoded


def _requests(pages: Iterable[tuple[str, str]], language: str) -> Iterator[dict[str, Any]]:
    """All requests of one index. A service that is asked for its first index calls it 0."""
    yield {"type": "NewIndex", "config": {"force_language": language}}
    for url, html in pages:
        yield {"type": "AddFile", "index_id": 0, "url": url, "file_contents": html}
    yield {"type": "GetFiles", "index_id": 0}


class _IndexFile(NamedTuple):
    """A file of a finished index, in the folder of all of them."""

    path: str
    content: bytes


def _index_file(path: str, content: str) -> _IndexFile:
    place = PurePath(path)
    if place.is_absolute() or ".." in place.parts:
        raise ValueError(f"{path!r} is outside of the index")
    return _IndexFile(path, base64.b64decode(content, validate=True))


class _ResponseReader(threading.Thread):
    """Thread that reads the responses, counts them, and keeps errors and files."""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__(daemon=True)
        self.stream = stream
        self.count = 0
        self.errors: list[str] = []
        self.files: list[_IndexFile] = []
        self.ended = False
        self.changed = threading.Condition()

    def run(self) -> None:
        try:
            self._read()
        except (ValueError, TypeError, AttributeError, LookupError) as error:
            self.errors.append(f"its answer is not as expected ({type(error).__name__}: {error})")
        finally:
            with self.changed:
                self.ended = True
                self.changed.notify_all()

    def _read(self) -> None:
        rest = bytearray()  # of a message that may have some 50 MB: what is there is not copied for each block
        while block := os.read(self.stream.fileno(), 1 << 16):
            first, *others = block.split(b",")
            rest += first
            for other in others:
                message, rest = rest, bytearray(other)
                with self.changed:
                    self.handle(decode_message(message)["payload"])
                    self.changed.notify_all()

    def handle(self, response: Mapping[str, Any]) -> None:
        """Count a response, and keep its error or files."""
        self.count += 1
        if response["type"] == "Error":
            self.errors.append(str(response.get("message")))
        elif response["type"] == "GetFiles":
            self.files = [_index_file(file["path"], file["content"]) for file in response["files"]]
        elif response["type"] == "NewIndex" and response["index_id"] != 0:
            self.errors.append(f"the first index is called {response['index_id']}")

    def wait_for(self, count: int) -> None:
        """Wait until this many responses have arrived, one is an error, or the program has ended."""
        with self.changed:
            self.changed.wait_for(lambda: self.count >= count or self.errors or self.ended)
