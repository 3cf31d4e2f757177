import { describe, expect, test } from 'vitest';
import { sitesIn } from '../../program-code.ts';

function rowsWith(step: string): string {
  return `def rename(rows, pairs):
    for old, new in pairs:
        for row in rows:
            if row['name'] == old:
                ${step}
`;
}

describe('a search by a key of rows', () => {
  test('is none for a dict where the search itself sets that key', () => {
    expect(sitesIn('list-scan', rowsWith("row['name'] = new"))).toEqual([]);
  });

  test('is one where it sets another', () => {
    expect(sitesIn('list-scan', rowsWith("row['label'] = new"))).toHaveLength(1);
  });
});

function orderOf(more: string): string {
  return `class Customer:
    def __init__(self, number):
        self.number = number
class Ticket:
    def __init__(self):
        self.number = 0
    def count(self):
        self.number += 1
${more}
class Shop:
    def __init__(self):
        self.customers = []
        for number in range(900):
            self.customers.append(Customer(number))
    def customer(self, number):
        for customer in self.customers:
            if customer.number == number:
                return customer
def main(shop):
    for number in range(900):
        shop.customer(number)
        Ticket().count()
main(Shop())
`;
}

describe('a search by an attribute', () => {
  test('is not told to follow what another class sets of its own objects', () => {
    expect(sitesIn('list-scan', orderOf('')).map(({ setters }) => setters ?? [])).toEqual([[]]);
  });

  test('is told to where it may be set of the items', () => {
    const more = 'def renumber(customer):\n    customer.number = 3';
    const sites = sitesIn('list-scan', orderOf(more));
    expect(sites.flatMap(({ setters = [] }) => setters)).toHaveLength(1);
    expect(sites.map(({ fix }) => fix?.text)).toEqual([expect.stringContaining('in another order than here')]);
  });
});

/** Where a search among tuples is told to follow the setting of an attribute by another class. */
function settersAmong(fields: string, filled: string): readonly number[] {
  const program = `from collections import namedtuple
Job = namedtuple('Job', ${fields})
class Machine:
    def __init__(self):
        self.family = None
    def run(self, job):
        self.family = job.family
def make(count, rng):
    jobs = []
    for number in range(count):
        jobs.append(${filled})
    return jobs
class Plan:
    def __init__(self, jobs):
        self.jobs = jobs
    def tardy(self):
        return [(job, 7 - job.due) for job in self.jobs if job.due < 7]
    def of(self, families):
        found = []
        for family in families:
            found.append([late for job, late in self.tardy() if job.family == family])
        return found
def main(rng, machine):
    plan = Plan(make(900, rng))
    for job in plan.jobs:
        machine.run(job)
    plan.of(range(7))
`;
  return sitesIn('list-scan', program).map(({ setters = [] }) => setters.length);
}

describe('named tuples', () => {
  test.each(["'number due family'", "['number', 'due', 'family']"])('have no attribute that is set: %s', (fields) => {
    expect(settersAmong(fields, 'Job(number, rng.randint(1, 9), number % 7)')).toEqual([0]);
  });

  test.each([
    ["'number due family'", 'Machine()'],
    ["'number due family'", 'Job(number, Machine(), number % 7)'],
    ["'number due family'", 'Job._make(rng)'],
  ])('of %s, and %s beside, may hold what has', (fields, filled) => {
    expect(settersAmong(fields, filled)).toEqual([1]);
  });
});
