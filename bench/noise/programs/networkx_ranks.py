"""Ranks and shortest paths of a random graph; most of the time is the import (needs networkx): 0.3 s."""
import networkx

from planted import crunch


def ranks(graph):
    return sorted(networkx.betweenness_centrality(graph, k=12, seed=1).values())


def reach(graph):
    return [len(networkx.single_source_shortest_path_length(graph, node)) for node in list(graph)[:20]]


def main():
    graph = networkx.gnm_random_graph(300, 900, seed=1)
    for _ in range(4):
        ranks(graph)
        reach(graph)
        crunch(95000)


main()
