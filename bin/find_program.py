"""What profile_program.py asks about the program that it runs: what plain Python would find, how it would find
it, and how it says that it did not."""
import os
import sys
import types


def say(text):
    """On standard error. Where nobody can be told, the exit status is what it would have been."""
    try:
        os.write(2, text.encode('utf-8', 'backslashreplace'))
    except OSError:
        pass


def fresh_main():
    """profile_program.py is `__main__` until now; the program's own takes its place before any of it runs."""
    module = types.ModuleType('__main__')
    module.__dict__.update(__builtins__=sys.modules['builtins'], __annotations__={})
    sys.modules['__main__'] = module
    return module.__dict__


def compiled(source, path):
    return compile(source, path, 'exec', dont_inherit=True)


def script_code(path, compile_source):
    """The program of a script as plain Python reads it, source or .pyc."""
    import pkgutil

    try:
        with open(path, 'rb') as file:
            code = pkgutil.read_code(file)
            if code is not None:
                return code
            file.seek(0)
            source = file.read()
    except OSError as error:
        reason = '[Errno %s] %s' % (error.errno, error.strerror)
        say("%s: can't open file %r: %s\n" % (sys.executable, path, reason))
        sys.exit(2)
    return compile_source(source, path)


def is_package_path(path):
    """A folder or a zip archive with a `__main__.py` in it."""
    import zipimport

    try:
        zipimport.zipimporter(path)
    except zipimport.ZipImportError:
        return os.path.isdir(path)
    return True


def whole_path(path):
    """Scripts have it from 3.9 on."""
    return os.path.abspath(path) if sys.version_info >= (3, 9) else path


def is_path_safe():
    """-P, PYTHONSAFEPATH and -I: then Python puts no folder of the program in front."""
    return getattr(sys.flags, 'safe_path', False) or sys.flags.isolated == 1


LIBRARIES = {'site-packages', 'dist-packages'}


def own_files(folder):
    """Whether a path is that of a file of the program: below its folder, and in no library."""
    root = os.path.join(os.path.realpath(folder), '')
    known = {}

    def is_own(path):
        if path not in known:
            real = os.path.realpath(path)
            known[path] = path[:1] != '<' and real.startswith(root) and not LIBRARIES.intersection(real.split(os.sep))
        return known[path]

    return is_own
