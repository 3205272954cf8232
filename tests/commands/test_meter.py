import io

from incidents.commands.meter import Meter


class Screen(io.StringIO):
    def isatty(self):
        return True


class Ticks:
    now = 0.0

    def __call__(self):
        return self.now


def run(stream, seconds):
    ticks = Ticks()
    meter = Meter("table.csv", stream=stream, tick=ticks)
    for second in range(seconds + 1):
        ticks.now = float(second)
        meter(second * 100, 3000)
    meter.close()
    return stream.getvalue()


def test_a_terminal_line_is_overwritten_and_cleared():
    shown = run(Screen(), 3)
    assert shown.split("\r\x1b[K") == [
        "",
        "table.csv: 100 of 3,000, 100/s, 29 s left",
        "table.csv: 200 of 3,000, 100/s, 28 s left",
        "table.csv: 300 of 3,000, 100/s, 27 s left",
        "",
    ]


def test_a_log_gets_a_line_now_and_then():
    assert run(io.StringIO(), 25).splitlines() == [
        "table.csv: 1,000 of 3,000, 100/s, 20 s left",
        "table.csv: 2,000 of 3,000, 100/s, 10 s left",
    ]


def test_short_work_says_nothing():
    assert run(io.StringIO(), 5) == ""


def test_a_line_that_stays_stands_above_the_one_that_does_not():
    said = {}
    for stream in (Screen(), io.StringIO()):
        ticks = Ticks()
        meter = Meter("reports", stream=stream, tick=ticks)
        for number in range(3):
            ticks.now = number * 0.15
            meter(number, 30)
            meter.say(f"{number}.txt: saved")
        meter.close()
        said[stream.isatty()] = stream.getvalue()
    assert said[False] == "0.txt: saved\n1.txt: saved\n2.txt: saved\n"
    lines = said[True].replace("\r\x1b[K", "\r").splitlines()
    assert [x for x in lines if x.endswith("saved")] == [f"{n}.txt: saved" for n in range(3)]
    assert "reports: 1 of 30, 6.7/s, 4 s left" in lines
    assert said[True].endswith("\r\x1b[K")
