#!/usr/bin/env bash
# Build a Linux bundle in dist/raci-studio and let it test itself (in a window of its own where there is no screen).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
python3 -m venv build/venv
build/venv/bin/pip install -q -e ".[bundle]"
build/venv/bin/pyinstaller --noconfirm --distpath dist --workpath build packaging/raci-studio.spec
install -m 644 packaging/raci-studio.desktop packaging/raci-studio.mime.xml resources/icons/raci-studio.svg dist/raci-studio/
if [ -z "${DISPLAY:-}" ] && command -v xvfb-run >/dev/null; then
  xvfb-run -a dist/raci-studio/raci-studio self-test
else
  dist/raci-studio/raci-studio self-test
fi
du -sh dist/raci-studio
