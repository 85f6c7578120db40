#!/usr/bin/env bash
# Uploads one file to a CMS or a portal, if its attestation says that these very bytes were scanned and may go out.
#
#   cms-upload.sh FILE PUBLIC-KEY [verify options]
#
# UPLOAD is the command that uploads; it gets the file's path as its last argument. The attestation lies beside the file
# (FILE.intoto.json, as `leakguard attest FILE --key KEY` writes it).
set -eu
if [ $# -lt 2 ] || [ -z "${UPLOAD:-}" ]; then
  echo "usage: UPLOAD='curl ... --upload-file' cms-upload.sh FILE PUBLIC-KEY [verify options]" >&2
  exit 2
fi
file=$1 key=$2
shift 2
held=$(mktemp -d)
trap 'rm -rf "$held"' EXIT
copy=$held/$(basename "$file")
cp "$file" "$copy"                    # what is verified is what is uploaded

status=0
"${LEAKGUARD_COMMAND:-leakguard}" verify "$copy" --attestation "$file.intoto.json" --public-key "$key" "$@" || status=$?
if [ "$status" -ne 0 ]; then
  echo "cms-upload: not uploaded (exit status $status of leakguard)" >&2
  exit "$status"
fi
$UPLOAD "$copy"
