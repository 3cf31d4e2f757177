"""
What profile_program.py records of arguments: how many different ones each function of the program's own files got, and
whether equal ones gave equal results. Only the main thread is heard, and no generator.
"""
import dis
import sys

try:
    from _json import encode_basestring_ascii as quoted
except ImportError:
    from json.encoder import encode_basestring_ascii as quoted

MOST_FUNCTIONS = 1000
# of one function and of all; what comes later is not looked at
MOST_KEYS, MOST_KEYS_IN_ALL = 10000, 200000
MOST_WORK, MOST_WORK_IN_ALL = 400000, 10000000  # parts of values, each a microsecond or less
MOST_WATCHED = 100  # results of one function that are looked at again at the end
MOST_FOREIGN = 20000  # codes that are no function of the program
DEEPER = 100  # we stand on the stack too, in each call

OF_FUNCTION = 2  # flags of a code
VARIABLE, KEYWORDS = 4, 8
UNHEARD = 0x20 | 0x80 | 0x200  # generators and coroutines
MAKERS = ('__init__', '__post_init__')  # what they are given is made for them
RETURNS = {code for name, code in dis.opmap.items() if name in ('RETURN_VALUE', 'RETURN_CONST')}

compare = piece('compare_values')  # noqa: F821 (profile_program.py gives it)


class ArgumentRecorder:
    def __init__(self, path):
        self.path = path
        self.facts = {}
        self.values = compare.Values()
        self.functions = {}
        self.foreign = []
        self.is_cut = False
        self.hear = self.listener()

    def start(self):
        self.is_own = piece('find_program').own_files(sys.path[0])  # noqa: F821
        self.limit = sys.getrecursionlimit() + DEEPER
        set_limit(self.limit)
        sys.setprofile(self.hear)

    def stop(self):
        """Where we are not heard any more the program listens itself, or its stack had no room for us."""
        self.is_cut = self.is_cut or sys.getprofile() != self.hear
        sys.setprofile(None)
        if sys.getrecursionlimit() == self.limit:  # else it is the program's own
            set_limit(self.limit - DEEPER)

    def listener(self):
        functions, find = self.functions, self.find
        begun = {}

        def hear(frame, event, result):
            if event == 'call':
                code = frame.f_code
                function = functions.get(id(code), functions)
                if function is functions:
                    function = find(code)
                if function is not None and function.is_on:
                    key = function.begin(frame.f_locals)
                    if key is not None:
                        begun[id(frame)] = function, key
            elif event == 'return' and id(frame) in begun:
                function, key = begun.pop(id(frame))
                if function.is_on:
                    function.end(frame, key, result)

        return hear

    def find(self, code):
        """None for a code that is no function of the program. What is known of a code is known as long as it lives."""
        function = None
        if is_function(code) and len(self.functions) - len(self.foreign) < MOST_FUNCTIONS and self.is_own(code.co_filename):
            function = Function(code, self.values)
        elif len(self.foreign) < MOST_FOREIGN:
            self.foreign.append(code)
        else:
            return None
        self.functions[id(code)] = function
        return function

    def save(self, path):
        heard = [function for function in self.functions.values() if function is not None]
        told = [function.told(self.is_cut) for function in heard]
        self.facts.update(
            functions=len(heard), limited=sum(function.why == 'limit' for function in heard), cut=int(self.is_cut)
        )
        with open(path, 'w') as file:
            file.write('{"pyprof-view": "arguments", "version": 1, "functions": [\n%s\n]}\n' % ',\n'.join(told))


def set_limit(limit):
    try:
        sys.setrecursionlimit(limit)
    except Exception:
        pass  # too low for this stack, or none at all


def is_function(code):
    """A comprehension is part of the function around it."""
    if not code.co_flags & OF_FUNCTION or code.co_flags & UNHEARD:
        return False
    return code.co_name[:1] != '<' or code.co_name == '<lambda>'


class Function:
    def __init__(self, code, values):
        self.code, self.values = code, values
        given = code.co_argcount + code.co_kwonlyargcount
        given += bool(code.co_flags & VARIABLE) + bool(code.co_flags & KEYWORDS)
        self.given = code.co_varnames[code.co_name in MAKERS : given] + code.co_freevars
        self.is_on, self.why = True, 'whole'
        self.calls = self.distinct = self.work = 0
        self.results = {}
        self.watched = []
        self.flags = dict(sameObjects=False, hashable=True, changeable=False, resultsCompared=True, hasResult=False)

    def begin(self, found):
        values = self.values
        try:
            key = values.key([found.get(name) for name in self.given], self.code.co_names)
        except RecursionError:  # the program's own, one call early
            raise
        except Exception:
            return self.leave('arguments')
        self.flags['sameObjects'] |= values.is_same
        self.flags['hashable'] &= values.is_hashable
        self.work += values.work
        values.work_in_all += values.work
        return key

    def end(self, frame, key, result):
        if result is None and self.code.co_code[frame.f_lasti] not in RETURNS:
            return self.leave('raised')
        self.calls += 1
        self.flags['hasResult'] |= result is not None
        try:
            value = self.values.key((result,), (), True)
            is_changeable = not self.values.is_hashable
            if is_changeable and key not in self.results and len(self.watched) < MOST_WATCHED:
                self.watch(result)
        except RecursionError:
            raise
        except Exception:
            value, is_changeable = None, True
            self.flags['resultsCompared'] = False
        self.flags['changeable'] |= is_changeable
        if key in self.results:
            known = self.results[key]
            if value is not None and known is not None and known != value:
                return self.leave('results')
        elif self.distinct == MOST_KEYS or self.values.kept == MOST_KEYS_IN_ALL:
            self.calls -= 1
            return self.leave('limit')
        else:
            self.results[key] = value
            self.distinct += 1
            self.values.kept += 1
        if self.work > MOST_WORK or self.values.work_in_all > MOST_WORK_IN_ALL:
            self.leave('limit')

    def leave(self, why):
        self.is_on, self.why = False, why
        self.values.kept -= len(self.results)
        self.results = None

    def watch(self, result):
        """An object dies when it would without us, for its attributes are what is kept of it."""
        held = compare.states(type(result))(result) or result
        self.watched.append((held, self.values.key((held,), (), True)))

    def is_still(self, held, value):
        """Who gets a result might change it, and with it that of all others if it were kept."""
        try:
            return self.values.key((held,), (), True) == value
        except Exception:
            return False

    def told(self, is_cut):
        facts = dict(
            self.flags,
            file=self.code.co_filename,
            line=self.code.co_firstlineno,
            name=self.code.co_name,
            calls=self.calls,
            distinct=self.distinct,
            changed=any(not self.is_still(*watched) for watched in self.watched),
            ended='cut' if is_cut and self.is_on else self.why,
        )
        return '{%s}' % ', '.join('"%s": %s' % (name, written(fact)) for name, fact in facts.items())


def written(fact):
    """As JSON, which the program may have a module of its own for."""
    return quoted(fact) if isinstance(fact, str) else str(fact).lower()
