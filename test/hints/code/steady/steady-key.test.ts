import { describe, expect, test } from 'vitest';
import { isOrderSure } from '../../../../src/hints/code/steady/steady-key.ts';
import { frameIn, ruleNamed } from '../../program-code.ts';

/** Of the sorts in `order` that are of one list again: whether what decides on their order is in sight. */
function sureIn(rule: string, source: string): readonly boolean[] {
  return ruleNamed(rule)
    .match(frameIn(source, 'order'))
    .map(({ code }) => isOrderSure(code));
}

function ranked(step: string): string {
  return `import shelf
def order(names, marks):
    return sorted(names, key=lambda name: (-marks[name][0], name)).index(names[0])
def main(names):
    table = {name: [0, 0] for name in names}
    rows = list(table.values())
    found = 0
    for number in range(400):
        ${step}
        found += order(names, table)
    return found
main(['a'])
`;
}

describe('a sort by a table', () => {
  test.each(['rows[number % 300][0] += 2', 'for row in rows: row[0] = 3', 'rows[3].append(2)'])(
    'is not the same each time where the table of its key changes by another name: %s',
    (step) => {
      expect(sureIn('sort-in-loop', ranked(step))).toEqual([]);
    },
  );

  test('may be another where a call that is not in the file has the table', () => {
    expect(sureIn('sort-in-loop', ranked('shelf.keep(table)'))).toEqual([false]);
  });

  test('is the same where nothing changes the table', () => {
    expect(sureIn('sort-in-loop', ranked('found += 1'))).toEqual([true]);
  });
});

function queue(sort: string, more: string): string {
  return `import operator
class Job:
    def __init__(self, cost):
        self.cost = cost
        self.parts = [cost]
def height(row):
    return row[1]
class Queue:
    def __init__(self):
        self.jobs = []
        self.ranks = {}
    def height(self, row):
        return self.ranks[row]
    def order(self, job):
        self.jobs.append(job)
        ${sort}
        return self.jobs[0]
${more}
def run(queue, jobs):
    return [queue.order(job) for job in jobs]
run(Queue(), [])
`;
}

describe('an order', () => {
  test.each([
    'self.jobs.sort()',
    'self.jobs.sort(key=lambda job: job.cost)',
    'self.jobs.sort(key=lambda job: len(job.parts))',
    'self.jobs.sort(key=lambda job: job[1])',
    "self.jobs.sort(key=operator.itemgetter('cost'))",
    'self.jobs.sort(key=height)',
    'self.jobs.sort(key=lambda job: height(job))',
    'self.jobs.sort(key=self.height)',
  ])('is sure by %s', (sort) => {
    expect(sureIn('sort-in-loop', queue(sort, ''))).toEqual([true]);
  });

  test.each([
    [
      'self.jobs.sort()',
      'class Bid:\n    def __lt__(self, other):\n        return self.left < other.left\n    def sell(self):\n        self.left -= 1',
    ],
    [
      'self.jobs.sort(key=lambda job: job.cost)',
      'def put(job, names):\n    for name in names:\n        setattr(job, name, 1)',
    ],
    ["self.jobs.sort(key=lambda job: job['cost'])", "def put(job):\n    job['cost'] = 1"],
    ["self.jobs.sort(key=operator.itemgetter('cost'))", "def put(job):\n    job['cost'] = 1"],
    ['self.jobs.sort(key=self.height)', 'def put(queue, row):\n    queue.ranks[row] = 1'],
    ['self.jobs.sort(key=lambda job: self.height(job))', 'def put(queue, row):\n    queue.ranks[row] = 1'],
    ['self.jobs.sort(key=lambda job: limits.of(job))', 'import limits'],
    ['self.jobs.sort(key=lambda job: len(job.parts))', 'def put(job):\n    job.parts.append(1)'],
    ['self.jobs.sort(key=lambda job: len(job.parts))', 'def put(job):\n    parts = job.parts\n    parts[0:1] = []'],
    [
      'self.jobs.sort(key=lambda job: len(job.parts))',
      "KEPT = {}\ndef keep(job):\n    KEPT['it'] = job.parts\ndef put():\n    KEPT['it'].append(1)",
    ],
  ])('is not by %s where the file has %s', (sort, more) => {
    expect(sureIn('sort-in-loop', queue(sort, more))).not.toContain(true);
  });
});

/** Jobs in a queue, sorted by what alerts have too. */
function besideAlerts(
  step: string,
  { add = 'self.jobs.append(job)', more = '', key = 'lambda job: job.cost' } = {},
): string {
  return `class Job:
    def __init__(self, cost):
        self.cost = cost
    def bump(self):
        pass
class Urgent(Job):
    def grow(self):
        self.cost += 1
class Alert:
    def __init__(self):
        self.cost = 0
    def grow(self):
        self.cost += 1
def cost_of(job):
    return job.cost
class Queue:
    def __init__(self):
        self.jobs = []
        self.alerts = []
    def add(self, job):
        ${add}
    def order(self):
        self.jobs.sort(key=${key})
        return self.jobs[0]
${more}
def main():
    queue = Queue()
    for number in range(900):
        queue.add(Job(number))
    for number in range(900):
        queue.order()
        alert = Alert()
        queue.alerts.append(alert)
        alert.grow()
        ${step}
main()
`;
}

describe('what another class sets of its own objects', () => {
  test.each([
    ['by a lambda', {}],
    ['by a function', { key: 'cost_of' }],
    ['where items come at once', { add: 'self.jobs.extend([job])' }],
  ])('is no change of an order %s', (_, forms) => {
    expect(sureIn('sort-in-loop', besideAlerts('pass', forms))).toEqual([true]);
  });

  const change = 'def change(thing):\n    thing.cost = 3';
  test.each([
    ['one of them is among the items', 'mine = queue.jobs; mine.append(alert)', ''],
    ['one of them is put in by a function', 'put(queue.jobs, alert)', 'def put(out, thing):\n    out.append(thing)'],
    ['one of them takes the place of an item', 'queue.jobs[3] = alert', ''],
    ['a subclass sets it of items', 'queue.add(Urgent(3))', ''],
    ['a loop sets it of both', 'for thing in [alert] + queue.jobs: thing.cost = 3', ''],
    ['a function sets it of both', 'change(alert); change(queue.jobs[4])', change],
    ['a function is handed on that sets it', 'change(alert); list(map(change, queue.jobs))', change],
    ['a method of the other class is called with one of them', 'Alert.grow(queue.jobs[3])', ''],
    ['its append is handed on', 'fill(queue.jobs.append, alert)', 'def fill(put, thing):\n    put(thing)'],
    ['a method is taken from the other class', 'grow = Alert.grow; grow(queue.jobs[3])', ''],
    ['a name is told by setattr', "setattr(queue.jobs[3], 'cost', 3)", ''],
    ['items come from elsewhere', 'queue.add(job)', 'from shelf import job'],
  ])('is one where %s', (_, step, more) => {
    expect(sureIn('sort-in-loop', besideAlerts(step, { more }))).toEqual([]);
  });
});

test('what is annotated by a protocol may be of any class', () => {
  const queue = (base: string): string => `from typing import Protocol
class HasCost(${base}):
    def __init__(self, cost):
        self.cost = cost
class Alert:
    def __init__(self):
        self.cost = 0
    def grow(self):
        self.cost += 1
class Queue:
    def __init__(self, jobs: list[HasCost]):
        self.jobs = jobs
    def order(self):
        self.jobs.sort(key=lambda job: job.cost)
        return self.jobs[0]
`;
  expect([sureIn('sort-in-loop', queue('Thing')), sureIn('sort-in-loop', queue('Protocol'))]).toEqual([[true], []]);
});

test('an order by a property is not sure where what the property reads is set', () => {
  const queue = (step: string): string => `class Job:
    def __init__(self, waits):
        self.waits = waits
    @property
    def cost(self):
        return self.waits * 2
def order(jobs):
    jobs.sort(key=lambda job: job.cost)
    return jobs[0]
def main(jobs):
    for number in range(900):
        order(jobs)
        ${step}
jobs = [Job(number) for number in range(30)]
main(jobs)
`;
  expect(sureIn('sort-in-loop', queue('pass'))).toEqual([true]);
  expect(sureIn('sort-in-loop', queue('jobs[3].waits = 4'))).not.toContain(true);
});

/** What is advised for the best of a list that is asked for again and again by such a key. */
function advised(definition: string, key: string, step: string): string | undefined {
  const program = `from operator import attrgetter
class Player:
    def __init__(self, points):
        self.points = points
class Table:
    ${definition}
    def __init__(self):
        self.players = []
        self.best = []
    def round(self):
        for number in range(99):
            self.players.append(Player(number))
            ${step}
            self.best.append(max(self.players, key=${key}))
by_points = attrgetter('points')
`;
  return ruleNamed('aggregate-in-loop').match(frameIn(program, 'round'))[0]?.fix?.text ?? 'usual';
}

describe('a key that has a name', () => {
  test.each([
    ['a name of the module', 'limit = 3', 'by_points'],
    ['an attribute of the class', "standing = attrgetter('points')", 'self.standing'],
    ['a method', 'def standing(self, player): return player.points', 'self.standing'],
    ['no name', 'limit = 3', "attrgetter('points')"],
  ])('asks for what changes meanwhile: %s', (_, definition, key) => {
    expect(advised(definition, key, 'for player in self.players: player.points += 1')).toMatch(/^Its key changes/);
    expect(advised(definition, key, 'pass')).toBe('usual');
  });
});

describe('a key that is given', () => {
  const table = (given: string): string => `class Player:
    def __init__(self, points):
        self.points = points
class Table:
    def __init__(self, players, key):
        self.players = players
        self.key = key
        self.best = []
    def round(self):
        for number in range(99):
            self.players.append(Player(number))
            for player in self.players: player.points += 1
            self.best.append(max(self.players, key=self.key))
${given}
`;
  const fixes = (given: string) =>
    ruleNamed('aggregate-in-loop')
      .match(frameIn(table(given), 'round'))
      .map(({ fix }) => fix?.text);

  test('is looked at where it comes from', () => {
    expect(fixes('Table([], lambda player: player.points)')).toEqual([expect.stringMatching(/^Its key changes/)]);
    expect(fixes('Table([], lambda player: player.name)')).toEqual([undefined]);
  });

  test('is not known where nobody is seen to give it', () => {
    expect(fixes('def make(key): return Table([], key)')).toEqual([]);
    expect(fixes('')).toEqual([]);
  });
});
