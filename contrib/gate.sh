#!/usr/bin/env bash
# Runs `leakguard scan` with the config and the waivers of another branch, so that a change can't weaken its own gate.
#
#   LEAKGUARD_BASE=main contrib/gate.sh [scan options] PATH...
#
# LEAKGUARD_BASE     the branch whose config and waivers count; empty: those of this checkout, as `leakguard scan` does
# LEAKGUARD_REMOTE   where that branch is fetched from (origin)
# LEAKGUARD_COMMAND  how leakguard is called (leakguard)
# The exit status is that of leakguard; 2 where the branch can't be had.
set -eu

command=${LEAKGUARD_COMMAND:-leakguard}
base=${LEAKGUARD_BASE:-}
base=${base#refs/heads/}
if [ -z "$base" ]; then
  exec "$command" scan "$@"
fi

trusted=$(mktemp -d)
cleanup() {
  git worktree remove --force "$trusted/base" >/dev/null 2>&1 || true
  rm -rf "$trusted"
}
trap cleanup EXIT
export GIT_LFS_SKIP_SMUDGE=1
if ! git fetch --quiet --no-tags --depth=1 "${LEAKGUARD_REMOTE:-origin}" "+refs/heads/$base:refs/leakguard/base" \
  || ! git worktree add --quiet --detach "$trusted/base" refs/leakguard/base; then
  echo "gate: the branch $base can't be had, so there is no config to go by; nothing was scanned" >&2
  exit 2
fi

options=(--no-project-config)
for name in leakguard.toml .leakguard.toml pyproject.toml; do
  file=$trusted/base/$name
  if [ -f "$file" ] && { [ "$name" != pyproject.toml ] || grep -q '^\[tool\.leakguard\]' "$file"; }; then
    options+=(--config "$file")
    break
  fi
done
if [ -f "$trusted/base/leakguard-waivers.toml" ]; then
  options+=(--waivers "$trusted/base/leakguard-waivers.toml")
fi
unset LEAKGUARD_CONFIG
status=0
"$command" scan "${options[@]}" "$@" || status=$?
exit "$status"
