"""A network for workers far away: a namespace of this machine, from where packets come late or not at all."""

import heapq
import os
import random
import select
import struct
import subprocess
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path

HERE, THERE = "10.213.77.1", "10.213.77.2"
DELAY, LOSS = 0.05, 0.01
_TUN = Path("/dev/net/tun")
_SET_INTERFACE, _PLAIN_PACKETS, _LARGEST_PACKET = 0x400454CA, 0x1001, 65536


class FarNetwork:
    """Two ends of a line, `HERE` and `THERE`; what is sent takes `DELAY` seconds, and `LOSS` of it is lost.

    A kernel that was built with netem can do that by ``tc qdisc``; a thread with two TUN devices can in all.
    TCP sees packets that are late or missing, as in a real network.

    Parameters
    ----------
    chance
        Decides what is lost.
    """

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self.cut = False
        """Whether nothing at all comes through."""
        self.passed = self.lost = 0
        self._name = f"gd-far-{os.getpid()}"
        near, far = f"gdn{os.getpid()}", f"gdf{os.getpid()}"
        _ip("netns", "add", self._name)
        try:
            self._ends = [_tunnel(near), _tunnel(far)]
            _ip("link", "set", far, "netns", self._name)
            for own, other, device, place in ((HERE, THERE, near, ()), (THERE, HERE, far, self.through)):
                _ip("address", "add", own, "peer", other, "dev", device, place=place)
                _ip("link", "set", device, "up", place=place)
            _ip("link", "set", "lo", "up", place=self.through)
        except BaseException:
            self.close()
            raise
        threading.Thread(target=self._carry, daemon=True).start()

    @staticmethod
    def possible() -> bool:
        """Tell whether this system lets us have namespaces and TUN devices."""
        return os.name == "posix" and os.geteuid() == 0 and _TUN.exists()

    @property
    def through(self) -> tuple[str, ...]:
        """What stands before a command that is to be run there."""
        return ("ip", "netns", "exec", self._name)

    def close(self) -> None:
        """Take it all away."""
        for end in getattr(self, "_ends", ()):
            with suppress(OSError):
                os.close(end)
        _ip("netns", "delete", self._name)

    def _carry(self) -> None:
        """Carry packets from each end to the other, until they are closed."""
        under_way: list[tuple[float, int, int, bytes]] = []
        number = count()
        other = dict(zip(self._ends, reversed(self._ends), strict=True))
        with suppress(OSError, ValueError):
            while True:
                wait = under_way[0][0] - time.monotonic() if under_way else 0.5
                for end in select.select(self._ends, [], [], max(0.0, wait))[0]:
                    packet = os.read(end, _LARGEST_PACKET)
                    if self.cut or self._chance.random() < LOSS:
                        self.lost += 1
                    else:
                        due = time.monotonic() + DELAY
                        heapq.heappush(under_way, (due, next(number), other[end], packet))
                while under_way and under_way[0][0] <= time.monotonic():
                    os.write(*heapq.heappop(under_way)[2:])
                    self.passed += 1


def _tunnel(name: str) -> int:
    """Return an open device from which packets are read, and to which they are written."""
    import fcntl

    device = os.open(_TUN, os.O_RDWR)
    fcntl.ioctl(device, _SET_INTERFACE, struct.pack("16sH22x", name.encode(), _PLAIN_PACKETS))
    return device


def _ip(*words: str, place: Sequence[str] = ()) -> None:
    subprocess.run([*place, "ip", *words], check=True, capture_output=True)
