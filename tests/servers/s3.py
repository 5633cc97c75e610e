"""S3 servers for tests, each a process of its own on a free port of 127.0.0.1."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import boto3
import httpx
from botocore.config import Config

from storage.s3 import S3Store
from tests.app_server import free_port

ACCESS_KEY = "AKIAIOSFODNN7EXAMPLE"
SECRET_KEY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
_SECONDS_TO_START = 90

T = TypeVar("T")


@dataclass
class S3Server:
    url: str
    access_key: str = ACCESS_KEY
    secret_key: str = SECRET_KEY
    enforces_signatures: bool = True

    def new_bucket(self) -> str:
        name = f"chest-{uuid4().hex}"
        self.client.create_bucket(Bucket=name)
        return name

    @cached_property
    def client(self) -> Any:
        """boto3's own client, to put things where no store would."""
        return boto3.client(
            "s3",
            endpoint_url=self.url,
            region_name="us-east-1",
            aws_access_key_id=self.access_key,
            aws_secret_access_key=self.secret_key,
            config=Config(s3={"addressing_style": "path"}),
        )

    def connect(self, service: str) -> Any:
        """boto3's client of another service that the server stands for."""
        return boto3.client(
            service,
            endpoint_url=self.url,
            region_name="us-east-1",
            aws_access_key_id=self.access_key,
            aws_secret_access_key=self.secret_key,
        )

    def open(self, bucket: str, *, prefix: str = "", sse_kms_key: str = "") -> S3Store:
        return S3Store(
            bucket=bucket,
            endpoint_url=self.url,
            region="us-east-1",
            access_key=self.access_key,
            secret_key=self.secret_key,
            prefix=prefix,
            sse_kms_key=sse_kms_key,
        )


@contextmanager
def moto_server(folder: Path) -> Iterator[S3Server]:
    """moto: fast; takes any signature and any bytes, so it proves nothing about refusals."""
    # Apart from this process, so that its warnings and its threads are not the tests'.
    program = Path(__file__).with_name("dated_moto.py")
    command = [sys.executable, "-W", "ignore", str(program), "-H", "127.0.0.1", "-p", "0"]
    with _process(command, folder, environment={}) as (process, log):
        found = re.compile(r"Running on (http://127\.0\.0\.1:\d+)")
        match = _until(lambda: found.search(log.read_text(errors="replace")), process, log)
        yield S3Server(match[1], enforces_signatures=False)


@contextmanager
def localstack_server(python: str, folder: Path) -> Iterator[S3Server]:
    """LocalStack with signatures enforced; ``localstack.sh`` makes the venv of ``python``."""
    port = free_port()
    environment = {
        "GATEWAY_LISTEN": f"127.0.0.1:{port}",
        "S3_SKIP_SIGNATURE_VALIDATION": "0",
        "SERVICES": "s3,kms",
        "STRICT_SERVICE_LOADING": "1",
        # Nothing over the network, and nothing outside its folder but the empty folders of its
        # buckets in /tmp/localstack-s3-storage, which no setting moves.
        "OVERRIDE_IN_DOCKER": "0",
        "FILESYSTEM_ROOT": str(folder / "files"),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "DISABLE_EVENTS": "1",
        "SKIP_SSL_CERT_DOWNLOAD": "1",
        "DNS_ADDRESS": "0",
    }
    command = [python, "-m", "localstack.runtime.main"]
    server = S3Server(f"http://127.0.0.1:{port}", access_key="test", secret_key="test")
    with _process(command, folder, environment=environment) as (process, log):
        _until(lambda: _answer(f"{server.url}/_localstack/health"), process, log)
        yield server


@contextmanager
def _process(
    command: Sequence[str], folder: Path, *, environment: Mapping[str, str]
) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "server.log"
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("AWS_", "PYTHON"))}
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, stdout=output, stderr=output, cwd=folder, env={**inherited, **environment}
        )
    try:
        yield process, log
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _until(tell: Callable[[], T | None], process: subprocess.Popen[bytes], log: Path) -> T:
    """What ``tell`` says once it says something; raises if the server ends or takes too long."""
    deadline = time.monotonic() + _SECONDS_TO_START
    while (told := tell()) is None:
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"The S3 server did not start: {log.read_text(errors='replace')}")
        time.sleep(0.1)
    return told


def _answer(url: str) -> httpx.Response | None:
    try:
        return httpx.get(url, timeout=2, trust_env=False)
    except httpx.TransportError:
        return None
