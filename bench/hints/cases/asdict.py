"""Dicts of dataclasses: asdict, against one that is written out."""
from dataclasses import asdict, dataclass

N = 5_000


@dataclass
class Order:
    number: int
    city: str
    price: float


ORDERS = [Order(number, 'city %d' % (number % 90), number * 1.5) for number in range(N)]


def before(n):
    return [asdict(order) for order in ORDERS[:n]]


def after(n):
    return [{'number': order.number, 'city': order.city, 'price': order.price} for order in ORDERS[:n]]
