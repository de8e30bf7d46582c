"""A Python that has the dependencies of the one that runs the tests, and nothing of the project."""

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from typing import NamedTuple

import scrapy

from lab.project import environment


class CleanPython(NamedTuple):
    """Such a Python."""

    scripts: Path
    packages: Path
    variables: dict
    """The environment of its processes."""

    @property
    def python(self):
        return self.scripts / "python"

    def install(self, *what):
        """Install packages, without dependencies and without asking a registry."""
        pip("--python", self.python, "install", "--no-deps", "--no-index", *what)


def clean_python(folder):
    """Make one in *folder*; no registry is asked."""
    venv.create(folder)
    places = {"base": str(folder), "platbase": str(folder)}
    scripts, packages = (
        Path(sysconfig.get_path(name, "venv", vars=places)) for name in ("scripts", "purelib")
    )
    (packages / "dependencies.pth").write_text(f"{Path(scrapy.__file__).parents[1]}\n")
    variables = {name: value for name, value in environment().items() if name != "PYTHONPATH"}
    variables["PATH"] = os.pathsep.join([str(scripts), variables["PATH"]])
    return CleanPython(scripts, packages, variables)


def wheel_of(project, folder):
    """Build the wheel of a *project* in *folder*; return its path."""
    options = ("--no-deps", "--no-build-isolation", "--no-index")
    pip("wheel", *options, "-w", folder, project)
    [built] = folder.glob("*.whl")
    return built


def pip(*arguments):
    subprocess.run([sys.executable, "-m", "pip", "-q", *map(str, arguments)], check=True)
