"""The registers that an expression of n levels needs: each part asked for twice, against once."""
N = 8


class Node:
    def __init__(self, left, right):
        self.left = left
        self.right = right


def tree(levels):
    return None if levels == 0 else Node(tree(levels - 1), tree(levels - 1))


TREE = tree(N)


def twice(node):
    if node is None:
        return 1
    if twice(node.left) == twice(node.right):
        return twice(node.left) + 1
    return max(twice(node.left), twice(node.right))


def once(node):
    if node is None:
        return 1
    left, right = once(node.left), once(node.right)
    return left + 1 if left == right else max(left, right)


def before(n):
    return twice(TREE)


def after(n):
    return once(TREE)
