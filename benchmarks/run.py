"""Measures the engine beside its peers and limits, on a private PostgreSQL with default durability; prints ratios.

    .venv/bin/python -m benchmarks.run            everything (about three minutes)
    .venv/bin/python -m benchmarks.run --quick    fewer rounds

Peers are installed from their packages into .dev/benchmark-peers. Exit code 1 when a target is missed.
"""

import importlib
import subprocess
import sys
from pathlib import Path

from benchmarks.approvals import measure, report
from benchmarks.matrix import compare
from benchmarks.packets import compare_packets
from benchmarks.rounds import COUNTRY, Round
from local.servers import private_servers
from tests.databases import HLUCIN, clone, make_templates

ROOT = Path(__file__).resolve().parents[1]
PEERS = ROOT / ".dev" / "benchmark-peers"
CONTENDERS = {"ours": "Ours", "viewflow": "Viewflow", "spiff": "Spiff", "naive": "Naive", "by_hand": "ByHand"}


def install_peers() -> None:
    """Install the peers where only the benchmark finds them; nothing happens when they are there."""
    wanted = (ROOT / "benchmarks" / "requirements.txt").read_text(encoding="utf-8")
    stamp = PEERS / "installed.txt"
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        command = [
            sys.executable,
            "-m",
            "uv",
            "pip",
            "install",
            "-q",
            "--system-certs",
            "--target",
            str(PEERS),
        ]
        pip = [sys.executable, "-m", "pip", "install", "-q", "--target", str(PEERS)]
        tail = ["-r", str(ROOT / "benchmarks" / "requirements.txt")]
        if subprocess.run([*command, *tail], check=False).returncode:
            subprocess.run([*pip, *tail], check=True)
        stamp.write_text(wanted, encoding="utf-8")
    sys.path.append(str(PEERS))


def approvals(url: str, *, quick: bool) -> bool:
    """Compare one approval by every contender."""
    made = [
        getattr(importlib.import_module(f"benchmarks.contenders.{module}"), kind)(url)
        for module, kind in CONTENDERS.items()
    ]
    count = 40 if quick else 100
    measured = measure(made, rounds=3 if quick else 7, approvals=count)
    good = report(measured, made[0].name, count)
    print(f"  statements per transition of engine.fire: {made[0].statements_per_transition()}")
    for contender in made:
        contender.close()
    return good


def rounds(url: str) -> bool:
    """Compare opening a round with COPY, and one decision in a great round with one in a small round."""
    country, district = Round(url, COUNTRY), Round(url, 60)
    country.open()  # warms up
    opened, copied, statements = [], [], 0
    for _ in range(3):
        process_id, seconds, statements = country.open()
        opened.append(seconds)
        copied.append(country.copy(process_id))
    ratio = min(opened) / min(copied)
    print(
        f"\nOpening a round of {COUNTRY} bodies: {ratio:.1f}x a bare COPY of the same rows (target at most 6x)"
    )
    print(f"  statements: {statements} (target at most 8)")
    small = district.open()
    print(f"  statements for 60 bodies: {small[2]}")
    great = country.record(process_id, 40)
    little = district.record(small[0], 40)
    growth = great / little
    print(f"Recording one decision of {COUNTRY}: {growth:.2f}x one of 60 (target at most 1.2x)")
    return ratio <= 6 and statements <= 8 and statements == small[2] and growth <= 1.2


def main() -> int:
    """Run everything and return the exit code."""
    quick = "--quick" in sys.argv
    install_peers()
    with private_servers(durable=True, environ={}) as servers:
        make_templates(servers.database_url)
        with clone(servers.database_url, HLUCIN, "benchmark") as database:
            good = approvals(database.url, quick=quick)
            good &= rounds(database.url)
        with clone(
            servers.database_url, HLUCIN, "benchmark_pages"
        ) as database:  # no law of the benchmark is sealed here
            good &= compare(database.url, servers.redis_url)
            compare_packets(database.url, servers.redis_url)  # told, yet no reason to fail
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
