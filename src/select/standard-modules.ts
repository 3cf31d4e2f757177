/** The top-level modules and packages of `Lib/` in CPython 2.7 and 3.6 to 3.15, without its tests. */
export const STANDARD_MODULES: ReadonlySet<string> = new Set(
  (
    'BaseHTTPServer Bastion CGIHTTPServer ConfigParser Cookie DocXMLRPCServer HTMLParser MimeWriter Queue ' +
    'SimpleHTTPServer SimpleXMLRPCServer SocketServer StringIO UserDict UserList UserString abc aifc annotationlib ' +
    'antigravity anydbm argparse ast asynchat asyncio asyncore atexit audiodev base64 bdb binhex bisect bsddb bz2 ' +
    'cProfile calendar cgi cgitb chunk cmd code codecs codeop collections colorsys commands compileall compiler ' +
    'compression concurrent configparser contextlib contextvars cookielib copy copy_reg copyreg crypt csv ctypes ' +
    'curses dataclasses datetime dbhash dbm decimal difflib dircache dis distutils doctest dumbdbm dummy_thread ' +
    'dummy_threading email encodings ensurepip enum filecmp fileinput fnmatch formatter fpformat fractions ftplib ' +
    'functools genericpath getopt getpass gettext glob graphlib gzip hashlib heapq hmac hotshot html htmlentitydefs ' +
    'htmllib http httplib idlelib ihooks imaplib imghdr imp importlib imputil inspect io ipaddress json keyword ' +
    'lib2to3 linecache locale logging lzma macpath macurl2path mailbox mailcap markupbase md5 mhlib mimetools ' +
    'mimetypes mimify modulefinder multifile multiprocessing mutex netrc new nntplib ntpath nturl2path numbers opcode ' +
    'operator optparse os os2emxpath pathlib pdb pickle pickletools pipes pkgutil platform plistlib popen2 poplib ' +
    'posixfile posixpath pprint profile profiling pstats pty py_compile pyclbr pydoc pydoc_data queue quopri random re ' +
    'repr reprlib rexec rfc822 rlcompleter robotparser runpy sched secrets selectors sets sgmllib sha shelve shlex ' +
    'shutil signal site smtpd smtplib sndhdr socket socketserver sqlite3 sre sre_compile sre_constants sre_parse ssl ' +
    'stat statistics statvfs string stringold stringprep struct subprocess sunau sunaudio symbol symtable sysconfig ' +
    'tabnanny tarfile telnetlib tempfile textwrap this threading timeit tkinter toaiff token tokenize tomllib trace ' +
    'traceback tracemalloc tty turtle types typing unittest urllib urllib2 urlparse user uu uuid venv warnings wave ' +
    'weakref webbrowser whichdb wsgiref xdrlib xml xmllib xmlrpc xmlrpclib zipapp zipfile zipimport zoneinfo'
  ).split(' '),
);
