"""The review on this machine: a server on 127.0.0.1 until the reviewer has had enough."""

from __future__ import annotations

import signal
import socket
import threading
import webbrowser
from collections.abc import Callable

import uvicorn

from compare.errors import PortTaken, ReviewFailed
from compare.review.app import Session, create_app
from compare.review.store import VerdictStore

HOST = "127.0.0.1"


def serve(session: Session, port: int, ready: Callable[[str], None], browse: bool) -> None:
    """Answer until interrupted; `ready` is told the address, and with `browse` a browser opens it.

    A port of 0 is any that is free. Raises PortTaken, ReviewFailed where the application cannot
    start, and StoreUnavailable or StoreDamaged where no verdict could be kept.
    """
    # The command line lets a broken pipe end it; a browser that hangs up must not.
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    # What is wrong with the store is told here, and not by a server that cannot start.
    VerdictStore(session.store).close()
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listening:
        # A review that was just ended leaves its port in a state that would refuse the next one.
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((HOST, port))
        except OSError as error:
            raise PortTaken(port, error.strerror or str(error)) from error
        listening.listen()
        port = listening.getsockname()[1]
        address = f"http://{HOST}:{port}/"
        config = uvicorn.Config(
            create_app(session, port), log_level="error", access_log=False, server_header=False
        )
        ready(address)
        if browse:
            # The socket listens already; a browser that is sooner than the server waits.
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
        server = uvicorn.Server(config)
        server.run(sockets=[listening])
        if not server.started:
            raise ReviewFailed()
