/** The files in the packages of `Lib/`, a line a package: CPython 2.7 and 3.6 to 3.13, without tests and most encodings. */
const FILES_IN_PACKAGES =
  '_pyrepl: __main__ _minimal_curses _threading_handler commands completing_reader console curses fancy_termios ' +
  'historical_reader input keymap main pager reader readline simple_interact trace types unix_console ' +
  'unix_eventqueue utils windows_console\n' +
  'asyncio: __main__ base_events base_futures base_subprocess base_tasks compat constants coroutines events ' +
  'exceptions format_helpers futures graph locks log mixins proactor_events protocols queues runners ' +
  'selector_events sslproto staggered streams subprocess taskgroups tasks test_utils threads timeouts tools ' +
  'transports trsock unix_events windows_events windows_utils\n' +
  'collections: abc\n' +
  'concurrent/futures: _base interpreter process thread\n' +
  'ctypes: _aix _endian util wintypes\n' +
  'ctypes/macholib: dyld dylib framework\n' +
  'curses: ascii has_key panel textpad wrapper\n' +
  'dbm: dumb gnu ndbm sqlite3\n' +
  'distutils: _msvccompiler archive_util bcppcompiler ccompiler cmd config core cygwinccompiler debug dep_util ' +
  'dir_util dist emxccompiler errors extension fancy_getopt file_util filelist log msvc9compiler msvccompiler ' +
  'spawn sysconfig text_file unixccompiler util version versionpredicate\n' +
  'distutils/command: bdist bdist_dumb bdist_msi bdist_rpm bdist_wininst build build_clib build_ext build_py ' +
  'build_scripts check clean config install install_data install_egg_info install_headers install_lib ' +
  'install_scripts register sdist upload\n' +
  'email: _encoded_words _header_value_parser _parseaddr _policybase base64mime charset contentmanager encoders ' +
  'errors feedparser generator header headerregistry iterators message parser policy quoprimime utils\n' +
  'email/mime: application audio base image message multipart nonmultipart text\n' +
  'encodings: aliases ascii cp1252 cp437 idna iso8859_1 latin_1 mbcs punycode raw_unicode_escape unicode_escape ' +
  'utf_16 utf_32 utf_8 utf_8_sig\n' +
  'ensurepip: __main__ _uninstall\n' +
  'html: entities parser\n' +
  'http: client cookiejar cookies server\n' +
  'importlib: _abc _adapters _bootstrap _bootstrap_external _common abc machinery metadata readers resources ' +
  'simple util\n' +
  'importlib/metadata: _adapters _collections _functools _itertools _meta _text diagnose\n' +
  'importlib/resources: _adapters _common _functional _itertools _legacy abc readers simple\n' +
  'json: decoder encoder scanner tool\n' +
  'logging: config handlers\n' +
  'multiprocessing: connection context forking forkserver heap managers pool popen_fork popen_forkserver ' +
  'popen_spawn_posix popen_spawn_win32 process queues reduction resource_sharer resource_tracker ' +
  'semaphore_tracker shared_memory sharedctypes spawn synchronize util\n' +
  'multiprocessing/dummy: connection\n' +
  'pathlib: _abc _local\n' +
  'profiling/tracing: _utils\n' +
  'pydoc_data: topics\n' +
  're: _casefix _compiler _constants _parser\n' +
  'sqlite3: __main__ dbapi2 dump\n' +
  'string: templatelib\n' +
  'sysconfig: __main__\n' +
  'tkinter: __main__ colorchooser commondialog constants dialog dnd filedialog font messagebox scrolledtext ' +
  'simpledialog tix ttk\n' +
  'tomllib: _parser _re _types\n' +
  'unittest: __main__ _log async_case case loader main mock result runner signals suite util\n' +
  'urllib: error parse request response robotparser\n' +
  'venv: __main__\n' +
  'wsgiref: handlers headers simple_server types util validate\n' +
  'xml/dom: NodeFilter domreg expatbuilder minicompat minidom pulldom xmlbuilder\n' +
  'xml/etree: ElementInclude ElementPath ElementTree cElementTree\n' +
  'xml/parsers: expat\n' +
  'xml/sax: _exceptions expatreader handler saxutils xmlreader\n' +
  'xmlrpc: client server\n' +
  'zipfile: __main__\n' +
  'zipfile/_path: glob\n' +
  'zoneinfo: _common _tzpath _zoneinfo\n';

/** Their paths without the ending: `json/decoder`. */
export const STANDARD_FILES: ReadonlySet<string> = new Set(
  FILES_IN_PACKAGES.trim()
    .split('\n')
    .flatMap((line) => {
      const [folder = '', names = ''] = line.split(': ');
      return ['__init__', '__main__', ...names.split(' ')].map((name) => `${folder}/${name}`);
    }),
);
