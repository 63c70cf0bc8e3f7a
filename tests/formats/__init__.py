import pytest

pytest.register_assert_rewrite("tests.formats.submissions")  # its checks shall say what differs
