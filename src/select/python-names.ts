import { LONGEST_KNOWN } from './function-origin.ts';
import { STANDARD_FILES } from './standard-files.ts';
import { STANDARD_MODULES } from './standard-modules.ts';

/**
 * What `sys.stdlib_module_names` of CPython 3.13 has beside {@link STANDARD_MODULES}: modules in C, and those of `Lib/`
 * that begin with an underscore; and the same of 2.7 and PyPy.
 */
const OTHER_MODULES: ReadonlySet<string> = new Set(
  (
    '__builtin__ __future__ __pypy__ _abc _aix_support _ast _asyncio _bisect _blake2 _bz2 _codecs _collections _contextvars _csv _ctypes ' +
    '_curses _datetime _dbm _decimal _elementtree _functools _hashlib _heapq _imp _interpreters _io _json _locale ' +
    '_lsprof _lzma _md5 _multibytecodec _multiprocessing _opcode _operator _pickle _posixsubprocess _queue _random ' +
    '_sha1 _sha2 _sha3 _sha256 _sha512 _signal _socket _sqlite3 _sre _ssl _stat _statistics _string _struct ' +
    '_symtable _thread _tracemalloc _typing _uuid _warnings _weakref _winapi _zoneinfo array binascii builtins ' +
    'cmath errno faulthandler fcntl gc grp itertools marshal math mmap msvcrt nt posix pwd pyexpat readline ' +
    'resource select sys syslog termios thread time unicodedata winreg winsound zipimport zlib ' +
    '_android_support _bootsubprocess _collections_abc _colorize _compat_pickle _compression _dummy_thread _ios_support ' +
    '_markupbase _opcode_metadata _osx_support _py_abc _pydatetime _pydecimal _pyio _pylong _pyrepl _sitebuiltins ' +
    '_strptime _sysconfigdata _threading_local _weakrefset'
  ).split(' '),
);

/** Functions and types of `builtins`, other types of the interpreter, and class methods that are named without their type. */
const BUILTINS: ReadonlySet<string> = new Set(
  (
    'abs aiter all anext any ascii async_generator bin bool breakpoint builtin_function_or_method bytearray bytes ' +
    'callable cell chr classmethod code combine compile complex coroutine delattr dict dict_items dict_keys ' +
    'dict_values dir divmod enumerate eval exec execfile filter float format frame from_bytes from_iterable ' +
    'fromhex fromisoformat fromkeys fromordinal fromtimestamp frozenset function generator getattr globals hasattr ' +
    'hash hex id input int intern isinstance issubclass iter len list locals long maketrans map mappingproxy max ' +
    'memoryview method min module next now object oct open ord pow print property range raw_input reduce reload ' +
    'repr reversed round set setattr slice sorted staticmethod str strptime sum super today tuple type unichr ' +
    'unicode utcfromtimestamp utcnow vars xrange zip'
  ).split(' '),
);

/** Methods that Python itself calls or defines: their names say nothing about a program. */
const SPECIAL_METHODS: ReadonlySet<string> = new Set(
  (
    'abs add aenter aexit aiter and anext await bool build_class bytes call class_getitem contains create_fn ' +
    'delattr delete delitem del dir enter eq exit float floordiv format ge get getattr getattribute getitem ' +
    'getstate gt hash iadd import index init init_subclass instancecheck int invert iter le len lt matmul missing ' +
    'mod mul ne neg new next or post_init pow prepare radd reduce reduce_ex repr reversed round set set_name ' +
    'setattr setitem setstate sizeof str sub subclasscheck truediv xor'
  )
    .split(' ')
    .map((name) => `__${name}__`),
);

/** What Python calls code that has no name of its own. */
const UNNAMED_CODE: ReadonlySet<string> = new Set(
  '<module> <lambda> <listcomp> <setcomp> <dictcomp> <genexpr>'.split(' '),
);

/** Whether Python gives a function of any program this name: `__init__`, `<lambda>`. */
export function isNameOfPython(name: string): boolean {
  return SPECIAL_METHODS.has(name) || UNNAMED_CODE.has(name);
}

export function isModuleOfPython(name: string): boolean {
  return STANDARD_MODULES.has(name) || OTHER_MODULES.has(name);
}

/**
 * Whether the library of a Python has this file, whoever's it is: `json/decoder.py`, `os.py`. A program of one's own may
 * lie in a folder that is named like a package of Python's.
 *
 * @param path below the library
 */
export function isFileOfPython(path: string): boolean {
  const [, folder, name = ''] = /^(.*[\\/])?(\w+)(?:\.\w+)?$/.exec(path) ?? [];
  if (folder === undefined) return isModuleOfPython(name);
  const module = `${folder.replaceAll('\\', '/')}${name}`;
  return STANDARD_FILES.has(module) || (name === '__init__' && isModuleOfPython(folder.slice(0, -1)));
}

/** `<method 'append' of 'list' objects>`, `<slot wrapper '__init__' of 'object' objects>` */
const METHOD = /^<(?:method|slot wrapper) '\w+' of '([\w.]+)' objects>$/;

/** `<built-in method builtins.len>`, `<built-in function len>` (PyPy), `<len>` (2.7), `len` (pure `profile`) */
const FUNCTION = /^<(?:built-in (?:method|function) )?([\w.]+)(?: of type object at 0x[\dA-Fa-f]+)?>$|^(\w+)$/;

/** Whether a built-in is one of Python's own, and not of a C extension. False when in doubt. */
export function isBuiltinOfPython(name: string): boolean {
  if (name.length > LONGEST_KNOWN) return false;
  const type = METHOD.exec(name)?.[1];
  if (type !== undefined) return isPathOfPython(type);
  const [, bracketed, plain] = FUNCTION.exec(name) ?? [];
  return isPathOfPython(bracketed ?? plain ?? '');
}

function isPathOfPython(path: string): boolean {
  const [root = '', ...rest] = path.split('.');
  return rest.length > 0 ? isModuleOfPython(root) : BUILTINS.has(root) || SPECIAL_METHODS.has(root);
}
