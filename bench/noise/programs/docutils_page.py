"""A long page of reStructuredText as HTML (needs docutils): 0.7 s."""
from docutils.core import publish_string

from planted import crunch

SECTION = """
Section {n}
-----------

Some *emphasised* and **strong** text, ``literal`` text, and a link_ to somewhere.

.. _link{n}: https://example.org/{n}

- one item
- another item, with :code:`code`

  1. nested
  2. list

=====  =====
 a      b
=====  =====
 1      {n}
 2      x
=====  =====

.. note:: This is note {n}.

::

    literal block {n}
"""


def page(sections):
    return "Title\n=====\n\n.. _link: https://example.org\n" + "".join(SECTION.format(n=n) for n in range(sections))


def main():
    for _ in range(3):
        publish_string(page(28), writer_name="html")
        crunch(400000)


main()
