"""Which nodes of a graph reach each other."""

from collections.abc import Callable, Iterable, Iterator, Mapping


def strongly_connected(graph: Mapping[str, Iterable[str]]) -> Iterator[list[str]]:
    """The strongly connected components of ``graph`` (each node's successors, all of them nodes),
    in time proportional to its size, without recursion.

    R. Tarjan, Depth-first search and linear graph algorithms, SIAM J. Comput. 1 (1972).
    """
    index: dict[str, int] = {}
    lowest: dict[str, int] = {}
    path: list[str] = []
    on_path: set[str] = set()
    for root in graph:
        if root in index:
            continue
        visiting = [(root, iter(graph[root]))]
        while visiting:
            node, successors = visiting[-1]
            if node not in index:
                index[node] = lowest[node] = len(index)
                path.append(node)
                on_path.add(node)
            for successor in successors:
                if successor not in index:
                    visiting.append((successor, iter(graph[successor])))
                    break
                if successor in on_path:
                    lowest[node] = min(lowest[node], index[successor])
            else:
                visiting.pop()
                if visiting:
                    parent = visiting[-1][0]
                    lowest[parent] = min(lowest[parent], lowest[node])
                if lowest[node] == index[node]:
                    component: list[str] = []
                    while not component or component[-1] != node:
                        component.append(path.pop())
                    on_path.difference_update(component)
                    yield component


def reachable(start: Iterable[str], successors: Callable[[str], Iterable[str]]) -> set[str]:
    """The nodes of ``start``, and all that they lead to."""
    pending = list(start)
    reached: set[str] = set()
    while pending:
        node = pending.pop()
        if node not in reached:
            reached.add(node)
            pending += successors(node)
    return reached
