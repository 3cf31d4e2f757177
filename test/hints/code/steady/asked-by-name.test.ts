import { expect, test } from 'vitest';
import { changersOfReads } from '../../../../src/hints/code/steady/fixed-function.ts';
import { frameIn } from '../../program-code.ts';

/** Who changes what `fee` reads of the routes of a network, where a day does something with one of them. */
function changersOf(read: string, step: string): readonly string[] | undefined {
  const source = `class Route:
    def __init__(self, price, stops):
        self.price = price
        self.stops = stops
        self.log = []
    def cost(self):
        return self.price + sum(self.stops)
    @property
    def halts(self):
        return self.stops
class Network:
    def __init__(self):
        self.routes = {}
    def put(self, name, route):
        self.routes[name] = route
    def fee(self, name):
        ${read}
def day(network, name):
    ${step}
`;
  return changersOfReads(frameIn(source, 'fee'))?.map(({ scope }) => scope.name);
}

const LOGGED = 'network.routes[name].log.append(1)';

test.each([
  'return self.routes[name].price',
  'route = self.routes[name]; return route.price + route.cost()',
  'return sum(route.price for route in self.routes.values())',
  'return self.routes.get(name).price',
])('what is asked for by its name is not changed with something else of its object: %s', (read) => {
  expect(changersOf(read, LOGGED)).toEqual(['put']);
});

test.each([
  'return str(self.routes[name])',
  'route = self.routes[name]; return route.price + len(repr(route))',
  'return sorted(self.routes.values())[0].price',
  'return self.routes[name].log[0]',
])('it may be where the object is taken as a whole, or that is asked for too: %s', (read) => {
  expect(changersOf(read, LOGGED)).toContain('day');
});

test.each([
  'network.routes[name].stops.append(1)',
  'network.routes[name].halts.append(1)',
  'network.routes[name].price = 3',
  'network.routes.pop(name)',
  'network.routes[name] = None',
])('it is changed by its own name, by a property, or with the whole object: %s', (step) => {
  expect(changersOf('route = self.routes[name]; return route.cost()', step)).toContain('day');
});
