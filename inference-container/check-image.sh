#!/usr/bin/env bash
# Runs the Dockerfile's steps on a bare Debian root, for machines without a container engine: the same publish command, networks, settings, user and read-only
# file system. cpu checks that the worker starts, answers its health probe and exits by itself on SIGTERM; gpu checks that it refuses to start without a
# GPU. Needs root, debootstrap and the .NET SDK.
#   inference-container/check-image.sh [cpu|gpu]
set -euo pipefail
cd "$(dirname "$0")/.."

export RUNTIME=${1:-cpu} DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
port=${PORT:-18080}
dockerfile=inference-container/Dockerfile
work=$(mktemp -d)
root=$work/root
worker=
finish() {
  if [ -n "$worker" ]; then
    kill -KILL "$worker" 2>/dev/null || true
    wait "$worker" 2>/dev/null || true
  fi
  for mounted in "$root/tmp" "$root/proc" "$root"; do
    if mountpoint -q "$mounted"; then umount "$mounted"; fi
  done
  rm -rf --one-file-system "$work"
}
trap finish EXIT
fail() { echo "FAILED: $*" >&2; exit 1; }

# A RUN line of the Dockerfile, with the image's folders inside the root.
step() { grep -E "^RUN .*$1" "$dockerfile" | sed -e 's/^RUN //' -e 's/apt-get.*//' -e "s# /app# $root/app#g" -e "s# /models# $root/models#g"; }

echo "== Debian root"
debootstrap --variant=minbase --include=ca-certificates,libstdc++6,libssl3,ffmpeg bookworm "$root" >"$work/debootstrap.log" 2>&1 || { tail "$work/debootstrap.log"; fail "debootstrap"; }

echo "== publish ($RUNTIME)"
eval "$(step 'dotnet publish')"

echo "== networks"
eval "$(step 'SegFunctions.Worker.dll install')"

# A stand-in for the runtime image.
dotnet=$(dirname "$(readlink -f "$(command -v dotnet)")")
mkdir -p "$root/usr/share/dotnet/shared"
cp -r "$dotnet/dotnet" "$dotnet/host" "$root/usr/share/dotnet/"
cp -r "$dotnet/shared/Microsoft.NETCore.App" "$dotnet/shared/Microsoft.AspNetCore.App" "$root/usr/share/dotnet/shared/"

mount --bind "$root" "$root"
mount -o remount,bind,ro "$root"
# Mounts that every container has.
mount -t proc proc "$root/proc"
mount -t tmpfs tmpfs "$root/tmp"

# The settings of the Dockerfile, and those that the platform would add.
settings=(
  $(sed -n '/^ENV ASPNETCORE_HTTP_PORTS/,/[^\\]$/p' "$dockerfile" | sed -e 's/^ENV //' -e 's/\\$//')
  $(grep -E '^ENV Inference__Provider=' "$dockerfile" | sed -n "$([ "$RUNTIME" = cpu ] && echo 1 || echo 2)p" | sed 's/^ENV //')
  ASPNETCORE_HTTP_PORTS="$port"
  Storage__BlobServiceUri=https://storage.invalid/
  ServiceBus__fullyQualifiedNamespace=queues.invalid
)
run() { exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin "${settings[@]}" chroot --userspec="$(sed -n 's/^USER //p' "$dockerfile")" "$root" /usr/share/dotnet/dotnet /app/SegFunctions.Worker.dll; }

if [ "$RUNTIME" = gpu ]; then
  echo "== start without a GPU"
  (run) >"$work/out" 2>&1 &
  worker=$!
  for _ in $(seq 60); do
    kill -0 "$worker" 2>/dev/null || break
    if curl -fsS "http://127.0.0.1:$port/healthz" 2>/dev/null; then fail "It takes requests without a GPU."; fi
    sleep 0.5
  done
  if kill -0 "$worker" 2>/dev/null; then fail "It neither ended nor answered."; fi
  worker=
  cat "$work/out"
  grep -qi cuda "$work/out" || fail "It does not name what is missing."
  echo "OK: it refuses to start where there is no GPU."
  exit 0
fi

echo "== start as $(sed -n 's/^USER //p' "$dockerfile"), read-only"
(run) >"$work/out" 2>&1 &
worker=$!
for _ in $(seq 60); do
  answer=$(curl -sS -o "$work/health" -w '%{http_code}' "http://127.0.0.1:$port/healthz" 2>/dev/null) && break
  kill -0 "$worker" 2>/dev/null || { cat "$work/out"; fail "The worker ended."; }
  sleep 0.5
done
cat "$work/health"; echo
[ "${answer:-}" = 200 ] || fail "The probe was answered with ${answer:-nothing}."
[ "$(stat -c %u "/proc/$worker")" = 1654 ] || fail "The worker does not run as the image's user."

echo "== SIGTERM"
started=$SECONDS
kill -TERM "$worker"
wait "$worker" && code=0 || code=$?
worker=
[ "$code" = 0 ] || { cat "$work/out"; fail "The worker ended with $code."; }
cat "$work/out"
echo "OK: answered its probe and ended $((SECONDS - started)) s after SIGTERM."
