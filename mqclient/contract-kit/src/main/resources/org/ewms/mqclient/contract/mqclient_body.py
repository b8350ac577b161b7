"""The body of a message as the Python MQClient writes it, from the description of the format alone."""
import json
import sys

import zstd


def pack(datum):
    return zstd.compress(json.dumps({"headers": {}, "data": datum}).encode("utf-8"), 3)


def unpack(body):
    return json.loads(zstd.decompress(body).decode("utf-8"))["data"]


def encoder(mode):
    """mode: 'packed' as above, or 'plain' for bare JSON text"""
    return pack if mode == "packed" else lambda datum: json.dumps(datum).encode("utf-8")


def decoder(mode):
    return unpack if mode == "packed" else lambda body: json.loads(body.decode("utf-8"))


def secret(path):
    with open(path, encoding="utf-8") as file:
        return file.read().strip()


def data_from_input():
    return [json.loads(line) for line in sys.stdin if line.strip()]


def tell(datum):
    print(json.dumps(datum), flush=True)
