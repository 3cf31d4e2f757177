"""
What profile_program.py records of lines: line_profiler's times of every function in the program's own files.

line_profiler wants functions, so a decorator in the tree of each tells of the function and leaves it as it is.
"""
import ast
import builtins
import os
import sys
from importlib.machinery import SourceFileLoader

DECORATOR = '__pyprof_view_times_lines__'


class LineRecorder:
    def __init__(self, path):
        from line_profiler import LineProfiler

        self.path = path
        self.profiler = LineProfiler()
        self.stop, self.save = self.profiler.disable_by_count, self.profiler.dump_stats
        self.compile_source = decorated
        self.facts = {}
        self.known = {}

    def start(self):
        setattr(builtins, DECORATOR, self.tell)
        read_through(sys.path[0])
        self.profiler.enable_by_count()

    def tell(self, function):
        """A closure is made again and again, of one code; line_profiler gives codes with equal bytes others."""
        code = function.__code__
        if code in self.known:
            function.__code__ = self.known[code]
        else:
            self.profiler.add_function(function)
            self.known[code] = function.__code__
        return function


def read_through(folder):
    """Own files come from their source, never from a .pyc."""
    plain = SourceFileLoader.get_code
    is_own = piece('find_program').own_files(folder)  # noqa: F821 (profile_program.py gives it)

    def get_code(loader, name):
        path = loader.get_filename(name)
        return decorated(loader.get_data(os.path.realpath(path)), path) if is_own(path) else plain(loader, name)

    SourceFileLoader.get_code = get_code


def decorated(source, path):
    tree = ast.parse(source, path)
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            node.decorator_list.append(ast.copy_location(ast.Name(DECORATOR, ast.Load()), node))
    return compile(tree, path, 'exec', dont_inherit=True)
