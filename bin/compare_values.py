"""
What record_arguments.py keeps of a value, to tell it apart from others: keys that Python compares by itself, so that no code
of the program runs. Values of Python's own types are told apart by what they hold, all else by which object it is and those
attributes of it that are asked for. A number stands for an object as long as it lives, and for no other after that.
"""
import sys
from _weakref import ref
from types import FunctionType, GetSetDescriptorType, MethodType

MOST_PARTS = 100  # of the arguments of a call, or of its result
FEW_PARTS = 8  # more are kept as a hash
MOST_HELD = 1000  # objects that would be gone without us
LONG = 100  # of a text

BY_TEXT = {
    'datetime': {'date', 'datetime', 'time', 'timedelta', 'timezone'},
    'decimal': {'Decimal'},
    'fractions': {'Fraction'},
    'uuid': {'UUID'},
    'builtins': {'complex', 'range', 'slice'},
    'pathlib': {'PosixPath', 'PurePosixPath', 'WindowsPath', 'PureWindowsPath'},
}
BY_TEXT['pathlib._local'] = BY_TEXT['pathlib']  # Python 3.13


class Untold(Exception):
    """A value that cannot be told apart from others."""


class Values:
    def __init__(self):
        self.kinds = {id(kind): (way, kind) for kind, way in PLAIN.items()}
        self.plain = set(self.kinds)
        self.numbers = {}
        self.count = self.kept = self.held = self.work_in_all = 0

    def key(self, values, names, is_result=False):
        """Of some values together, with the attributes of these names."""
        self.parts, self.names, self.is_result = MOST_PARTS, names, is_result
        self.is_hashable, self.is_same = True, False
        key = self.items(values)
        self.work = MOST_PARTS - self.parts
        return key if self.work <= FEW_PARTS else hash(repr(key))

    def of(self, value):
        self.parts -= 1
        if self.parts < 0:
            raise Untold
        kind = type(value)
        if kind is str:
            return value if len(value) <= LONG else ('s', len(value), hash(value))
        if kind is int or value is None:
            return value
        return self.way(kind)(self, value)

    def way(self, kind):
        known = self.kinds.get(id(kind))
        if known is None:
            known = self.kinds[id(kind)] = how(kind), kind
        return known[0]

    def items(self, values):
        return tuple([self.of(value) for value in values])

    def number(self, value):
        """Where no reference tells that an object has gone, it is held."""
        place = id(value)
        if place not in self.numbers:
            try:
                guard = ref(value, lambda _: self.numbers.pop(place, None))
            except TypeError:
                self.held += 1
                if self.held > MOST_HELD:
                    raise Untold
                guard = value
            self.count += 1
            self.numbers[place] = self.count, guard
        return self.numbers[place][0]


def how(kind):
    """How values of a type are told apart."""
    enum = sys.modules.get('enum')
    if enum is not None and issubclass(kind, enum.Enum):
        return lambda values, value: ('e', values.number(value))
    if issubclass(kind, tuple) and kind.__eq__ is tuple.__eq__:
        return lambda values, value: (values.number(kind), values.items(tuple.__iter__(value)))
    if kind.__qualname__ in BY_TEXT.get(kind.__module__, ()):
        return lambda values, value: (values.number(kind), repr(value))
    defined = {}
    for base in reversed(kind.__mro__):
        defined.update(base.__dict__)
    if '__next__' in defined:
        return untold
    options = kind.__dict__.get('__dataclass_params__')
    if options is not None and options.frozen and options.eq:
        names = tuple(kind.__dataclass_fields__)
        return lambda values, value: (values.number(kind), values.items([object.__getattribute__(value, name) for name in names]))
    state_of = defined.get('__dict__')
    return thing(kind, state_of if type(state_of) is GetSetDescriptorType else None)


def untold(values, value):
    raise Untold


def thing(kind, state_of):
    """Results are made anew, so that they are equal if they hold the same."""

    def of(values, value):
        state = state_of.__get__(value) if state_of else {}
        if type(state) is not dict:
            state = {}
        if values.is_result and not issubclass(kind, type):
            if not state:
                raise Untold
            values.is_hashable = False
            return values.number(kind), values.items(state), values.items(state.values())
        if kind.__hash__ is None:
            values.is_hashable = False
        values.is_same = True
        touched = [(name, brief(values, state[name])) for name in values.names if name in state]
        return 'o', values.number(value), tuple(touched)

    return of


def brief(values, value):
    kind = type(value)
    if kind is list or kind is dict or kind is set:
        return kind.__name__, len(value)
    return values.of(value) if id(kind) in values.plain else values.number(value)


def container(name, read):
    """What is too large to be looked through is told apart by which one it is."""

    def of(values, value):
        values.is_hashable = values.is_hashable and name in IMMUTABLE
        parts = values.parts
        try:
            if len(value) > parts:
                raise Untold
            return name, read(values, value)
        except Untold:
            if values.is_result:
                raise
            values.parts, values.is_same = parts, True
            return name, len(value), values.number(value)

    return of


def of_code(values, function):
    cells = [cell.cell_contents for cell in function.__closure__ or ()]
    return 'c', values.number(function.__code__), values.items(cells), values.of(function.__defaults__)


IMMUTABLE = ('t', 'z')
PLAIN = {
    int: lambda values, value: value,
    str: Values.of,
    type(None): lambda values, value: value,
    bool: lambda values, value: ('b', value),
    float: lambda values, value: ('f', value),
    bytes: lambda values, value: ('y', value if len(value) <= LONG else (len(value), hash(value))),
    tuple: container('t', Values.items),
    list: container('l', Values.items),
    set: container('u', lambda values, value: frozenset(values.items(value))),
    frozenset: container('z', lambda values, value: frozenset(values.items(value))),
    dict: container('d', lambda values, value: (values.items(value), values.items(value.values()))),
    FunctionType: of_code,
    MethodType: lambda values, value: ('m', values.of(value.__self__), values.of(value.__func__)),
}
