"""Gives the tests of python-requests a fixture `httpbin` that is a running LearnWeb's /bin."""

import os
from types import SimpleNamespace

import pytest


@pytest.fixture
def httpbin():
    return SimpleNamespace(url=os.environ["LEARNWEB_URL"].rstrip("/") + "/bin")


@pytest.fixture
def httpbin_secure():
    pytest.skip("LearnWeb is asked over http here.")
