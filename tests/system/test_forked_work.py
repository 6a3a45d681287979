"""Work that a copy of this process does."""

import os
import signal
import time

import pytest
from mkdocs_postmortems.system.forked_work import ForkedWork, can_fork

pytestmark = pytest.mark.skipif(not can_fork(), reason="copies of a process need another processor, and fork")


def test_a_copy_does_the_work(tmp_path):
    """Also where it is a closure; files stay, and what it changes in memory is lost."""
    numbers: list[int] = []

    def work() -> int:
        numbers.append(1)
        (tmp_path / "written").write_text("x")
        return os.getpid()

    assert ForkedWork(work).result() != os.getpid()
    assert not numbers
    assert (tmp_path / "written").exists()


def test_errors_are_raised_here():
    """As they were raised there."""
    with pytest.raises(ZeroDivisionError):
        ForkedWork(lambda: 1 // 0).result()


def test_a_copy_that_ends_without_a_result_is_an_error():
    """For instance since the system has killed it."""
    with pytest.raises(ChildProcessError, match="ended with 3"):
        ForkedWork(lambda: os._exit(3)).result()


def test_work_can_be_stopped(tmp_path):
    """And goes no further."""

    def work() -> None:
        time.sleep(60)
        (tmp_path / "written").write_text("x")

    stopped = ForkedWork(work)
    stopped.stop()

    assert not (tmp_path / "written").exists()
    with pytest.raises(ChildProcessError):
        stopped.result()


def test_a_handler_of_this_process_does_not_keep_a_copy_working():
    """The preview has one for `SIGTERM`."""
    earlier = signal.signal(signal.SIGTERM, lambda *_: None)
    try:
        began = time.monotonic()
        ForkedWork(lambda: time.sleep(60)).stop()
        assert time.monotonic() - began < 50
    finally:
        signal.signal(signal.SIGTERM, earlier)


def test_a_copy_leaves_interrupts_to_this_process(capfd):
    """A terminal sends Ctrl-C to both."""

    def work() -> str:
        os.kill(os.getpid(), signal.SIGINT)
        return "done"

    assert ForkedWork(work).result() == "done"
    assert "Traceback" not in capfd.readouterr().err
