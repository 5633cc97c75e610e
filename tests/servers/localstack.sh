#!/bin/sh
# Makes a venv with LocalStack, whose S3 refuses wrong signatures as AWS does (moto does not).
#
#   CHEST_TEST_LOCALSTACK_PYTHON=$(tests/servers/localstack.sh /path/of/the/venv) pytest tests/storage
#
# Prints the venv's python. Takes a minute and 630 MB the first time, nothing after that. It has
# a venv of its own because it pins older versions of what the chest itself uses.
set -eu

venv=${1:?"usage: $0 /path/of/the/venv"}

if ! "$venv/bin/python" -c 'import localstack.runtime.main' >/dev/null 2>&1; then
    "${PYTHON:-python3}" -m venv "$venv" >&2
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
        'localstack-core[base-runtime,runtime]==4.6.0' \
        'cryptography<45' 'pyopenssl<25' 'cbor2<5.7' service_identity >&2
fi

printf '%s\n' "$venv/bin/python"
