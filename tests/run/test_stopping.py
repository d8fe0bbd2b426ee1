import signal
import subprocess
import sys
import threading

import pytest

from extract.stopping import STOPS, held_back


@pytest.mark.parametrize("number", STOPS)
def test_a_signal_waits_for_the_end_of_the_block(number: signal.Signals) -> None:
    came: list[int] = []
    before = signal.signal(number, lambda received, frame: came.append(received))
    try:
        with held_back():
            signal.raise_signal(number)
            inside = list(came)
        assert (inside, came) == ([], [number])
    finally:
        signal.signal(number, before)


def test_a_process_started_within_can_ignore_them_in_time() -> None:
    code = "from extract.stopping import ignored\nignored()\nprint('alive')"
    with held_back():
        process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    process.send_signal(signal.SIGTERM)
    assert process.communicate(timeout=60)[0] == "alive\n"


def test_other_threads_hold_nothing_back() -> None:
    done: list[bool] = []

    def work() -> None:
        with held_back():
            done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]
