"""PyYAML's loader and dumper in Python, against those of libyaml (needs PyYAML with libyaml)."""
import yaml

N = 400
ROWS = [{'number': number, 'name': 'row %d' % number, 'parts': [number, number + 1]} for number in range(N)]
TEXT = yaml.safe_dump(ROWS)


def before_load(n):
    return yaml.load(TEXT, Loader=yaml.SafeLoader)


def after_load(n):
    return yaml.load(TEXT, Loader=yaml.CSafeLoader)


def before_dump(n):
    return yaml.dump(ROWS, Dumper=yaml.SafeDumper)


def after_dump(n):
    return yaml.dump(ROWS, Dumper=yaml.CSafeDumper)
