"""Files asked three times, against once; a folder listed and asked for each name, against its entries."""
import os
import tempfile

N = 2_000
FOLDER = tempfile.mkdtemp()
for number in range(50):
    with open(os.path.join(FOLDER, 'file%d' % number), 'w') as file:
        file.write('x' * number)
PATHS = [os.path.join(FOLDER, 'file%d' % (number % 50)) for number in range(N)]


def before(n):
    return sum(os.path.getsize(path) for path in PATHS[:n] if os.path.exists(path) and os.path.isfile(path))


def after(n):
    return sum(os.stat(path).st_size for path in PATHS[:n])


def before_scandir(n):
    return [sum(os.path.isfile(os.path.join(FOLDER, name)) for name in os.listdir(FOLDER)) for _ in range(n // 50)]


def after_scandir(n):
    return [sum(entry.is_file() for entry in os.scandir(FOLDER)) for _ in range(n // 50)]
