"""Settings come from the environment (prefix CHEST_) or a `.env` file; every default runs on one
laptop with nothing else installed."""

from __future__ import annotations

import os
import secrets
from functools import cached_property
from pathlib import Path
from typing import IO, Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from chest.errors import SettingsError


class Settings(BaseSettings):
    """What can be set. Unknown CHEST_ variables are ignored: an old `.env` never stops a start."""

    model_config = SettingsConfigDict(env_prefix="CHEST_", env_file=".env", extra="ignore")

    data_dir: Path = Path("data")
    database_url: str = Field(
        default="", description="SQLAlchemy URL; empty means SQLite in the data directory."
    )
    storage_url: str = Field(
        default="", description="file path or s3://bucket/prefix; empty means the data directory."
    )
    encrypt: Literal["on", "off"] = Field(
        default="off",
        description="Whether new files are encrypted where they lie, old ones little by little; "
        "off writes plain, and what is encrypted stays readable while there is its master key.",
    )
    master_key: SecretStr = Field(
        default=SecretStr(""),
        description="The text that wraps the keys of encrypted files: 32 random characters.",
    )
    master_key_file: Path | None = Field(
        default=None, description="A file with such a text, made on first use; or"
    )
    master_key_kms: str = Field(
        default="", description="a key of AWS KMS that does the same, by its id or ARN."
    )
    new_master_key: SecretStr = Field(
        default=SecretStr(""), description="What `python -m chest keys rewrap` changes to."
    )
    new_master_key_file: Path | None = None
    new_master_key_kms: str = ""
    s3_sse_kms_key: str = Field(
        default="", description="The key of AWS KMS by which the bucket itself encrypts (SSE-KMS)."
    )
    backup_to: str = Field(
        default="",
        description="Where a backup is made each night: a folder on another disk, "
        "s3://bucket/prefix, or webdavs://user@host/path; empty makes none by itself.",
    )
    backup_recipients: str = Field(
        default="",
        description="Whom backups are encrypted to, age1…, separated by commas; empty leaves them "
        "plain.",
    )
    backup_limit: str = Field(
        default="", description="How much a second of the line they take at most, say 5MB/s."
    )
    backup_password: SecretStr = Field(
        default=SecretStr(""), description="The password of the user of a WebDAV server."
    )
    backup_hour: int = Field(
        default=3, ge=0, le=23, description="After which hour of the night one is made."
    )
    secret_key: SecretStr | None = None
    setup_code: str | None = None
    public_url: str = Field(
        default="", description="What links are made of, without a final slash."
    )
    allowed_hosts: str = Field(
        default="",
        description="Further names under which the chest is reached, separated by commas.",
    )
    trusted_proxies: str = Field(
        default="",
        description="Addresses or networks of proxies whose X-Forwarded-For and X-Forwarded-Proto "
        "are believed, separated by commas; empty believes nobody's.",
    )
    signup: Literal["invited", "open"] = "invited"
    worker: Literal["child", "external"] = "child"
    redis_url: str = ""
    smtp_url: SecretStr = Field(
        default=SecretStr(""),
        description="smtp://user:password@host:587 or smtps://host:465; empty means that letters "
        "lie in a folder for the operator.",
    )
    smtp_from: str = Field(
        default="", description="Whom letters are from: an address, with a name before it or not."
    )
    operators: str = Field(
        default="",
        description="E-mail addresses of those who run this installation beside the first account, "
        "separated by commas.",
    )
    models_dir: Path | None = Field(
        default=None, description="Where models lie; empty means a folder of the data directory."
    )
    transcriber: str = Field(
        default="",
        description='What hears recordings, say "whisper:small"; empty leaves it to the operator '
        "and the machine.",
    )
    understanding: Literal["on", "off"] = Field(
        default="on",
        description="Whether recordings are heard and pictures looked at and read on this "
        "installation; off leaves all of it waiting, for a machine that is too weak for it.",
    )
    openai_api_key: SecretStr = SecretStr("")
    openai_base_url: str = Field(
        default="", description="Another server that speaks OpenAI's protocol."
    )
    anthropic_api_key: SecretStr = SecretStr("")
    narrator_address: str = Field(
        default="",
        description="A server that speaks OpenAI's Chat Completions and tells stories, say "
        "http://localhost:11434/v1.",
    )
    narrator_model: str = Field(default="", description="Which of that server's models tells.")
    narrator_key: SecretStr = Field(
        default=SecretStr(""), description="The key of that server, where it wants one."
    )
    narrator_window: int = Field(
        default=8192, ge=2048, description="How many tokens that server holds at once."
    )
    narrator_folder: Path | None = Field(
        default=None,
        description="A folder with a text model, as transformers reads it, that tells stories on "
        "this computer.",
    )
    second_reader: Path | None = Field(
        default=None,
        description="A folder with a model that says whether a sentence follows from its sources, "
        "as ONNX; it reads again what the check of support has read.",
    )
    worker_lease_seconds: float = 12.0
    max_upload_bytes: int = 50 * 1024**3
    keep_free_bytes: int = Field(
        default=512 * 1024**2, description="Uploads are refused when less than this would be left."
    )

    @field_validator("master_key_file", "new_master_key_file", mode="before")
    @classmethod
    def _empty_is_none(cls, value: object) -> object:
        return value or None  # an empty line of `.env` is no file

    @property
    def resolved_database_url(self) -> str:
        """The SQLAlchemy URL in use, with psycopg named as PostgreSQL's driver."""
        if not self.database_url:
            return f"sqlite:///{self.data_dir.resolve() / 'chest.db'}"
        for scheme in ("postgresql://", "postgres://"):
            if self.database_url.startswith(scheme):
                return "postgresql+psycopg://" + self.database_url.removeprefix(scheme)
        return self.database_url

    @property
    def resolved_storage_url(self) -> str:
        return self.storage_url or str(self.data_dir.resolve() / "blobs")

    @property
    def resolved_models_dir(self) -> Path:
        return self.models_dir or self.data_dir.resolve() / "models"

    @property
    def operator_emails(self) -> list[str]:
        return [email.lower() for email in _listed(self.operators)]

    @property
    def backup_recipient_list(self) -> list[str]:
        return _listed(self.backup_recipients)

    @property
    def allowed_host_names(self) -> list[str]:
        return _listed(self.allowed_hosts)

    @property
    def trusted_proxy_addresses(self) -> list[str]:
        return _listed(self.trusted_proxies)

    @property
    def is_single_machine(self) -> bool:
        """SQLite means one machine: secrets may then live in a file beside the database."""
        return self.resolved_database_url.startswith("sqlite")

    @cached_property
    def secret(self) -> bytes:
        """The key that signs links, receipts and media addresses.

        On one machine it is made once, in a file only the owner can read. On many machines a
        file would differ from machine to machine and links would break, so it must be set.
        """
        if self.secret_key is not None:
            value = self.secret_key.get_secret_value().encode()
            if len(value) < 32:
                raise SettingsError("CHEST_SECRET_KEY is too short. Use at least 32 characters.")
            return value
        if not self.is_single_machine:
            raise SettingsError(
                "Set CHEST_SECRET_KEY to at least 32 random characters, the same on every machine. "
                "Links and sign-ins depend on it."
            )
        return read_or_make_secret(self.data_dir / "secret.key")


def open_for_owner(path: Path) -> IO[str]:
    """A file to lock, made if there is none; only its owner can read or lock it."""
    return open(path, "a", opener=lambda name, flags: os.open(name, flags, 0o600))


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def read_or_make_secret(path: Path) -> bytes:
    """The secret stored at `path`; made on first use, readable by its owner only.

    Two processes that start at once agree on one: a complete file is linked into place, and the
    loser of that race reads the winner's.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        fd = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(fd, "w") as file:
            file.write(secrets.token_hex(32))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass  # another process was first; its secret is the one
        finally:
            draft.unlink()
    return path.read_bytes()
