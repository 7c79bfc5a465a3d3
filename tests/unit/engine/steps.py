"""Steps and values for the recipes of these tests: small, but real."""

from __future__ import annotations

from dropcut.domain.blobs import Blob, FileVersion, Many
from dropcut.domain.errors import Permanent, Retryable
from dropcut.domain.names import JobId
from dropcut.domain.values import Value
from dropcut.ports.tools import Tools

UNLUCKY = 13


class Number(Value):
    n: int
    padding: str = ""
    """Makes lists of a hundred numbers long enough to be kept as blobs."""

    def spoken(self) -> str:
        return f"number {self.n}"


class Report(Value):
    total: int
    blob: Blob


def measure(tools: Tools, file: FileVersion) -> Number:
    tools.pulse()
    return Number(n=file.size)


def double(tools: Tools, number: Number) -> Number:
    tools.pulse()
    if number.n == UNLUCKY:
        raise Permanent("13 cannot be doubled.", "Drop another file.")
    return Number(n=2 * number.n)


def count_up(tools: Tools, numbers: tuple[Number, ...]) -> Many[Number]:
    count = sum(number.n for number in numbers)
    return tools.many("numbers.json", [Number(n=n, padding="." * 400) for n in range(count)])


def add_one(tools: Tools, number: Number) -> Number:
    tools.pulse()
    return Number(n=number.n + 1, padding=number.padding)


def add_up(tools: Tools, numbers: Many[Number]) -> Report:
    total = sum(number.n for number in tools.items(numbers, Number))
    with tools.write("total.txt") as target:
        target.write(str(total).encode())
    return Report(total=total, blob=target.blob)


def read_back(tools: Tools, report: Report) -> Number:
    return Number(n=int(tools.read(report.blob)))


def write_down(tools: Tools, number: Number) -> Report:
    with tools.write("number.txt") as target:
        target.write(str(number.n).encode())
    return Report(total=number.n, blob=target.blob)


def read_all(tools: Tools, reports: Many[Report]) -> Number:
    return Number(n=sum(int(tools.read(report.blob)) for report in tools.items(reports, Report)))


def publish(tools: Tools, drop: JobId, revision: int, report: Report) -> Number:
    stands = tools.publish(drop, revision, {"total.txt": report.blob})
    return Number(n=stands.revision)


def stumble(tools: Tools, number: Number) -> Number:
    tools.pulse()
    raise Retryable(f"The disk was busy with {number.n}.", "Free some space.")
