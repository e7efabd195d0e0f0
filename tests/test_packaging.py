"""What is handed out: the wheel holds the packages and their data, and every dependency has one version."""

import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> list[str]:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert run.returncode == 0, run.stderr
    (built,) = folder.glob("panelqa-*.whl")
    return zipfile.ZipFile(built).namelist()


@pytest.mark.parametrize("file", ["corpus/panels.toml", "corpus/papers.py", "index/search.py", "qa/answers.py"])
def test_the_wheel_holds(wheel, file):
    assert file in wheel


@pytest.mark.parametrize("folder", ["corpus/sample/papers", "prompts", "eval/questions", "qa/web/static"])
def test_the_wheel_holds_every_file_of(wheel, folder):
    files = [path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*") if path.is_file()]
    wanted = {file for file in files if "__pycache__" not in file}
    assert wanted
    assert wanted - set(wheel) == set()


def test_the_wheel_holds_the_licence_and_nothing_of_the_tests(wheel):
    assert any(file.endswith("licenses/LICENSE") for file in wheel)
    tops = {file.split("/")[0] for file in wheel}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"corpus", "index", "qa", "prompts", "eval"}


def pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if line and not line.startswith("#"))


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_pin_is_a_name_and_a_public_version():
    wrong = {name: version for name, version in pins().items() if not re.fullmatch(r"[0-9][0-9a-z.]*", version)}
    assert wrong == {}
    assert pins()["torch"] == "2.13.0"


def test_every_dependency_is_pinned_the_indirect_ones_too():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pinned = {canonical(name) for name in pins()}
    waiting = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    seen: set[str] = set()
    while waiting:
        need = Requirement(waiting.pop())
        if (need.marker and not need.marker.evaluate({"extra": ""})) or canonical(need.name) in seen:
            continue
        seen.add(canonical(need.name))
        waiting += requires(need.name) or []
    by_torch = {name for name in seen if re.match(r"nvidia-|cuda-|triton", name)}
    assert seen - by_torch - pinned == set()
