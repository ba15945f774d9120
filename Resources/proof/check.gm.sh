#!/bin/sh
# 把每个事件沿路径折到检查点的根，核对内容与佐证的摘要；只用 sh、sed、cut、ls、wc、tr 与 openssl。
# Folds every event along its path to the checkpoint's root, and checks the digests of content and evidence.
cd "$(dirname "$0")" || exit 2
LC_ALL=C; export LC_ALL
bad=0
hash() { openssl dgst -sm3 -r | cut -d ' ' -f 1; }
say() { if [ "$2" = "$3" ]; then echo "ok   $1"; else echo "BAD  $1"; bad=1; fi; }
# hex digits -> bytes
bytes() {
    rest=$1; out=
    while [ -n "$rest" ]; do
        more=${rest#??}; v=$((0x${rest%"$more"})); rest=$more
        out="$out\\$((v >> 6))$((v >> 3 & 7))$((v & 7))"
    done
    printf "$out"
}
root=$(sed -n 's/^root: //p' checkpoint.txt)
# path TEXT: the root that a text's path leads to
path() {
    h=$1
    while read -r side other; do
        case $side in
            left) h=$({ printf '\001'; bytes "$other$h"; } | hash) ;;
            right) h=$({ printf '\001'; bytes "$h$other"; } | hash) ;;
        esac
    done < "${2%.txt}.path"
    say "$2" "$h" "$root"
}
leaf() { { printf '\000'; cat "$1"; } | hash; }
before=none
i=1
while [ -f "event-$i.txt" ]; do
    say "event-$i.txt follows" "$(sed -n 's/^previous: //p' "event-$i.txt")" "$before"
    before=$(leaf "event-$i.txt")
    path "$before" "event-$i.txt"
    i=$((i + 1))
done
say "events: $((i - 1))" "$((i - 1))" "$(ls event-*.path | wc -l | tr -d ' ')"
for text in key-*.txt; do path "$(leaf "$text")" "$text"; done
[ -f content.txt ] || { echo 'BAD  content.txt'; exit 1; }
content=$(hash < content.txt)
round=$(sed -n 's/^reviewRound: //p' content.txt)
for opinion in event-*.txt.sig; do
    text=${opinion%.sig}
    [ "$(sed -n 's/^reviewRound: //p' "$text")" = "$round" ] || continue
    say "content.txt <- $text" "$(sed -n 's/^content: //p' "$text")" "$content"
done
if [ -d evidence ]; then
    while read -r digest file; do say "$file" "$(hash < "$file")" "$digest"; done < SM3SUMS || bad=1
fi
exit $bad
