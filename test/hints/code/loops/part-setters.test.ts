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
    expect(sitesIn('list-scan', orderOf(more)).flatMap(({ setters = [] }) => setters)).toHaveLength(1);
  });
});
