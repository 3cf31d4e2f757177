"""Documentation, syntax trees, tokens and XML of the standard library: 1 s."""
import ast
import inspect
import io
import json
import pydoc
import textwrap
import tokenize
from xml.dom import minidom

from planted import crunch

MODULES = [json, textwrap, json.decoder, json.encoder, inspect, ast, tokenize, pydoc]


def trees(source):
    return [type(node).__name__ for node in ast.walk(ast.parse(source))]


def words(source):
    return [token.string for token in tokenize.generate_tokens(io.StringIO(source).readline)]


def as_xml(names):
    document = minidom.Document()
    root = document.appendChild(document.createElement("names"))
    for name in names[:300]:
        root.appendChild(document.createElement(name))
    return minidom.parseString(document.toprettyxml()).toxml()


def main():
    for module in MODULES:
        source = inspect.getsource(module)
        names = trees(source)
        words(source)
        as_xml(names)
        pydoc.plain(pydoc.render_doc(module))
        crunch(200000)


main()
