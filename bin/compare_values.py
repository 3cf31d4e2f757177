"""
What record_arguments.py keeps of a value, to tell it apart from others: keys that Python compares by itself, so that no code
of the program runs. Values of Python's own types are told apart by what they hold, all else by which object it is and those
attributes of it that are asked for. A number stands for an object as long as it lives, and for no other after that.
"""
import sys
from _weakref import ref
from types import BuiltinFunctionType, FunctionType, MethodType

MOST_PARTS = 100  # of the arguments of a call, or of its result
FEW_PARTS = 8  # more are kept as a hash
MOST_HELD = 1000  # objects that would be gone without us
LONG = 100  # of a text

BY_TEXT = {
    'datetime': {'date', 'datetime', 'time', 'timedelta', 'timezone'},
    'decimal': {'Decimal'},
    'fractions': {'Fraction'},
    'uuid': {'UUID'},
    'builtins': {'range', 'slice'},
    'pathlib': {'PosixPath', 'PurePosixPath', 'WindowsPath', 'PureWindowsPath'},
}
BY_TEXT['pathlib._local'] = BY_TEXT['pathlib']  # Python 3.13


class Untold(Exception):
    """A value that cannot be told apart from others."""


class Guard(ref):
    __slots__ = ('place', 'number')


class Values:
    def __init__(self):
        self.kinds = {}
        self.guards = {}
        self.count = self.kept = 0
        self.held = []
        self.forget = lambda guard: self.guards.pop(guard.place, None)

    def key(self, values, names, is_result=False):
        """Of some values together, with the attributes of these names."""
        self.parts, self.names, self.is_result = MOST_PARTS, names, is_result
        self.is_hashable, self.is_same = True, False
        key = tuple([self.of(value) for value in values])
        return key if MOST_PARTS - self.parts <= FEW_PARTS else hash(repr(key))

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
        guard = self.guards.get(id(value))
        if guard is not None:
            return guard.number
        self.count += 1
        try:
            guard = Guard(value, self.forget)
        except TypeError:
            if len(self.held) >= MOST_HELD:
                raise Untold
            guard = Held()
            self.held.append(value)
        guard.place, guard.number = id(value), self.count
        self.guards[id(value)] = guard
        return self.count


class Held:
    __slots__ = ('place', 'number')


def how(kind):
    """How values of a type are told apart."""
    if kind in PLAIN:
        return PLAIN[kind]
    enum = sys.modules.get('enum')
    if enum is not None and issubclass(kind, enum.Enum):
        return lambda values, value: ('e', values.number(value))
    if issubclass(kind, tuple) and kind.__eq__ is tuple.__eq__:
        return lambda values, value: (of_kind(values, kind), values.items(tuple.__iter__(value)))
    if kind.__qualname__ in BY_TEXT.get(kind.__module__, ()):
        return lambda values, value: (of_kind(values, kind), repr(value))
    if hasattr(kind, '__next__'):
        return untold
    options = kind.__dict__.get('__dataclass_params__')
    if options is not None and options.frozen and options.eq:
        names = tuple(kind.__dataclass_fields__)
        return lambda values, value: (of_kind(values, kind), values.items([object.__getattribute__(value, name) for name in names]))
    return of_thing


def of_kind(values, kind):
    return values.number(kind)


def untold(values, value):
    raise Untold


def of_thing(values, value):
    """Results are made anew, so that they are equal if they hold the same."""
    kind = type(value)
    try:
        state = object.__getattribute__(value, '__dict__')
    except AttributeError:
        state = {}
    if values.is_result and not isinstance(value, type):
        if type(state) is not dict or not state:
            raise Untold
        values.is_hashable = False
        return values.number(kind), values.items(state), values.items(state.values())
    if kind.__hash__ is None:
        values.is_hashable = False
    values.is_same = True
    touched = [(name, brief(values, state[name])) for name in values.names if name in state]
    return 'o', values.number(value), tuple(touched)


def brief(values, value):
    kind = type(value)
    if kind in SIZED:
        return kind.__name__, len(value)
    return values.number(value) if values.way(kind) is of_thing else values.of(value)


def of_changing(name):
    def of(values, value):
        values.is_hashable = False
        if len(value) > values.parts and not values.is_result:
            values.is_same = True
            return name, len(value), values.number(value)
        if name == 'd':
            return name, values.items(value), values.items(value.values())
        return name, frozenset(values.items(value)) if name == 'u' else values.items(value)

    return of


def of_code(values, function):
    cells = [cell.cell_contents for cell in function.__closure__ or ()]
    return 'c', values.number(function.__code__), values.items(cells), values.of(function.__defaults__)


def of_builtin(values, function):
    return 'c', function.__name__, values.of(function.__self__)


SIZED = {list, dict, set, bytearray}
PLAIN = {
    bool: lambda values, value: ('b', value),
    float: lambda values, value: ('f', value),
    int: lambda values, value: value,
    type(None): lambda values, value: None,
    str: lambda values, value: values.of(value),
    complex: lambda values, value: ('j', value),
    bytes: lambda values, value: ('y', value if len(value) <= LONG else (len(value), hash(value))),
    tuple: lambda values, value: ('t', values.items(value)),
    frozenset: lambda values, value: ('z', frozenset(values.items(value))),
    list: of_changing('l'),
    set: of_changing('u'),
    dict: of_changing('d'),
    bytearray: lambda values, value: ('a', len(value), hash(bytes(value))),
    FunctionType: of_code,
    BuiltinFunctionType: of_builtin,
    MethodType: lambda values, value: ('m', values.of(value.__self__), values.of(value.__func__)),
}
