import pytest

HISTORY = [
    {"role": "user", "name": "Ada", "permissions": ["read", "write"]},
    {"role": "admin", "name": "Grace", "permissions": ["read", "write", "delete"]},
]


@pytest.fixture
def users():
    return [{"role": "user", "content_language": "en"}, {"role": "assistant", "content_language": "de"}]


def test_roles(users):
    assert {user["role"] for user in users} == {"user", "assistant"}
