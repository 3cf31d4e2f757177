"""
What record_arguments.py keeps of a value: keys that Python compares without code of the program. Values of Python's own types
are told apart by what they hold, all else by which object it is and the attributes that are asked for. A number stands for an
object as long as it lives, and for no other after that.
"""
import sys
from _weakref import ref
from enum import Enum
from os import sep
from types import FunctionType, GetSetDescriptorType, MemberDescriptorType, MethodType

MOST_PARTS = 100  # of the arguments of a call, or of its result
FEW_PARTS = 8  # more are kept as a hash
MOST_HELD = 1000  # objects that would be gone without us
LONG = 100  # of a text

# where types have what they hold: () is what their reduce in C gives
C = ()
PATH = ('_raw_paths',) if sys.version_info >= (3, 12) else ('_drv', '_root', '_parts')
BY_PARTS = {
    'datetime': dict.fromkeys(('date', 'datetime', 'time', 'timedelta', 'timezone'), C),
    'decimal': {'Decimal': C},
    'fractions': {'Fraction': ('_numerator', '_denominator')},
    'uuid': {'UUID': ('int',)},
    'builtins': dict.fromkeys(('complex', 'range', 'slice'), C),
    'pathlib': dict.fromkeys(('PosixPath', 'PurePosixPath', 'WindowsPath', 'PureWindowsPath'), PATH),
}
BY_PARTS['pathlib._local'] = BY_PARTS['pathlib']  # Python 3.13

# a type is asked past its metaclass, which may be the program's
mro_of, dict_of, name_of, module_of = (
    type.__dict__[name].__get__ for name in ('__mro__', '__dict__', '__qualname__', '__module__')
)
METHOD = type(str.join)


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
            way = by_parts(kind)
            if way is not None:
                self.plain.add(id(kind))
            known = self.kinds[id(kind)] = unkept(kind, way or how(kind)), kind
        return known[0]

    def part(self, value):
        """Not what it holds, where that is an object of the program."""
        kind = type(value)
        self.way(kind)
        return self.of(value) if id(kind) in self.plain else self.number(value)

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
                if self.held > MOST_HELD or found(type(value), '__del__') is not None:
                    raise Untold
                guard = value
            self.count += 1
            self.numbers[place] = self.count, guard
        return self.numbers[place][0]


def found(kind, name):
    """What a type or those above it have of a name."""
    for base in mro_of(kind):
        if name in dict_of(base):
            return dict_of(base)[name]
    return None


def by_parts(kind):
    """For a type of Python's whose values are what they hold; None for others."""
    name, module = name_of(kind), module_of(kind)
    names = BY_PARTS.get(module, {}).get(name) if type(name) is type(module) is str else None
    read = names is not None and (attributes(kind, names) if names else reduced(kind))
    if not read:
        return None
    plain = path_part if names is PATH else lambda part: part
    return lambda values, value: (values.number(kind), tuple([values.part(plain(part)) for part in read(value)]))


def path_part(part):
    """Python joins them when first asked."""
    return sep.join(part) if type(part) is list else part


def reduced(kind):
    own = dict_of(kind)
    for name in ('__getnewargs__', '__getinitargs__', '__reduce_ex__', '__reduce__'):
        method = own.get(name)
        if type(method) is METHOD and method.__objclass__ is kind:
            if 'reduce' not in name:
                return method
            given = (4,) if name == '__reduce_ex__' else ()
            return lambda value: method(value, *given)[1]
    return None


def attributes(kind, names):
    """Reads them where the object itself has them: no descriptor of the program is asked."""
    slots = [(name, found(kind, name)) for name in names]
    state_of = states(kind)

    def read(value):
        state = state_of(value)
        return [slot.__get__(value) if type(slot) is MemberDescriptorType else state[name] for name, slot in slots]

    return read


def states(kind):
    """Reads an object's own attributes."""
    own = found(kind, '__dict__')
    if type(own) is not GetSetDescriptorType:
        return lambda value: {}

    def read(value):
        state = own.__get__(value)
        return state if type(state) is dict else {}

    return read


def unkept(kind, way):
    """A result that does something when it dies must die as it would without us."""
    if found(kind, '__del__') is None:
        return way
    return lambda values, value: untold(values, value) if values.is_result else way(values, value)


def how(kind):
    """How values of a type are told apart."""
    if issubclass(kind, Enum):
        return lambda values, value: ('e', values.number(value))
    if issubclass(kind, tuple) and found(kind, '__eq__') is tuple.__dict__['__eq__']:
        return lambda values, value: (values.number(kind), values.items(tuple.__iter__(value)))
    if found(kind, '__next__') is not None:
        return untold
    options, fields = (dict_of(kind).get('__dataclass_%s__' % name) for name in ('params', 'fields'))
    if type(fields) is not dict or not is_frozen(options):
        return thing(kind)
    read, other = attributes(kind, tuple(fields)), thing(kind)

    def of(values, value):
        try:
            parts = read(value)
        except (AttributeError, KeyError):  # a descriptor has them elsewhere
            return other(values, value)
        return values.number(kind), values.items(parts)

    return of


def is_frozen(options):
    try:
        return attributes(type(options), ('frozen', 'eq'))(options) == [True, True]
    except (AttributeError, KeyError):
        return False


def untold(values, value):
    raise Untold


def thing(kind):
    """Results are made anew, so that they are equal if they hold the same."""
    state_of = states(kind)
    is_unhashable = found(kind, '__hash__') is None

    def of(values, value):
        state = state_of(value)
        if values.is_result and not issubclass(kind, type):
            if not state:
                raise Untold
            values.is_hashable = False
            return values.number(kind), values.items(state), values.items(state.values())
        if is_unhashable:
            values.is_hashable = False
        values.is_same = True
        touched = [(name, brief(values, state[name])) for name in values.names if name in state]
        return 'o', values.number(value), tuple(touched)

    return of


def brief(values, value):
    kind = type(value)
    if kind is list or kind is dict or kind is set:
        return kind.__name__, len(value)
    return values.part(value)


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
