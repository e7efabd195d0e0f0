"""The rules of CONTRIBUTING.md that a machine can check: layers, homes of heavy libraries, sizes, names, documents."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("corpus", "index", "qa", "prompts", "eval")

# What each layer may import of ours.
LAYERS = {
    "corpus": {"corpus"},
    "index": {"corpus", "index"},
    "prompts": {"prompts"},
    "qa": {"corpus", "index", "qa", "prompts"},
    "eval": {"corpus", "index", "qa", "prompts", "eval"},
}

# Where each heavy library is imported, always inside the function that needs it. Benchmarks (eval/bench) are free:
# they run other libraries for comparison.
HOMES = {
    "torch": {
        "eval/fit_choice.py",
        "eval/train_cross_encoder.py",
        "eval/train_query_encoder.py",
        "index/attention.py",
        "index/export_cross_encoder.py",
        "index/export_minilm.py",
        "index/export_query_encoder.py",
        "index/exports.py",
        "index/outliers.py",
        "index/sentence_model.py",
    },
    "transformers": {
        "eval/train_cross_encoder.py",
        "index/attention.py",
        "index/export_cross_encoder.py",
        "index/export_minilm.py",
    },
    "sentence_transformers": {"index/sentence_model.py"},
    "onnx": {"index/exports.py"},
    "onnxruntime": {"index/exports.py", "index/onnx_minilm.py"},
    "faiss": {"index/vectors.py"},
    "bm25s": {"index/lexical.py"},
    "llama_index": {"index/llama.py", "qa/llm.py", "eval/judge.py"},
    "gradio": {"qa/web/layout.py", "qa/web/actions_tab.py", "qa/web/briefing_tab.py"},
    "uvicorn": {"qa/web/serve.py"},
    "sklearn": {"eval/fit_answers.py"},
    "docx": {"corpus/sample/build.py", "qa/briefings/word.py"},
    "openpyxl": {"qa/office/spreadsheet.py"},
    "matplotlib": {"qa/office/charts.py"},
    "jinja2": {"eval/report.py"},
    "ir_measures": {"eval/measures.py"},
    "scipy": {"eval/intervals.py"},
    "pypdfium2": {"corpus/readers/pdf_words.py"},
    "lxml": {"corpus/readers/trees.py"},
}
# What only those who work on panelqa have: builds the sample papers, which are shipped as built.
FOR_DEVELOPERS = {"corpus/sample/build.py": {"PIL", "reportlab"}}
NEVER = {"langchain", "openai", "pickle", "fitz", "pypdf", "requests", "urllib.request"}

# Who may look at the environment: the settings, and nobody else without a reason that is written there.
ENVIRONMENT = {
    "qa/settings.py",
    "qa/web/layout.py",  # turns Gradio's and the hub's telemetry off; neither can be told in another way
}
PRINTS = {"qa/cli.py"}

LONGEST_MODULE = 300
LONGEST_FUNCTION = 40
LONGEST_README = 200

# Written so that this file does not contain them.
FORBIDDEN = re.compile(
    r"/[w]ork/|/[r]oot/|/[h]ome/(?!user\b)\w|\b[p]ypi\.|[p]ythonhosted|[e]xtra-index|[i]ndex-url|[a]rtifactory|"
    r"[c]laude|[a]nthropic|\bLLM [a]gent",
    re.IGNORECASE,
)


def ours() -> list[Path]:
    return sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def is_bench(path: Path) -> bool:
    return name(path).startswith("eval/bench/")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imported(node: ast.AST) -> list[str]:
    """Return the dotted names that one statement imports; names from a module are given with their module."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def imports(path: Path) -> set[str]:
    return {module for node in ast.walk(tree(path)) for module in imported(node)}


def on_import(statements: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Give the statements that run when the module is imported; those for the type checker alone do not."""
    for statement in statements:
        yield statement
        if isinstance(statement, ast.If) and "TYPE_CHECKING" in ast.unparse(statement.test):
            yield from on_import(statement.orelse)
        elif not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            for field in ("body", "orelse", "finalbody"):
                yield from on_import(getattr(statement, field, []))
            for handler in getattr(statement, "handlers", []):
                yield from on_import(handler.body)


def tracked() -> list[Path]:
    """Return the files that are or would be in the repository."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("this is not a git checkout")
    return [ROOT / file for file in sorted(set(listed.stdout.split("\0"))) if file and (ROOT / file).is_file()]


def readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")


def test_a_layer_imports_only_from_those_to_its_left():
    wrong = [
        f"{name(path)} imports {module}"
        for path in ours()
        for module in sorted(imports(path))
        if (top := module.split(".")[0]) in {*PACKAGES, "tests"} and top not in LAYERS[path.relative_to(ROOT).parts[0]]
    ]
    assert wrong == []


def test_a_heavy_library_is_imported_in_its_home_alone():
    wrong = [
        f"{name(path)} imports {module}"
        for path in ours()
        for module in sorted(imports(path))
        if (top := module.split(".")[0]) in HOMES and name(path) not in HOMES[top] and not is_bench(path)
    ]
    assert wrong == []


def test_a_heavy_library_is_not_imported_when_its_home_is():
    wrong = [
        f"{name(path)}:{statement.lineno} imports {module} at module level"
        for path in ours()
        for statement in on_import(tree(path).body)
        for module in imported(statement)
        if module.split(".")[0] in HOMES
    ]
    assert wrong == []


@pytest.mark.parametrize(("library", "homes"), HOMES.items(), ids=HOMES)
def test_every_home_holds_its_library(library, homes):
    idle = [
        home
        for home in sorted(homes)
        if not (ROOT / home).is_file() or library not in {module.split(".")[0] for module in imports(ROOT / home)}
    ]
    assert idle == []


def test_unwanted_libraries_stay_out():
    wrong = [
        f"{name(path)} imports {module}"
        for path in ours()
        for module in sorted(imports(path))
        if not is_bench(path) and any(module == bad or module.startswith(f"{bad}.") for bad in NEVER)
    ]
    assert wrong == []


def test_every_library_that_is_imported_is_declared():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    listed = [re.split(r"[^\w-]", need)[0] for need in project["dependencies"]]
    module_of = {"faiss-cpu": "faiss", "python-docx": "docx", "PyStemmer": "Stemmer", "scikit-learn": "sklearn"}
    declared = {module_of.get(need, need.replace("-", "_")) for need in listed} | {"llama_index"}
    wrong = {
        f"{name(path)} imports {top}"
        for path in ours()
        for module in imports(path)
        if (top := module.split(".")[0]) not in declared | sys.stdlib_module_names | set(PACKAGES)
        and top not in FOR_DEVELOPERS.get(name(path), set())
        and not is_bench(path)
    }
    assert wrong == set()


def test_nobody_imports_the_global_settings_of_llama_index():
    wrong = [
        name(path)
        for path in ours()
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.Attribute) and node.attr == "Settings" and "llama" in ast.unparse(node))
        or any(module.startswith("llama_index") and module.endswith(".Settings") for module in imported(node))
    ]
    assert wrong == []


def test_only_the_settings_look_at_the_environment():
    wrong = [
        f"{name(path)}:{node.lineno}"
        for path in ours()
        if name(path) not in ENVIRONMENT and not is_bench(path)
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.Attribute) and ast.unparse(node) in {"os.environ", "os.getenv", "os.environb"})
        or {"os.environ", "os.getenv"} & set(imported(node))
    ]
    assert wrong == []


def test_only_the_command_line_prints():
    wrong = [
        f"{name(path)}:{node.lineno}"
        for path in ours()
        if name(path) not in PRINTS and not is_bench(path)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert wrong == []


def test_the_package_eval_is_never_imported_over_the_builtin():
    paths = [*ours(), *(ROOT / "tests").rglob("*.py")]
    assert [name(path) for path in paths if "eval" in imports(path)] == []


def test_no_module_is_named_like_one_of_the_standard_library():
    of_a_format = {"corpus/readers/html.py"}  # readers are named for what they read, and imports are absolute
    names = {name(path): path.stem for path in ours() if name(path) not in of_a_format}
    names |= {package: package for package in PACKAGES}
    assert [path for path, stem in names.items() if stem in sys.stdlib_module_names] == []


def test_no_module_is_longer_than_its_idea():
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in ours()}
    assert {path: length for path, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_no_function_is_longer_than_a_screen():
    lengths = {
        f"{name(path)}:{node.lineno} {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for path in ours()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {function: length for function, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def test_every_module_says_what_it_is():
    assert [name(path) for path in ours() if not ast.get_docstring(tree(path))] == []


def undocumented(body: list[ast.stmt], inside: str = "") -> Iterator[str]:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            if not ast.get_docstring(node) and not any("overload" in ast.unparse(d) for d in node.decorator_list):
                yield f"{inside}{node.name}"
            if isinstance(node, ast.ClassDef):
                yield from undocumented(node.body, f"{inside}{node.name}.")


def test_everything_public_is_documented():
    assert [f"{name(path)} {thing}" for path in ours() for thing in undocumented(tree(path).body)] == []


def test_init_files_hold_a_docstring_and_nothing_else():
    # The sample is a folder of papers, not of modules; it says where they lie.
    paths = [path for path in ours() if path.name == "__init__.py" and name(path) != "corpus/sample/__init__.py"]
    assert [name(path) for path in paths if len(tree(path).body) != 1] == []


def test_the_project_speaks_of_itself_alone():
    found = []
    for path in tracked():
        text = path.read_bytes().decode("utf-8", errors="ignore")
        found += [f"{name(path)}: {match[0]}" for match in FORBIDDEN.finditer(text)]
    assert found == []


def test_the_readme_is_short():
    assert len(readme().splitlines()) <= LONGEST_README


def readme_tree() -> dict[str, int]:
    """Return the paths of the README's file tree, folders with a slash at their end, and how deep each stands."""
    (block,) = re.findall(r"```text\n(.*?)```", readme(), flags=re.DOTALL)
    paths: dict[str, int] = {}
    above: list[str] = []
    for line in block.splitlines():
        if entry := re.match(r"( *)(\S+)  ", line):
            depth = len(entry[1]) // 2
            above = [*above[:depth], entry[2]]
            paths["".join(above)] = depth
    return paths


def test_every_file_of_the_readmes_tree_exists():
    assert [path for path in readme_tree() if not (ROOT / path).exists()] == []


def test_the_readmes_tree_leaves_no_file_out_of_a_folder_that_it_opens():
    shown = set(readme_tree())
    opened = {path.rsplit("/", 1)[0] + "/" for path in shown if "/" in path.rstrip("/")} - shown
    assert opened == set(), "a file is shown without its folder"
    parents = {path for path in shown if any(other != path and other.startswith(path) for other in shown)} | {""}
    children = set()
    for file in map(name, tracked()):
        for parent in parents:
            if file.startswith(parent):
                child, slash, _ = file.removeprefix(parent).partition("/")
                children.add(parent + child + slash)
    plain = {path for path in children if not re.search(r"(^|/)(\.\w|__init__\.py)", path)}
    assert plain - shown == set()


@pytest.mark.parametrize("file", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_what_a_file_links_to_exists(file):
    links = re.findall(r"\]\((?!https?://)([^)#]+)", (ROOT / file).read_text(encoding="utf-8"))
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_contributing_names_every_module_and_no_other():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    layers, rest = text.split("## How an answer is made")
    named = set()
    for package, table in re.findall(r"^\| (\w+)/ \|.*\n((?:\|.*\n)*)", layers, flags=re.MULTILINE):
        cells = (row.split("|")[1] for row in table.splitlines())
        named |= {f"{package}/{module}" for cell in cells for module in re.findall(r"`([\w./]+)`", cell)}
    folders = tuple(module for module in named if module.endswith("/"))
    modules = {name(path) for path in ours() if path.name != "__init__.py"}
    assert {module for module in named if not (ROOT / module).exists()} == set()
    assert {module for module in modules - named if not module.startswith(folders)} == set()
    assert set(re.findall(r"`((?:corpus|index|qa|eval)/\w+\.py)`", rest)) - modules == set()


def commands() -> dict[str, list[str]]:
    """Return the commands of panelqa and the long options of each."""
    if not (ROOT / "qa" / "cli.py").is_file():
        pytest.skip("there is no command line yet")
    import typer.main

    from eval.cli import cli

    group = typer.main.get_command(cli.app)
    return {
        command: sorted(
            option
            for parameter in found.params
            if not getattr(parameter, "hidden", False)
            for option in parameter.opts
            if option.startswith("--")
        )
        for command, found in getattr(group, "commands", {}).items()
        if not found.hidden
    }


def test_every_command_and_option_is_in_the_readme():
    text = readme()
    missing = [command for command in commands() if f"panelqa {command}" not in text]
    for command, options in commands().items():
        missing += [f"{command} {option}" for option in options if not re.search(rf"{option}\b", text)]
    assert missing == []
    assert "ask" in commands()
