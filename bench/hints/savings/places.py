"""Places of the project's own programs where a hint is expected, with the fix as edits of the source.

A place is (function, edits, main). `edits` are pairs of texts, the first of which stands in the program just once. `main`
is what the function main does while the fix is timed, where the whole program does much else; None: all that it does.
The profile is always one of the whole program.
"""

WORDS = '''    words = ["w%d" % RND.randrange(4000) for _ in range(6000)]
'''
GROWTH = [
    ('log_line', [('OUTPUT = ""\n', 'OUTPUT = []\n'), ('    OUTPUT += text + "\\n"', '    OUTPUT.append(text + "\\n")')],
     WORDS + '    for w in words:\n        log_line(w)\n    len("".join(OUTPUT))\n'),
    ('add', [('self.doc = {"head": "", "body": ""}', 'self.doc = {"head": "", "body": []}'),
             ('self.doc["body"] = self.doc["body"] + "<" + tag + ">" + text + "</" + tag + ">"',
              'self.doc["body"].append("<" + tag + ">" + text + "</" + tag + ">")')],
     WORDS + '    h = Html()\n    for w in words[:4000]:\n        h.add("p", w)\n    len("".join(h.doc["body"]))\n'),
    ('caesar', [('    result = ""\n', '    result = []\n'), ('    return result\n', '    return "".join(result)\n'),
                ('result = result + chr(ord(c) + 1 if c != "z" else 97) + ""', 'result.append(chr(ord(c) + 1 if c != "z" else 97))')],
     '    caesar("abcxyz" * 3000)\n'),
    ('percent_build', [('    s = ""\n    for w in words:\n        s = "%s %s" % (s, w)  # PLANT str-concat-quad\n    return s',
                        '    return " " + " ".join([w for w in words])')], WORDS + '    percent_build(words)\n'),
    ('push', [('self.payload = b""', 'self.payload = bytearray()'), ('self.payload = self.payload + n.to_bytes(4, "big")', 'self.payload += n.to_bytes(4, "big")')],
     '    p = Packet()\n    for i in range(7000):\n        p.push(i)\n'),
    ('read_stream', [('    buf = bytes()\n', '    buf = bytearray()\n')], '    read_stream(b"x%d" % i for i in range(12000))\n'),
    ('next', [('        self.pending = []\n', '        self.pending = collections.deque()\n'), ('self.pending.pop(0)', 'self.pending.popleft()')],
     '    bus = EventBus()\n    for i in range(20000):\n        bus.post(i)\n    bus.pump()\n', 'list-pop0'),
    ('next', [('        self.done = []\n', '        self.done = collections.deque()\n'), ('self.done.insert(0, e)', 'self.done.appendleft(e)')],
     '    bus = EventBus()\n    for i in range(20000):\n        bus.post(i)\n    bus.pump()\n', 'list-insert0'),
    ('rotate', [('    for _ in range(k):\n        items.append(items.pop(0))', '    items = collections.deque(items)\n    for _ in range(k):\n        items.append(items.popleft())')],
     '    rotate(list(range(8000)), 12000)\n'),
    ('tail', [('    rest = list(seq)\n    s = 0\n', '    rest = collections.deque(seq)\n    s = 0\n'), ('        rest = rest[1:]', '        rest.popleft()')], '    tail(range(5000))\n'),
    ('permissions', [('    return [u for u in users if u in admins]', '    admins = set(admins)\n    return [u for u in users if u in admins]')],
     '    permissions(["u%d" % i for i in range(3000)], ["u%d" % (i * 3) for i in range(1200)])\n'),
    ('known', [('self.words = [w.strip() for w in words]', 'self.words = {w.strip() for w in words}')], WORDS + '    Spell(words[:1500]).check(words)\n'),
    ('common', [('    b = list(b)\n', '    b = set(b)\n')], '    common(range(2500), range(1000, 4000))\n'),
    ('collect', [('        out = out + g', '        out += g')], '    collect([[i, i + 1] for i in range(2500)])\n'),
    ('visit', [('self.path = [*self.path, n]', 'self.path.append(n)')], '    t = Trail()\n    for i in range(3000):\n        t.visit(i)\n'),
    ('merge_all', [('    return sum(lists, start=[])', '    return list(itertools.chain.from_iterable(lists))')], '    merge_all([[i] * 4 for i in range(1500)])\n'),
]

TEXT_WORDS = '    words = ["".join(rnd.choice(string.ascii_lowercase) for _ in range(6)) for _ in range(9000)]\n'
TEXTS = [
    ('emit', [('self._out = ""', 'self._out = []'), ('self._out = self._out + piece', 'self._out.append(piece)'), ('        return self._out', '        return "".join(self._out)')],
     TEXT_WORDS + '    Template("t").run(words)\n'),
    ('make_writer.<locals>.write', [('    out = ""\n\n    def', '    out = []\n\n    def'), ('        nonlocal out\n        out += x', '        out.append(x)'), ('        return out\n', '        return "".join(out)\n')],
     TEXT_WORDS + '    w, g = make_writer()\n    for x in words:\n        w(x)\n    g()\n'),
    ('by_letter', [('pages.setdefault(k, "")', 'pages.setdefault(k, [])'), ('pages[k] += w + "\\n"', 'pages[k].append(w + "\\n")'), ('    return pages\n', '    return {k: "".join(v) for k, v in pages.items()}\n')],
     TEXT_WORDS + '    by_letter(words)\n'),
    ('reversed_text', [('    acc = ""\n    for w in words:\n        acc = f"{w} {acc}"  # PLANT str-concat-quad\n    return len(acc)', '    acc = []\n    for w in words:\n        acc.append(f"{w} ")\n    return len("".join(reversed(acc)))')],
     TEXT_WORDS + '    reversed_text(words)\n'),
    ('normalise', [('def normalise(w):', 'VOWELS = regex.compile(r"[aeiou]+")\n\n\ndef normalise(w):'), ('substitute(r"[aeiou]+", "_", w)', 'VOWELS.sub("_", w)')],
     TEXT_WORDS + '    sum(len(normalise(w)) for w in words)\n'),
    ('scan', [('    pattern = r"(\\w)(\\w+)"', '    pattern = regex.compile(r"(\\w)(\\w+)")'), ('regex.compile(self.pattern).match(', 'self.pattern.match(')], TEXT_WORDS + '    Scanner().scan(words)\n'),
    ('grep_all', [('    found = 0\n    for line in lines:\n        for p in patterns:\n            if regex.search(p, line):', '    found = 0\n    patterns = [regex.compile(p) for p in patterns]\n    for line in lines:\n        for p in patterns:\n            if p.search(line):')],
     TEXT_WORDS + '    grep_all(words[:3000], ["ab", "cd+", "x.y", "zz"])\n'),
]

GRAPHS = [
    ('step', [('        self.seen = []\n', '        self.seen = set()\n'), ('                self.seen.append(other)', '                self.seen.add(other)'), ('        self.seen.append(start)', '        self.seen.add(start)')],
     '    g = grid(34)\n    Walker(g).run((0, 0))\n'),
    ('drain', [('    jobs = list(jobs)\n', '    jobs = collections.deque(jobs)\n'), ('        del jobs[0]', '        jobs.popleft()')], '    drain(range(60000))\n'),
    ('history', [('    items = []\n    for j in jobs:\n        items.insert(0, j)', '    items = collections.deque()\n    for j in jobs:\n        items.appendleft(j)')], '    history(range(12000))\n'),
    ('flatten', [('    return reduce(operator.add, rows, [])', '    return [one for row in rows for one in row]')], '    flatten([[i, i + 1, i + 2] for i in range(1800)])\n'),
    ('flatten2', [('    return sum((r for r in rows), [])', '    return [one for row in rows for one in row]')], '    flatten2([[i, i + 1, i + 2] for i in range(1800)])\n'),
    ('explore', [('        b = cp.deepcopy(board)', '        b = Board(0)\n        b.cells = [row[:] for row in board.cells]')], '    explore(Board(6), 500)\n'),
    ('snapshot', [('    return dc(state)', '    return {"a": [*state["a"][:2], dict(state["a"][2])], "c": state["c"]}')],
     '    state = {"a": [1, 2, {"b": 3}], "c": "x"}\n    for _ in range(1200):\n        snapshot(state)\n'),
    ('ranking', [('    items.sort(key=by(compare))', '    items.sort(key=lambda a: (a[1], a[0]))')], '    ranking([("k%d" % i, i * 7 % 101) for i in range(3000)])\n'),
    ('descending', [('    return sorted(values, key=KEY)', '    return sorted(values, reverse=True)')], '    descending(list(range(4000)) + list(range(500)))\n'),
]

FIGURES = [
    ('fib', [('def fib(n):', '@lru_cache(None)\ndef fib(n):')], '    fib(19)\n'),
    ('lev', [('def lev(a, b):', '@lru_cache(None)\ndef lev(a, b):')], '    lev("kittens", "sitting")\n'),
    ('best', [('    def best(self, i, j):', '    @lru_cache(None)\n    def best(self, i, j):')], '    Paths([[i * j % 7 for j in range(8)] for i in range(8)]).best(7, 7)\n', 'lru-cache'),
    ('square', [('square(x) + square(y)', 'x * x + y * y')], '    norm([(i, i + 1) for i in range(60000)])\n'),
    ('has_factor', [('any([n % d == 0 for d in range(2, int(n ** 0.5) + 1)])', 'any(n % d == 0 for d in range(2, int(n ** 0.5) + 1))')], '    sum(has_factor(n) for n in range(2, 6000))\n'),
    ('valid', [('all([is_ok(x) for x in batch])', 'all(is_ok(x) for x in batch)')], '    sum(valid(range(b, b + 900)) for b in range(0, 40000, 900))\n'),
    ('median_stream', [('        seen.append(v)\n        seen = sorted(seen)', '        bisect.insort(seen, v)')], '    median_stream([(i * 7919) % 10007 for i in range(1500)])\n'),
    ('keep', [('    data = []\n    for i in range(n):\n        data = [i] + data  # PLANT list-plus\n    return data', '    data = []\n    for i in range(n):\n        data.append(i)\n    data.reverse()\n    return data')], '    keep(4000)\n'),
    ('extend', [('    t = ()\n', '    t = []\n'), ('        t += (i,)  # PLANT list-plus\n    return t', '        t.append(i)\n    return tuple(t)')], '    extend(4000)\n'),
]

SERVICE_START = '    with open(PATH, "w") as f:\n        json.dump({"limit": 3}, f)\n    s = Service(SCHEMA)\n'
OFFERS = '    offers = [{"price": i * 7919 % 1013} for i in range(2500)]\n'
SERVICE = [
    ('fields', [('        return loads(self.schema)["fields"]', '        return self.decoded["fields"]'), ('        self.schema = schema\n', '        self.schema = schema\n        self.decoded = loads(schema)\n')],
     SERVICE_START + '    for i in range(1200):\n        s.fields()\n'),
    ('blank', [('copy.deepcopy(self.template)', '{"meta": {"tags": ["x", "y"], "owner": {"id": 1}}, "items": []}')], SERVICE_START + '    for i in range(1200):\n        s.blank(i)\n'),
    ('when', [('DT.strptime(text, "%d.%m.%Y %H:%M")', 'DT(int(text[6:10]), int(text[3:5]), int(text[:2]), int(text[11:13]), int(text[14:16]))')],
     SERVICE_START + '    for i in range(1200):\n        s.when("%02d.%02d.2024 10:%02d" % (1 + i % 28, 1 + i % 12, i % 60))\n'),
    ('trace', [('L.debug("item {0!r} of {1}".format(self.template, n))', 'L.debug("item %r of %s", self.template, n)')], SERVICE_START + '    for i in range(9000):\n        s.trace(i)\n'),
    ('trace2', [('L.info("state: " + str(self.template) + " at " + str(n))', 'L.info("state: %s at %s", self.template, n)')], SERVICE_START + '    for i in range(9000):\n        s.trace2(i)\n'),
    ('settings', [('def settings():\n', '@ft.lru_cache(None)\ndef settings():\n')], SERVICE_START + '    sum(limit_of(i) for i in range(500))\n'),
    ('append_all', [('    i = 0\n    while', '    i = 0\n    f = open(PATH + ".log", "a")\n    while'), ('        f = open(PATH + ".log", "a")  # PLANT open-in-loop\n', ''), ('        f.close()\n        i += 1\n', '        i += 1\n    f.close()\n')],
     SERVICE_START + '    append_all(list(range(800)))\n'),
    ('best_offers', [('    offers.sort(key=cmp_to_key(cmp))', '    offers.sort(key=lambda o: o["price"])')], OFFERS + '    best_offers(list(offers))\n'),
    ('cheapest', [('sorted(offers, key=lambda o: o["price"])[0]', 'min(offers, key=lambda o: o["price"])')], OFFERS + '    for _ in range(25):\n        cheapest(offers)\n'),
    ('worst', [('    ranked = sorted(offers, key=lambda o: o["price"], reverse=True)\n    return ranked[0]', '    return max(offers, key=lambda o: o["price"])')], OFFERS + '    for _ in range(25):\n        worst(offers)\n'),
    ('top5', [('sorted(scores, reverse=True)[:5]', 'heapq.nlargest(5, scores)')], OFFERS + '    for _ in range(60):\n        top5([o["price"] for o in offers])\n'),
    ('add', [('        self.events.append(t)\n        self.events = sorted(self.events)', '        import bisect\n        bisect.insort(self.events, t)')], '    t = Timeline()\n    for i in range(1800):\n        t.add(i * 7919 % 1013)\n'),
    ('stream_percentiles', [('        window.append(v)\n        window.sort()', '        import bisect\n        bisect.insort(window, v)')], '    stream_percentiles([i * 7919 % 1013 for i in range(1800)])\n'),
    ('change', [('def change(n, coins):', '@ft.lru_cache(None)\ndef change(n, coins):')], '    change(60, (25, 10, 5, 2, 1))\n'),
    ('steps', [('def steps(n):', '@ft.lru_cache(None)\ndef steps(n):')], '    steps(15)\n'),
    ('any_bad', [('any([r % 97 == 13 and r > 5 for r in rows])', 'any(r % 97 == 13 and r > 5 for r in rows)')], '    sum(any_bad(range(i, i + 300)) for i in range(250))\n'),
    ('parse_ints', [('        try:\n            v = int(c)  # PLANT exc-flow\n        except ValueError:\n            v = None', '        v = int(c) if c.isdigit() else None')], '    parse_ints(["12", "x", "", "7.5"] * 8000)\n'),
    ('get', [('        try:\n            return self.d[k]  # PLANT exc-flow\n        except KeyError:\n            self.miss += 1\n            return -1', '        if k in self.d:\n            return self.d[k]\n        self.miss += 1\n        return -1')],
     '    c = Cache()\n    for i in range(30000):\n        c.get(i)\n'),
    ('attr_name', [('        try:\n            n += len(o.name)  # PLANT exc-flow\n        except AttributeError:\n            n += 1', '        n += len(o.name) if hasattr(o, "name") else 1')], '    attr_name([1, "x", 3.5] * 10000)\n'),
    ('scale', [('s += scale(v)', 's += v * 3 - 1')], '    total(range(150000))\n'),
    ('dot', [('s += a.dot(v)', 's += a.x * v.x + a.y * v.y')], '    dots([Vec(i, i + 1) for i in range(4000)])\n'),
]

RECORDS_START = '    with open(CONF_PATH, "w") as f:\n        json.dump({"limit": 100}, f)\n'
RECORDS = [
    ('__init__', [('dt.datetime.strptime(day, "%Y-%m-%d")', 'dt.datetime.fromisoformat(day)')], '    load_rows()\n', 'strptime'),
    ('parse_clock', [('[time.strptime(t, "%H:%M") for t in texts]', '[(1900, 1, 1, int(t[:2]), int(t[3:]), 0, 0, 1, -1) for t in texts]')], '    parse_clock(["%02d:%02d" % (i % 24, i % 60) for i in range(1500)])\n'),
    ('price', [('    conf = json.loads(CONFIG)', '    conf = DECODED'), ('def price(row):', 'DECODED = json.loads(CONFIG)\n\n\ndef price(row):')], '    rows = load_rows()\n    sum(price(r) for r in rows[:1500])\n'),
    ('headers', [('    out = []\n    for r in rows:\n        base = json.loads(template)', '    out = []\n    once = json.loads(template)\n    for r in rows:\n        base = dict(once)')], '    rows = load_rows()\n    headers(rows[:1500], CONFIG)\n'),
    ('note', [('        self.path = path\n\n    def note', '        self.path = path\n        self.file = path.open("a")\n\n    def note'), ('        with self.path.open("a") as f:  # PLANT open-in-loop\n            f.write(text + "\\n")', '        self.file.write(text + "\\n")')],
     '    rows = load_rows()\n    a = Audit(OUT)\n    for r in rows[:700]:\n        a.note(r.tag)\n'),
    ('handle', [('self.logger.debug("row %s of %s" % (row.n, [row.tag] * 20))', 'self.logger.debug("row %s of %s", row.n, row.tag)')], '    rows = load_rows()\n    w = Worker()\n    for _ in range(3):\n        for r in rows:\n            w.handle(r)\n'),
    ('handle2', [('self.logger.info("day {} tag {}".format(row.day, row.tag))', 'self.logger.info("day %s tag %s", row.day, row.tag)')], '    rows = load_rows()\n    w = Worker()\n    for _ in range(3):\n        for r in rows:\n            w.handle2(r)\n'),
    ('to_int', [('    try:\n        return int(s)\n    except ValueError:  # PLANT-FUNC exc-flow\n        return 0', '    return int(s) if s.isdigit() else 0')], '    sum(to_int(x) for x in ["12", "x", "n/a", ""] * 8000)\n'),
    ('lookup', [('        try:\n            hits += table[k]  # PLANT exc-flow\n        except KeyError:\n            missing.append(k)', '        if k in table:\n            hits += table[k]\n        else:\n            missing.append(k)')], '    lookup(list(range(40000)), {i: 1 for i in range(0, 40000, 2)})\n'),
]

ADVICE = [
    ('wrap', [("            self.text = '<' + self.text + '>'", "            self.n = getattr(self, 'n', 0) + 1\n        self.text = '<' * self.n + self.text + '>' * self.n")], "    Page().wrap(range(20000))\n"),
    ('inside', [("        for row in rows:\n            self.text = f'{self.text}, {row}'", "        self.text += ''.join([f', {row}' for row in rows])")], "    Page().inside(range(20000))\n"),
    ('choose', [("        for row in rows:\n            self.text = self.text + ('a' if row else 'b') + 'c'", "        self.text += ''.join([('a' if row else 'b') + 'c' for row in rows])")], "    Page().choose(range(20000))\n"),
    ('match_flags', [("def match_flags(lines):\n    return sum(1 for line in lines if re.match(r'[a-z]+', line, re.I))", "def match_flags(lines):\n    word = re.compile(r'[a-z]+', re.I)\n    return sum(1 for line in lines if word.match(line))")], "    match_flags(['abc'] * 30000)\n"),
    ('compile_flags', [("    found = 0\n    for line in lines:\n        pattern = re.compile(r'X+', re.I)", "    found = 0\n    pattern = re.compile(r'X+', re.I)\n    for line in lines:")], "    compile_flags(['abc'] * 30000)\n"),
    ('count_known', [('    rows = list(range(n))\n', '    rows = set(range(n))\n')], '    count_known(2500)\n'),
    ('grow_tuple', [('    items = ()\n    for i in range(n):\n        items = items + (i,)\n    return items', '    items = []\n    for i in range(n):\n        items.append(i)\n    return tuple(items)')], '    grow_tuple(8000)\n'),
    ('add_up', [('        rows = sum(lists, head)', '        rows = head + [one for row in lists for one in row]')], '    add_up([[i] * 3 for i in range(400)], 100)\n'),
]

SHAPES = [
    ('is_known', [('    ALL = [str(number) for number in range(1500)]', '    ALL = {str(number) for number in range(1500)}')], None),
    ('ways', [('def ways(rows, columns):', 'import functools\n\n\n@functools.lru_cache(None)\ndef ways(rows, columns):')], None),
]


def small(rule, function, *edits):
    """The program of a rule's fixture: all of it is timed."""
    return 'fixtures/hints/%s/bad.py' % rule, [(function, list(edits), None)]


PROGRAMS = dict([
    ('fixtures/hint-programs/growth.py', GROWTH),
    ('fixtures/hint-programs/texts.py', TEXTS),
    ('fixtures/hint-programs/graphs.py', GRAPHS),
    ('fixtures/hint-programs/figures.py', FIGURES),
    ('fixtures/hint-programs/service.py', SERVICE),
    ('fixtures/hint-programs/records.py', RECORDS),
    ('fixtures/hint-programs/shapes.py', SHAPES),
    ('fixtures/hint-advice/advice.py', ADVICE),
    small('bytes-concat', 'pack_all', ("    packet = b''", '    packet = bytearray()')),
    small('call-overhead', 'clamp', ('total = clamp(total + value)', 'total = (total + value) & 255')),
    small('deepcopy', 'job_settings', ('copy.deepcopy(DEFAULTS)', "{'retries': 3, 'tags': ['a', 'b'], 'limits': {'cpu': 2, 'memory': 512}}")),
    small('exc-flow', 'to_number', ('    try:\n        return int(text)\n    except ValueError:\n        return None', '    return int(text) if text.isdigit() else None')),
    small('gen-any', 'is_composite', ('any([number % divisor == 0 for divisor in range(2, number)])', 'any(number % divisor == 0 for divisor in range(2, number))')),
    small('in-list', 'unique_words', ('    seen = []\n', '    seen = {}\n'), ('seen.append(word)', 'seen[word] = None'), ('    return seen\n', '    return list(seen)\n')),
    small('io-readall', 'count_errors', ('in log.readlines():', 'in log:')),
    small('json-hoist', 'price', ("def price(zone, weight):\n    rates = json.loads(RATES)['rates']", "DECODED = json.loads(RATES)['rates']\n\n\ndef price(zone, weight):\n    rates = DECODED")),
    small('list-insert0', 'record', ('self.events.insert(0, event)', 'self.events.append(event)'), ('self.events[:count]', 'self.events[-count:][::-1]')),
    small('list-plus', 'unfold', ('        values = values + [value]', '        values.append(value)')),
    small('list-pop0', 'breadth_first', ('    queue = [root]\n    order', '    from collections import deque\n    queue = deque([root])\n    order'), ('queue.pop(0)', 'queue.popleft()')),
    small('log-fstring', 'process', ("log.debug(f'processing {job} with {len(job)} fields: {sorted(job.items())!r}')", "log.debug('processing %s', job)")),
    small('lru-cache', 'ways', ('def ways(', 'import functools\n\n\n@functools.lru_cache(None)\ndef ways(')),
    small('open-in-loop', 'save_all', ("    for record in records:\n        with open(path, 'a') as output:", "    with open(path, 'a') as output:\n        for record in records:")),
    ('fixtures/hints/re-compile/bad.py', [
        ('parse_line', [("    pattern = re.compile(r'(\\w+)=(\\d+)')\n    match = pattern.search(line)", '    match = PAIR.search(line)'), ('def parse_line', "PAIR = re.compile(r'(\\w+)=(\\d+)')\n\n\ndef parse_line")], None),
        ('clean', [("re.sub(r'\\s+', ' ', line)", "BLANKS.sub(' ', line)"), ('def clean', "BLANKS = re.compile(r'\\s+')\n\n\ndef clean")], None),
    ]),
    small('sort-cmp', 'ranking', ('key=functools.cmp_to_key(by_size_then_name)', 'key=lambda file: (file[1], file[0])')),
    small('sort-in-loop', 'submit', ('        self.scores.append(score)\n        self.scores.sort()', '        import bisect\n        bisect.insort(self.scores, score)')),
    ('fixtures/hints/sorted0/bad.py', [
        ('nearest', [('sorted(points, key=lambda point: (point[0] - x) ** 2 + (point[1] - y) ** 2)[0]', 'min(points, key=lambda point: (point[0] - x) ** 2 + (point[1] - y) ** 2)')], None),
        ('lowest', [('sorted(points)[:5]', '__import__("heapq").nsmallest(5, points)')], None),
    ]),
    ('fixtures/hints/str-concat-quad/bad.py', [
        ('add_row', [("        self.text = ''\n        self.title", "        self.text = []\n        self.title"), ("self.text += '%d;%s;%d\\n' % (number, name, len(name))", "self.text.append('%d;%s;%d\\n' % (number, name, len(name)))"), ('        return self.text', "        return ''.join(self.text)")], None),
        ('export', [("    text = ''\n", '    text = []\n'), ("text = text + name.upper() + ';'", "text.append(name.upper() + ';')"), ('    return text\n', "    return ''.join(text)\n")], None),
    ]),
    small('strptime', 'parse_times', ("datetime.strptime(text, '%Y-%m-%d %H:%M:%S')", 'datetime.fromisoformat(text)')),
    small('sum-lists', 'grow', ('set(sum([neighbours(cell) for cell in cells], []))', 'set([one for cell in cells for one in neighbours(cell)])')),
])
