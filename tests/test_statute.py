"""The register of statute: whole, in our own words, with a place to read each provision."""

import re
from urllib.parse import urlsplit

import pytest

from qa.briefings.parts import Form
from qa.briefings.statute import provision, provisions, provisions_for


def test_every_provision_has_a_name_of_its_own():
    names = [one.id for one in provisions()]
    assert sorted(set(names)) == sorted(names)


def test_every_provision_can_be_read_at_legislation_gov_uk():
    assert {urlsplit(one.url).hostname for one in provisions()} == {"www.legislation.gov.uk"}


def test_every_provision_names_an_act_or_an_instrument():
    unnamed = [
        one.id for one in provisions() if not re.search(r"Act (?:19|20)\d\d|Order|Regulations|SI \d{4}/\d+", one.law)
    ]
    assert unnamed == []


def test_every_pattern_of_the_register_is_a_regular_expression():
    assert [re.compile(words).pattern for one in provisions() for words in one.words]


@pytest.mark.parametrize(
    ("topic", "form", "first"),
    [
        ("complaints about the commissioner", Form.GENERAL, "complaints"),
        ("draft police and crime plan", Form.GENERAL, "plan"),
        ("annual report 2023/24", Form.GENERAL, "annual report"),
        ("the precept", Form.PRECEPT, "precept"),
        ("chief fire officer", Form.CONFIRMATION, "chief fire officer"),
    ],
)
def test_the_provision_of_the_topic_comes_first(topic, form, first):
    assert provisions_for(topic, form=form)[0].id == first


def test_a_topic_without_a_provision_of_its_own_gets_those_of_the_form():
    assert [one.id for one in provisions_for("knife crime", form=Form.GENERAL)] == ["purpose", "attendance"]


def test_no_veto_is_denied_over_a_chief_fire_officer():
    assert "veto" in provision("chief fire officer").does
