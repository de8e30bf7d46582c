"""Reads the order of a package from its source: rooms, floors, names, sizes, and who tests what.

Each function returns complaints, a line each, and none when all is well. Nothing is imported.
"""

import ast
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from statistics import median

FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Module:
    """A module of a package, by its name without that of the package: `page.links`."""

    name: str
    path: Path
    package: str

    @property
    def room(self) -> str:
        """The room that it lies in; a module at the top is a room by itself."""
        return self.name.partition(".")[0]

    @property
    def basename(self) -> str:
        return self.name.rpartition(".")[2]

    @property
    def is_face(self) -> bool:
        """Whether it is the `__init__.py` of a room."""
        return self.path.name == "__init__.py"

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.path.read_text(encoding="utf-8"))

    @property
    def length(self) -> int:
        return len(self.path.read_text(encoding="utf-8").splitlines())


@dataclass(frozen=True)
class House:
    """A package in its folder."""

    folder: Path

    @cached_property
    def modules(self) -> dict[str, Module]:
        """Name -> module, the package itself left out."""
        found = {}
        for path in sorted(self.folder.rglob("*.py")):
            parts = path.relative_to(self.folder).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found[name] = Module(name, path, self.folder.name)
        found.pop("", None)
        return found

    @cached_property
    def imports(self) -> dict[str, set[str]]:
        """Module -> the modules of the package that it imports, wherever in its source."""
        return {
            name: {found for found in imported(module.tree, self, name) if found != name}
            for name, module in self.modules.items()
        }

    def named_by(self, tree: ast.AST) -> set[str]:
        """The modules of the package that the source of a test imports."""
        return set(imported(tree, self))


def imported(tree: ast.AST, house: House, importer: str = "") -> Iterator[str]:
    """Yield the modules of *house* that a source imports, also in functions and for types only."""
    package = house.folder.name
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            start = absolute(node, package, importer, house)
            names = [f"{start}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            if name.startswith(f"{package}."):
                yield from nearest(name.removeprefix(f"{package}."), house)


def absolute(node: ast.ImportFrom, package: str, importer: str, house: House) -> str:
    """The name of the module after `from`."""
    if not node.level:
        return node.module or ""
    is_face = importer in house.modules and house.modules[importer].is_face
    parts = [package, *importer.split(".")]
    base = parts[: len(parts) - node.level + is_face]
    return ".".join([*base, *([node.module] if node.module else [])])


def nearest(name: str, house: House) -> Iterator[str]:
    """Yield the module that a dotted name lies in, or is."""
    while name and name not in house.modules:
        name = name.rpartition(".")[0]
    if name:
        yield name


# --- Floors ---------------------------------------------------------------------------------------


def climbing(house: House, floors: Mapping[str, int]) -> list[str]:
    """Imports from a room above, or from another on the same floor."""
    complaints = [
        f"{room} is on no floor"
        for room in sorted({module.room for module in house.modules.values()} - floors.keys())
    ]
    for name, others in house.imports.items():
        own = house.modules[name].room
        for other in sorted(others):
            room = house.modules[other].room
            is_known = own in floors and room in floors
            if is_known and room != own and floors[room] >= floors[own]:
                complaints.append(f"{name} ({floors[own]}) imports {other} ({floors[room]})")
    return complaints


def circles(house: House) -> list[str]:
    """Groups of modules each of which leads to all others of its group by imports."""
    reach = {name: reached(name, house.imports) for name in house.modules}
    groups = {
        tuple(sorted(other for other in reach[name] if name in reach[other]))
        for name in house.modules
        if name in reach[name]
    }
    return [" and ".join(group) for group in sorted(groups)]


def reached(start: str, imports: Mapping[str, set[str]]) -> set[str]:
    """The modules that one leads to, itself only by way of others."""
    found, ahead = set[str](), [start]
    while ahead:
        new = imports[ahead.pop()] - found
        found |= new
        ahead += new
    return found


# --- Rooms ----------------------------------------------------------------------------------------


def faces(house: House) -> list[str]:
    """Rooms whose `__init__.py` is missing, or is not one sentence and nothing else.

    That of the package itself is what Python code imports.
    """
    complaints = []
    for folder in sorted({path.parent for path in house.folder.glob("*/**/*.py")}):
        path = folder / "__init__.py"
        name = folder.relative_to(house.folder.parent).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8")) if path.exists() else None
        text = tree and ast.get_docstring(tree)
        if not tree or not text or len(tree.body) > 1:
            complaints.append(f"{name}/__init__.py holds something else than a docstring")
        elif not text.endswith(".") or ". " in text or "\n" in text:
            complaints.append(f"{name}/__init__.py says more than a sentence, or less")
    return complaints


def loose(house: House, allowed: set[str]) -> list[str]:
    """Files at the top that do not belong there."""
    names = {path.name for path in house.folder.iterdir() if path.is_file()}
    return [f"{name} lies at the top" for name in sorted(names - allowed)]


# --- Names ----------------------------------------------------------------------------------------


def twins(house: House, exempt: str) -> list[str]:
    """Modules, or classes, that share a name or differ by a plural; a room is *exempt*."""
    modules, classes = defaultdict(list), defaultdict(list)
    for name, module in house.modules.items():
        if module.room == exempt:
            continue
        modules[singular(module.basename)].append(name)
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef):
                classes[singular(node.name.lstrip("_"))].append(f"{name}.{node.name}")
    groups = [*modules.values(), *classes.values()]
    return [" and ".join(group) for group in groups if len(group) > 1]


def singular(name: str) -> str:
    """A name without its plural's ending."""
    if name.endswith("ies"):
        return f"{name[:-3]}y"
    return name if name.endswith("ss") else name.removesuffix("s")


# --- Sizes ----------------------------------------------------------------------------------------


def large_modules(house: House, most: int) -> list[str]:
    """Modules of more lines than *most*."""
    found = [(module.length, name) for name, module in house.modules.items()]
    return [f"{name} has {length} lines" for length, name in sorted(found) if length > most]


def median_length(house: House) -> float:
    """The median of the modules' lines, without those that are a docstring alone."""
    return median(each.length for each in house.modules.values() if not each.is_face)


def long_functions(house: House, most: int) -> list[str]:
    """The functions of more lines than *most*, from `def` to their last, by module and name."""
    return [
        f"{name}.{function}"
        for name, module in house.modules.items()
        for function, lines in functions(module.tree)
        if lines > most
    ]


def functions(node: ast.AST, outer: str = "") -> Iterator[tuple[str, int]]:
    """Yield the functions in a source with their lines; methods with the name of their class."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (*FUNCTION, ast.ClassDef)):
            name = f"{outer}{child.name}"
            if isinstance(child, FUNCTION):
                yield name, (child.end_lineno or 0) - child.lineno + 1
            yield from functions(child, f"{name}.")
        else:
            yield from functions(child, outer)


# --- Copies ---------------------------------------------------------------------------------------


def copies(house: House, room: str, count: int) -> list[str]:
    """Pairs of modules of a *room* that share *count* lines in a row, and the first of these.

    Imports and empty lines are left aside, and how far lines are indented.
    """
    seen, found = dict[tuple[str, ...], str](), dict[tuple[str, str], str]()
    for name, module in house.modules.items():
        lines = own_lines(module) if module.room == room else []
        for start in range(len(lines) - count + 1):
            part = tuple(lines[start : start + count])
            first = seen.setdefault(part, name)
            if first != name:
                found.setdefault((first, name), part[0])
    return [f"{first} and {name} share: {line}" for (first, name), line in found.items()]


def own_lines(module: Module) -> list[str]:
    """The lines of a module that say something, without those of its imports."""
    imports = {
        number
        for node in ast.walk(module.tree)
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for number in range(node.lineno, (node.end_lineno or 0) + 1)
    }
    lines = module.path.read_text(encoding="utf-8").splitlines()
    numbered = enumerate(map(str.strip, lines), start=1)
    return [line for number, line in numbered if line and number not in imports]


# --- Tests ----------------------------------------------------------------------------------------


def untested(house: House, tests: Path, commands: str) -> list[str]:
    """Modules that no test in the folder of their room imports.

    A module of the room *commands* is tested where its name is a word of a command line.
    """
    known = dict[Path, set[str]]()
    complaints = []
    for name, module in house.modules.items():
        folder = tests / module.room if "." in name else tests
        if folder not in known:
            known[folder] = named(folder, words if module.room == commands else house.named_by)
        seen = module.basename if module.room == commands else name
        if seen not in known[folder] and not module.is_face:
            complaints.append(f"{name} is imported by no test in {folder.name}")
    return complaints


def named(folder: Path, names: Callable[[ast.AST], set[str]]) -> set[str]:
    """What the tests in a folder name."""
    paths = folder.glob("test_*.py")
    return set().union(*(names(ast.parse(path.read_text(encoding="utf-8"))) for path in paths))


def words(tree: ast.AST) -> set[str]:
    """The words of all strings in a source."""
    nodes = ast.walk(tree)
    texts = (each.value for each in nodes if isinstance(each, ast.Constant))
    return {word for text in texts if isinstance(text, str) for word in text.split()}


# --- Private names --------------------------------------------------------------------------------


def reaches(house: House, tests: Path) -> list[str]:
    """Where a test, or what tests share, uses a private name of the package.

    A name is the package's when it is defined there and not in the module that uses it.
    """
    private = {name for each in house.modules.values() for name in defined(each.tree)}
    found = []
    for path in sorted(tests.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = private - set(defined(tree))
        where = path.relative_to(tests).as_posix()
        found += [f"{where} {name}" for name in sorted(set(used(tree)) & names)]
    return found


def defined(tree: ast.AST) -> Iterator[str]:
    """Yield the private names that a source defines: functions, classes, values, attributes."""
    for node in ast.walk(tree):
        name = None
        if isinstance(node, (*FUNCTION, ast.ClassDef)):
            name = node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            name = node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            name = node.attr if is_self(node.value) else None
        if name and is_private(name):
            yield name


def used(tree: ast.AST) -> Iterator[str]:
    """Yield the private names that a source imports, reads of objects, or names in a string."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            names = [node.attr]
        elif isinstance(node, ast.ImportFrom):
            names = [alias.name for alias in node.names]
            names += (node.module or "").split(".")
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            names = node.value.split(".") if " " not in node.value else []
        else:
            continue
        yield from filter(is_private, names)


def is_self(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in {"self", "cls"}


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__") and name != "_"
