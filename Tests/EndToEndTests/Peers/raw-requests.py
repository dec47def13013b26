"""Sends a server what no client sends, byte by byte, and prints one line for each: its name and what came back.

    raw-requests.py PORT TOKEN

What comes back is the statuses of all answers until the server closes or is silent, or `closed`.
"""

import re
import socket
import sys
import time

port, token = int(sys.argv[1]), sys.argv[2]
SEARCH = "/registries/Models/api/2.0/mlflow/registered-models/search"
CREATE = "/registries/Models/api/2.0/mlflow/registered-models/create"
AUTH = f"Authorization: Bearer {token}\r\n"


def send(pieces, seconds=3.0, pause=0.0):
    """All that the server says to these pieces."""
    said = b""
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as connection:
        try:
            for piece in pieces:
                connection.sendall(piece if isinstance(piece, bytes) else piece.encode("latin-1"))
                if pause:
                    time.sleep(pause)
        except (BrokenPipeError, ConnectionResetError):
            pass
        try:
            while piece := connection.recv(65536):
                said += piece
        except (socket.timeout, ConnectionResetError):
            pass
    return said


def statuses(said):
    return " ".join(re.findall(r"HTTP/1\.1 (\d+)", said.decode("latin-1"))) or "closed"


def show(name, *pieces, **options):
    print(f"{name}: {statuses(send(pieces, **options))}", flush=True)


def get(extra="", host="Host: localhost\r\n", method="GET", path=SEARCH, version="HTTP/1.1"):
    return f"{method} {path} {version}\r\n{host}{AUTH}{extra}\r\n"


def post(extra, body, path=CREATE):
    return f"POST {path} HTTP/1.1\r\nHost: localhost\r\n{AUTH}{extra}\r\n{body}"


NEXT = get("Connection: close\r\n")
show("plain", get("Connection: close\r\n"))
show("two hosts", get("Connection: close\r\nHost: evil.org\r\n"))
show("no host", get("Connection: close\r\n", host=""))
show("absolute address of another host", get("Connection: close\r\n", path="http://evil.org" + SEARCH))

# Where one request ends, and the next begins: a server that counts otherwise than a proxy answers for somebody else.
show("length and chunked", post("Content-Length: 6\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\nX") + NEXT)
show("chunked and length", post("Transfer-Encoding: chunked\r\nContent-Length: 6\r\n", "0\r\n\r\nX") + NEXT)
show("two lengths", post("Content-Length: 2\r\nContent-Length: 3\r\n", "{}x") + NEXT)
show("list of lengths", post("Content-Length: 2, 3\r\n", "{}x") + NEXT)
show("length with a sign", post("Content-Length: +2\r\n", "{}") + NEXT)
show("length below zero", post("Content-Length: -1\r\n", "{}") + NEXT)
show("length in hexadecimal", post("Content-Length: 0x2\r\n", "{}") + NEXT)
show("unknown coding", post("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n") + NEXT)
show("coding twice", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", "0\r\n\r\n") + NEXT)
show("space before the colon", post("Content-Length : 2\r\n", "{}") + NEXT)
show("folded header", post("X: a\r\n b\r\nContent-Length: 2\r\n", "{}") + NEXT)
show("bare line feeds", get("Connection: close\r\n").replace("\r\n", "\n"))
show("carriage return in a value", get("X: a\rb\r\n") + NEXT)
show("NUL in a value", get("X: a\0b\r\n") + NEXT)
show("chunk size too large", post("Transfer-Encoding: chunked\r\n", "fffffffffffffffff\r\n{}\r\n0\r\n\r\n") + NEXT)
show("chunk without its end", post("Transfer-Encoding: chunked\r\n", "2\r\n{}x0\r\n\r\n") + NEXT)
show("old protocol", "GET " + SEARCH + "\r\n\r\n")

show("many headers", get("".join(f"X-{index}: a\r\n" for index in range(100_000))))
show("long header", get("X: " + "a" * (1 << 20) + "\r\n"))
show("long path", get(path="/" + "a" * (1 << 20)))
show("unknown method", get("Connection: close\r\n", method="BREW"))
show("no HTTP", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03")

# A large body that is refused: the sender sees why, although the connection is to be closed.
LARGE = 8 << 20
show(
    "large refused",
    post(f"Content-Length: {LARGE}\r\nConnection: close\r\n", "").replace(AUTH, ""), b"x" * LARGE, seconds=10)
show("large and too large", post(f"Content-Length: {LARGE}\r\nConnection: close\r\n", ""), b"x" * LARGE, seconds=10)
show("expects", post("Content-Length: 2\r\nExpect: 100-continue\r\nConnection: close\r\n", ""), seconds=1)
show(
    "expects, and is refused",
    post("Content-Length: 2\r\nExpect: 100-continue\r\nConnection: close\r\n", "").replace(AUTH, ""), seconds=1)
show("cut off", post("Content-Length: 100\r\n", '{"name": "cut"'), seconds=0.5)
show("gzip", post("Content-Encoding: gzip\r\nContent-Length: 4\r\nConnection: close\r\n", "\x1f\x8b\x08\x00"))
show("still there", get("Connection: close\r\n"))
