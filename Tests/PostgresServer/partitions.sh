#!/bin/sh
# What partitions cost and gain (Sources/LedgerPostgres/SCHEMA.md, “Ten million findings”): the same rows plain and partitioned, in a private
# server that ends with the script. `partitions.sh [FINDINGS]`, four events each; 150000 unless said.
set -e
findings=${1:-150000}
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
binaries=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
"$here/try.sh" start "$folder" > /dev/null
trap '"$here/try.sh" stop "$folder" > /dev/null; rm -rf "$folder" "$folder.sql"' EXIT
sql() { PGOPTIONS='-c jit=off' "$binaries/psql" -X -q -A -t -v ON_ERROR_STOP=1 -h "$folder" -d office "$@"; }

sql <<SQL
CREATE TABLE raw_findings AS
SELECT n AS number, 'r' || lpad((n::bigint * 7919 % 12)::text, 2, '0') AS region, abs(hashint4(n)) % 4 AS stage, 20000 + (n::bigint * 104729 % 900) AS due,
  '江六村' || (n % 2920) AS unit_path, repeat('误工补助支出异常', 5) AS text, md5(n::text) AS id
FROM generate_series(1, $findings) n;
CREATE TABLE raw_events AS
SELECT row_number() OVER (ORDER BY version, number) AS position, 'finding/' || id AS stream, version,
  decode(md5(number || '.' || version) || md5(version || '.' || number), 'hex') AS hash, repeat('label: 误工补助支出异常' || E'\n', 18) AS text
FROM raw_findings CROSS JOIN generate_series(1, 4) version;
ANALYZE raw_findings; ANALYZE raw_events;
SQL

events="position BIGINT NOT NULL CHECK (position > 0), stream TEXT COLLATE \"C\" NOT NULL, version BIGINT NOT NULL, hash BYTEA NOT NULL, text TEXT NOT NULL"
rows="number BIGINT NOT NULL, region TEXT COLLATE \"C\" NOT NULL, stage BIGINT NOT NULL, due BIGINT NOT NULL, unit_path TEXT COLLATE \"C\" NOT NULL, text TEXT NOT NULL, id TEXT NOT NULL"
sql <<SQL
CREATE SCHEMA plain;
CREATE TABLE plain.events ($events, PRIMARY KEY (position), UNIQUE (stream, version));
CREATE TABLE plain.findings ($rows, PRIMARY KEY (number));
CREATE INDEX ON plain.findings (stage, due, number);
CREATE INDEX ON plain.findings (stage, unit_path, due, number);
CREATE SCHEMA parts;
CREATE TABLE parts.events ($events, PRIMARY KEY (position)) PARTITION BY RANGE (position);
CREATE INDEX ON parts.events (stream, version);
CREATE TABLE parts.findings ($rows, PRIMARY KEY (region, number)) PARTITION BY LIST (region);
CREATE INDEX ON parts.findings (stage, due, number);
CREATE INDEX ON parts.findings (stage, unit_path, due, number);
DO \$\$ BEGIN
  -- A year of months, a dozen regions.
  FOR n IN 0..11 LOOP
    EXECUTE format('CREATE TABLE parts.events_%s PARTITION OF parts.events FOR VALUES FROM (%s) TO (%s)', n,
      1 + n * ($findings * 4 / 12 + 1), 1 + (n + 1) * ($findings * 4 / 12 + 1));
    EXECUTE format('CREATE TABLE parts.findings_%s PARTITION OF parts.findings FOR VALUES IN (%L)', n, 'r' || lpad(n::text, 2, '0'));
  END LOOP;
END \$\$;
SQL

printf '%-34s %12s %12s\n' "$findings findings, $((findings * 4)) events" plain partitioned
timed() {
  start=$(date +%s%N)
  sql -c "$1"
  echo $((($(date +%s%N) - start) / 1000000))
}
load() { timed "INSERT INTO $1.events SELECT * FROM raw_events ORDER BY position; INSERT INTO $1.findings SELECT * FROM raw_findings ORDER BY number"; }
printf '%-34s %9s ms %9s ms\n' 'load' "$(load plain)" "$(load parts)"
sql -c "VACUUM ANALYZE" > /dev/null 2>&1
lasts() {
  printf '\\set n random(1, %s)\n%s;\n' "$findings" "$(echo "$2" | sed "s/TABLES/$1/g")" > "$folder.sql"
  PGOPTIONS='-c jit=off' "$binaries/pgbench" -n -M prepared -T 3 -f "$folder.sql" -h "$folder" office 2> /dev/null |
    sed -n 's/^latency average = \(.*\) ms/\1/p'
}
ask() { printf '%-34s %9s ms %9s ms\n' "$1" "$(lasts plain "$2")" "$(lasts parts "$2")"; }
ask 'a page of one region' "SELECT number, text FROM TABLES.findings WHERE region = 'r03' AND stage = 1 ORDER BY due, number LIMIT 100"
ask 'a page of the country' "SELECT number, text FROM TABLES.findings WHERE stage = 1 ORDER BY due, number LIMIT 100"
ask 'the history of one finding' "SELECT text FROM TABLES.events WHERE stream = 'finding/' || md5(:n::text) ORDER BY version"
ask 'the newest hundred events' "SELECT position, text FROM TABLES.events WHERE position > $findings * 4 - 100 ORDER BY position"
ask 'one region counted by stage' "SELECT stage, count(*) FROM TABLES.findings WHERE region = 'r03' GROUP BY stage"
printf '%-34s %9s ms %9s ms\n' 'a month of events let go' \
  "$(timed "BEGIN; DELETE FROM plain.events WHERE position <= $findings * 4 / 12; ROLLBACK")" \
  "$(timed "BEGIN; ALTER TABLE parts.events DETACH PARTITION parts.events_0; ROLLBACK")"
