"""The register of panels: names by date, panels named in a text, the panel that a paper is about."""

import datetime as dt
import re
from pathlib import Path

import pytest

from corpus.errors import RegisterError, ScopeError
from corpus.panels import DatedName, Panel, Register, default_register, load_register

PAPERS = Path(__file__).parents[2] / "shared" / "papers"
REGISTER = Path(__file__).parents[1] / "corpus" / "panels.toml"

ENTRY = """
[[panel]]
id = "ashshire"
area = "Ashshire"
force = "Ashshire Police"
names = [
  { name = "Ashshire Police and Crime Panel", until = "2019-03-31" },
  { name = "Ashshire Police, Fire and Crime Panel", since = "2019-04-01" },
]
commissioner = [{ title = "Police and Crime Commissioner" }]
hosts = ["Ashshire.example"]
aliases = ["APFCP"]
places = ["Ashton"]
"""
OTHER = """
[[panel]]
id = "elmshire"
area = "Elmshire"
force = "Elmshire Constabulary"
names = [{ name = "Elmshire Police and Crime Panel" }]
commissioner = [{ title = "Police and Crime Commissioner" }]
"""


@pytest.fixture(scope="module")
def register() -> Register:
    return load_register(REGISTER)


def written(tmp_path: Path, *parts: str) -> Path:
    path = tmp_path / "panels.toml"
    path.write_text("".join(parts), encoding="utf-8")
    return path


def test_there_is_one_panel_for_each_of_the_41_police_areas(register):
    assert len(register.panels) == 41
    assert "london" not in {panel.id for panel in register.panels}


def test_the_shipped_register_also_knows_the_panel_of_the_sample(register):
    sample = load_register(REGISTER.parent / "sample" / "panels.toml")
    assert {panel.id for panel in default_register().panels} == {p.id for p in (*register.panels, *sample.panels)}


@pytest.mark.parametrize(
    ("panel", "day", "name"),
    [
        ("northamptonshire", dt.date(2018, 12, 31), "Northamptonshire Police and Crime Panel"),
        ("northamptonshire", dt.date(2019, 1, 1), "Northamptonshire Police, Fire and Crime Panel"),
        ("northamptonshire", dt.date(2011, 1, 1), "Northamptonshire Police and Crime Panel"),
        ("northamptonshire", None, "Northamptonshire Police, Fire and Crime Panel"),
        ("cumbria", dt.date(2023, 3, 31), "Cumbria Police and Crime Panel"),
        ("cumbria", dt.date(2024, 7, 25), "Cumbria Police, Fire and Crime Panel"),
        ("leicestershire", dt.date(2013, 10, 8), "Leicester, Leicestershire and Rutland Police and Crime Panel"),
        ("hampshire", dt.date(2020, 1, 1), "Hampshire Police and Crime Panel"),
    ],
)
def test_a_panel_has_the_name_that_it_had_on_the_day(register, panel, day, name):
    assert register.name_on(panel, day) == name


@pytest.mark.parametrize(
    ("panel", "day", "title"),
    [
        ("north-yorkshire", dt.date(2018, 10, 31), "Police and Crime Commissioner"),
        ("north-yorkshire", dt.date(2020, 1, 1), "Police, Fire and Crime Commissioner"),
        ("north-yorkshire", None, "Mayor"),
        ("west-yorkshire", dt.date(2021, 5, 10), "Mayor"),
        ("durham", None, "Police, Crime and Victims' Commissioner"),
    ],
)
def test_the_commissioner_has_the_title_of_the_day(register, panel, day, title):
    assert register.commissioner_on(panel, day) == title


@pytest.mark.parametrize(
    ("text", "panels"),
    [
        ("What did Northamptonshire’s PFCP resolve?", ["northamptonshire"]),
        ("northants pcp in 2017", ["northamptonshire"]),
        ("the Leicester, Leicestershire & Rutland Police and Crime Panel", ["leicestershire"]),
        ("LLR PCP", ["leicestershire"]),
        ("officers of Leicestershire Police", ["leicestershire"]),
        ("Devon & Cornwall", ["devon-and-cornwall"]),
        ("Dyfed Powys", ["dyfed-powys"]),
        ("North Lincolnshire Council", ["humberside"]),
        ("South Gloucestershire", ["avon-and-somerset"]),
        ("Compare Cumbria with Derbyshire and Cumbria", ["cumbria", "derbyshire"]),
        ("York and North Yorkshire", ["north-yorkshire"]),
        ("Northampton town centre", []),
        ("Northamptonshireman", []),
        ("Cllr Kent of Kent Street and Surrey Road", []),
        ("What did the panel resolve?", []),
        ("", []),
    ],
)
def test_a_text_names_panels_by_name_alias_area_or_force(register, text, panels):
    assert register.named_in(text) == panels


def test_every_way_of_naming_a_panel_names_it_alone(register):
    for panel in register.panels:
        names = [panel.area, panel.force, *panel.aliases, *(name.name for name in panel.names)]
        assert {name: register.named_in(name) for name in names} == {name: [panel.id] for name in names}


def test_a_name_is_resolved_to_its_panel(register):
    assert register.resolve("north-yorkshire") == "north-yorkshire"
    assert register.resolve("Cumbria Police and Crime Panel") == "cumbria"


@pytest.mark.parametrize("name", ["Atlantis", "Cumbria and Derbyshire", ""])
def test_a_name_of_no_panel_or_of_two_is_an_error(register, name):
    with pytest.raises(ScopeError, match=re.escape(f"'{name}'")):
        register.resolve(name)


def test_an_unknown_id_is_an_error(register):
    with pytest.raises(ScopeError, match="'atlantis'"):
        register.name_on("atlantis", None)


@pytest.mark.parametrize(
    ("paper", "panel"),
    [
        ("000", "northamptonshire"),
        ("001", "northamptonshire"),
        ("002", "northamptonshire"),
        ("003", "leicestershire"),
        ("004", "cumbria"),
    ],
)
def test_the_panel_of_a_real_paper_is_inferred_from_its_words(register, paper, panel):
    if not PAPERS.is_dir():
        pytest.skip(f"the real papers are not at {PAPERS}")
    (path,) = PAPERS.glob(f"{paper}_*.txt")
    assert register.infer(path.read_text(encoding="utf-8")) == panel


@pytest.mark.parametrize(
    ("text", "panel"),
    [
        ("Leicestershire and Leicester City. Leicestershire again. Also Derbyshire.", "leicestershire"),
        ("The Essex Police, Fire and Crime Panel met. Kent and Kent.", "essex"),
        ("The Leicester, Leicestershire & Rutland Police and Crime Panel met. Kent and Kent.", "leicestershire"),
        ("Essex Police went to Kent.", "essex"),  # a force weighs more than an area
        ("Kent and Surrey. Kent and Surrey.", None),  # no clear winner
        ("Northampton, Kettering, Corby and Daventry.", None),  # towns alone do not decide
        ("A visit to Norfolk.", None),  # a passing mention
        ("Nothing of the sort.", None),
        ("", None),
    ],
)
def test_the_panel_is_inferred_only_where_one_is_clearly_meant(register, text, panel):
    assert register.infer(text, url=None) == panel


@pytest.mark.parametrize(
    ("url", "panel"),
    [
        ("https://westmorlandandfurness.moderngov.co.uk/ieDecisionDetails.aspx?ID=127", "cumbria"),
        ("http://WWW.SussexPCP.gov.uk:80/minutes", "sussex"),
        ("https://sussexpcp.gov.uk./minutes", "sussex"),
        ("https://notsussexpcp.gov.uk/", None),
        ("https://[broken", None),
        ("not an address", None),
    ],
)
def test_the_publishers_host_tells_the_panel(register, url, panel):
    assert register.infer("", url=url) == panel


def test_the_host_weighs_more_than_the_words(register):
    url = "https://westnorthants.moderngov.co.uk/mgAi.aspx?ID=1"
    assert register.infer("Kent Police. Kent Police. Kent Police.", url=url) == "northamptonshire"


def test_registers_are_joined(tmp_path):
    first = written(tmp_path, ENTRY)
    second = tmp_path / "more.toml"
    second.write_text(OTHER, encoding="utf-8")
    register = load_register(first, second)
    assert [panel.id for panel in register.panels] == ["ashshire", "elmshire"]
    assert register.named_in("APFCP and Elmshire") == ["ashshire", "elmshire"]
    assert register.infer("", url="https://ashshire.example/1") == "ashshire"


def test_the_names_of_an_entry_are_kept_with_their_days(tmp_path):
    panel = load_register(written(tmp_path, ENTRY)).panel("ashshire")
    assert panel.names == (
        DatedName(name="Ashshire Police and Crime Panel", until=dt.date(2019, 3, 31)),
        DatedName(name="Ashshire Police, Fire and Crime Panel", since=dt.date(2019, 4, 1)),
    )


def test_in_a_gap_between_names_the_earlier_one_holds():
    names = (
        DatedName(name="Old Panel", until=dt.date(2018, 1, 1)),
        DatedName(name="New Panel", since=dt.date(2020, 1, 1)),
    )
    register = Register([Panel(id="ash", area="Ashshire", force="Ashshire Police", names=names)])
    assert register.name_on("ash", dt.date(2019, 1, 1)) == "Old Panel"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(ENTRY + ENTRY, "'ashshire' belongs to both", id="an id twice"),
        pytest.param(ENTRY + OTHER + 'aliases = ["apfcp"]', "name 'apfcp'", id="an alias twice"),
        pytest.param(
            ENTRY + OTHER + 'aliases = ["Ashshire & Police"]\nhosts = ["ashshire.example"]', "host", id="a host"
        ),
        pytest.param(ENTRY + OTHER + 'places = ["Ashton"]', "place 'ashton'", id="a place twice"),
        pytest.param(
            ENTRY.replace("2019-04-01", "2019-03-31"), "'ashshire'.*names.*overlap", id="a day with two names"
        ),
        pytest.param(ENTRY.replace(', until = "2019-03-31"', ""), "overlap", id="an open end"),
        pytest.param(ENTRY.replace("2019-03-31", "31/03/2019"), "'until' is '31/03/2019'", id="a date not in ISO form"),
        pytest.param(
            OTHER.replace('Panel" }', 'Panel", since = "2020-01-02", until = "2020-01-01" }'),
            "before it",
            id="reversed",
        ),
        pytest.param(ENTRY.replace('"ashshire"', '"Ash Shire"'), "lower-case", id="an id with spaces"),
        pytest.param(ENTRY.replace('"Ashshire Police"', '""'), "'force' must be given", id="an empty force"),
        pytest.param(ENTRY.replace("places", "towns"), "unknown key 'towns'", id="an unknown key"),
        pytest.param(ENTRY.replace('["Ashton"]', '"Ashton"'), "'places' must be a list", id="text for a list"),
        pytest.param(OTHER.replace('{ name = "Elmshire Police and Crime Panel" }', ""), "names", id="no name"),
        pytest.param("[[panel]\n", "cannot be read", id="not TOML"),
        pytest.param("title = 1\n", "expected", id="no panel"),
    ],
)
def test_a_faulty_register_is_refused_and_the_fault_named(tmp_path, text, message):
    with pytest.raises(RegisterError, match=message):
        load_register(written(tmp_path, text))


def test_a_missing_register_is_an_error(tmp_path):
    with pytest.raises(RegisterError, match="nowhere"):
        load_register(tmp_path / "nowhere.toml")


def test_an_id_that_the_register_lacks_says_what_to_set():
    with pytest.raises(ScopeError, match=r"'narnia'.*PANELQA_REGISTER"):
        default_register().panel("narnia")
