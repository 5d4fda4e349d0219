"""The way to a cluster: Dask, if it is installed; each of its workers is an executor with one place."""

import asyncio
import importlib
import importlib.util
import re
import warnings
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import suppress
from typing import Any

from gd_studio.errors import CommandError
from gd_studio.mishaps import Mishap
from gd_studio.stopping import left_to_us

VARIABLE = "DASK_SCHEDULER_ADDRESS"
MOST_LOCAL = 256
_SECONDS_TO_CONNECT = 10.0
_SECONDS_TO_CLOSE = 5.0
_LOCAL = re.compile(r"local:([1-9][0-9]{0,8})")
_ADDRESS = re.compile(r"(tcp|tls)://[^\s/]+:[0-9]{1,5}")
_SILENT = "no Dask scheduler answers there."
_LOGS = ("distributed", "distributed.client", "distributed.gc", "tornado.application")


class LostError(Exception):
    """The scheduler does not answer any more."""


def check(address: str, where: str = "--cluster") -> None:
    """Refuse an address that is none, and any where Dask is not installed.

    Parameters
    ----------
    address
        As the lecturer gave it.
    where
        What opens the sentence.

    Raises
    ------
    CommandError
        With the way out.
    """
    local = _LOCAL.fullmatch(address)
    if local and int(local[1]) > MOST_LOCAL:
        raise CommandError(f"{where} {address}: at most {MOST_LOCAL} workers of this machine.")
    if not local and not _ADDRESS.fullmatch(address):
        raise CommandError(f"{where} {address}: must be tcp://HOST:8786, tls://HOST:8786, or local:4.")
    if importlib.util.find_spec("distributed") is None:
        raise CommandError(f'{where} needs Dask: pip install "downhill[cluster]", or call ./gd.')


class Connection:
    """A scheduler and its workers.

    Parameters
    ----------
    address
        ``tcp://HOST:PORT``, ``tls://HOST:PORT`` with certificates as Dask's own settings name them, or
        ``local:N`` for N workers of this machine, which end with this process.

    Raises
    ------
    CommandError
        If nobody listens there, or without a certificate that both sides trust, or in another version.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        local = _LOCAL.fullmatch(address)
        self._cluster: Any = None
        warnings.filterwarnings("ignore", module=r"distributed\.")
        warnings.filterwarnings("ignore", message="Creating scratch directories")
        try:
            importlib.import_module("dask").config.set({"logging": dict.fromkeys(_LOGS, "critical")})
            dask: Any = importlib.import_module("distributed")
            if local:
                self._cluster = _begin(dask, int(local[1]))
            elif trouble := _trouble(dask, address):
                raise CommandError(f"--cluster {address}: {trouble}")
            self._client: Any = dask.Client(
                self._cluster or address, timeout=_SECONDS_TO_CONNECT, set_as_default=False
            )
            there = self._client.sync(self._client.scheduler.versions)["packages"]["distributed"]
        except CommandError:
            raise
        except (OSError, TimeoutError):
            self.close()
            raise CommandError(f"--cluster {address}: {_SILENT}") from None
        except Exception as error:
            self.close()
            raise CommandError(f"--cluster {address}: {Mishap.of(error).reason}.") from error
        if there != dask.__version__:
            self.close()
            raise CommandError(
                f"--cluster {address}: its scheduler has Dask {there}, and here is {dask.__version__};"
                " both must be the same."
            )

    def workers(self) -> dict[str, str]:
        """Return the names of the workers that there are by their addresses.

        Raises
        ------
        LostError
            If the scheduler is gone.
        """
        try:
            known = self._client.sync(
                self._client.scheduler.identity, n_workers=-1, callback_timeout=_SECONDS_TO_CONNECT
            )
        except Exception as error:
            raise LostError from error
        return {address: str(worker["name"]) for address, worker in known["workers"].items()}

    def lane(self, address: str) -> Executor:
        """Return a worker as an executor."""
        lane: Executor = self._client.get_executor(workers=[address], allow_other_workers=False, pure=False)
        return lane

    def close(self) -> None:
        """Let go of the workers; those of this machine end."""
        for part in (getattr(self, "_client", None), self._cluster):
            if part is not None:
                with suppress(OSError):  # it was gone before, or takes its time
                    part.close(timeout=_SECONDS_TO_CLOSE)


def _trouble(dask: Any, address: str) -> str:
    """Return why nobody can be spoken to there, as the rest of a sentence; ``""`` if somebody can.

    A client that could not begin would wait for nothing when this process ends, so it is tried without one.
    """
    tls = address.startswith("tls:")
    try:
        known = dask.Security().get_connection_args("client")
    except OSError as error:
        return f"the certificates that distributed.comm.tls names cannot be read ({Mishap.of(error).reason})."
    if tls and known["ssl_context"] is None:
        return "tls needs certificates, which Dask's settings name (distributed.comm.tls)."

    async def knock() -> None:
        comm = importlib.import_module("distributed.comm")
        (await comm.connect(address, timeout=_SECONDS_TO_CONNECT, **known)).abort()

    try:
        asyncio.run(knock())
    except ValueError:  # it began to speak before it was asked for a certificate
        return f"{_SILENT[:-1]} by TLS."
    except OSError as error:
        if "SSL" in f"{error!r} {error.__cause__!r}":
            return "one side does not trust the certificate of the other (distributed.comm.tls names them)."
        return f"{_SILENT[:-1]} by TLS." if tls else _SILENT
    return ""


def _begin(dask: Any, workers: int) -> Any:
    """Begin workers of this machine; they leave Ctrl-C to this process, which hears it meanwhile."""

    def begin() -> Any:
        with left_to_us():
            return dask.LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                dashboard_address=None,
                worker_dashboard_address=None,
                silence_logs="CRITICAL",
            )

    with ThreadPoolExecutor(1) as aside:
        return aside.submit(begin).result()
