"""A process for each name, against one for all of them."""
import subprocess

N = 30


def before(n):
    return b''.join(subprocess.run(['echo', str(number)], stdout=subprocess.PIPE).stdout for number in range(n)).split()


def after(n):
    return subprocess.run(['echo', *map(str, range(n))], stdout=subprocess.PIPE).stdout.split()
