"""Bytes that grow piece by piece, against a bytearray."""
N = 20_000


def before(n):
    data = b''
    for i in range(n):
        data += b'piece of data'
    return data


def after(n):
    data = bytearray()
    for i in range(n):
        data += b'piece of data'
    return bytes(data)
