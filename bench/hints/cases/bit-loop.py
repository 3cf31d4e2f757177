"""Bits one by one, against a table of bytes and int.bit_count's forerunner."""
import zlib

N = 2_000
DATA = bytes(i * 7 % 256 for i in range(N))
NUMBERS = [i * 2654435761 % 2**32 for i in range(N)]


def of_byte(byte):
    crc = byte << 8
    for _ in range(8):
        crc = (crc << 1) ^ 0x1021 if crc & 0x8000 else crc << 1
    return crc & 0xFFFF


TABLE = [of_byte(byte) for byte in range(256)]


def before_table(n):
    crc = 0xFFFF
    for byte in DATA:
        crc ^= byte << 8
        for _ in range(8):
            if crc & 0x8000:
                crc = ((crc << 1) ^ 0x1021) & 0xFFFF
            else:
                crc = (crc << 1) & 0xFFFF
    return crc


def after_table(n):
    crc = 0xFFFF
    for byte in DATA:
        crc = (crc << 8) & 0xFF00 ^ TABLE[(crc >> 8) ^ byte]
    return crc


def bits(number):
    count = 0
    while number:
        count += number & 1
        number >>= 1
    return count


def before_count(n):
    return [bits(number) for number in NUMBERS]


def after_count(n):
    return [bin(number).count('1') for number in NUMBERS]


def shifted(byte):
    for _ in range(8):
        byte = (byte >> 1) ^ 0xEDB88320 if byte & 1 else byte >> 1
    return byte


TABLE_32 = [shifted(byte) for byte in range(256)]


def before_crc32(n):
    crc = 0xFFFFFFFF
    for byte in DATA[:n]:
        crc = TABLE_32[(crc ^ byte) & 0xFF] ^ (crc >> 8)
    return crc ^ 0xFFFFFFFF


def after_crc32(n):
    return zlib.crc32(DATA[:n])
