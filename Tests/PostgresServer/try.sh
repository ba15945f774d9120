#!/bin/sh
# A private PostgreSQL server for trying a ledger on one: `try.sh start FOLDER` prints its address, `try.sh stop FOLDER` ends it.
set -e
action=$1
folder=$2
binaries=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
login=$(id -un)
# A server refuses to run as root.
as() {
  if [ "$(id -u)" -eq 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}
sql() {
  as "$binaries/psql" -X -q -A -t -v ON_ERROR_STOP=1 -h "$folder" -U postgres -d postgres -c "$1"
}
case $action in
start)
  if [ ! -e "$folder/data/PG_VERSION" ]; then
    mkdir -p -m 700 "$folder"
    [ "$(id -u)" -ne 0 ] || chown postgres "$folder"
    # Whoever gets into the folder may be any login: it is for trying several of them, and closed to everybody else.
    as "$binaries/initdb" -D "$folder/data" -A trust -U postgres -E UTF8 --locale=C.UTF-8 > /dev/null
    as sh -c "printf \"listen_addresses = ''\nunix_socket_directories = '%s'\n\" '$folder' >> '$folder/data/postgresql.conf'"
  fi
  as "$binaries/pg_ctl" -D "$folder/data" status > /dev/null 2>&1 ||
    as "$binaries/pg_ctl" -D "$folder/data" -l "$folder/log" -w start > /dev/null
  [ -n "$(sql "SELECT 1 FROM pg_roles WHERE rolname = '$login'")" ] || sql "CREATE ROLE \"$login\" LOGIN CREATEROLE"
  [ -n "$(sql "SELECT 1 FROM pg_database WHERE datname = 'office'")" ] || sql "CREATE DATABASE office OWNER \"$login\""
  echo "A private server runs in $folder; it ends with: make postgres-stop"
  echo "  xiaohao --ledger 'postgres:///office?host=$folder' init --practice"
  ;;
stop) as "$binaries/pg_ctl" -D "$folder/data" -m fast stop ;;
esac
