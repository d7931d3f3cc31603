"""What a server process does beside answering."""

import os
import subprocess
import sys

SERVER = """
from io import BytesIO
from multiprocessing import forkserver
from wsgiref.util import setup_testing_defaults
from config.wsgi import application

def ask(cookie):
    environ = {"PATH_INFO": "/robots.txt", "HTTP_HOST": "127.0.0.1", "HTTP_COOKIE": cookie}
    setup_testing_defaults(environ)
    list(application(environ, lambda *_given: None))
    return forkserver._forkserver._forkserver_pid is not None

print(ask("csrftoken=x"), ask("csrftoken=x; sessionid=y"), ask("sessionid=y"))
"""


def test_process_that_makes_pdfs_is_started_when_somebody_signed_in_comes() -> None:
    run = subprocess.run(
        [sys.executable, "-c", SERVER], capture_output=True, text=True, env={**os.environ}, check=True
    )
    assert run.stdout.split() == ["False", "True", "True"]
