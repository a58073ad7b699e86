cd /tmp/w/people; export AICHAKU_KEYCHAIN=off AICHAKU_REFERENCE_DATA=/work/shared/data
date -u
AICHAKU_TELL=1 cargo nextest run -p aichaku-tests --test doubles --no-fail-fast --no-capture > /tmp/w/out/people-doubles.log 2>&1; date -u
mkdir -p ui/dist ui/build
cargo run -q -p aichaku -- --export-bindings > /tmp/w/out/people-bind.log 2>&1; date -u
UPDATE_EXPECT=1 cargo nextest run -p aichaku-store --lib > /tmp/w/out/people-store.log 2>&1; date -u
cargo nextest run -p aichaku-domain matching > /tmp/w/out/people-domain.log 2>&1; date -u
echo finished
