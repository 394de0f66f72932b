#!/usr/bin/env bash
# @tensorflow-models/coco-ssd 2.2.3 with @tensorflow/tfjs-core, -converter and -backend-cpu 4.22.0 (npm); the network is replaced by what it would say: three boxes, two persons that overlap by a third and a cat on the first.
# detect's least score is also the overlap from which one box hides another. With 0.2 one person is found, with 0.5, which asks for less, two; a person of 0.8 beside one of 0.9 is
# left out because faint things were asked for. And boxes hide each other whatever they are: the cat in front of the person is gone at every least score. The
# product's limits are two, and boxes of one class only hide each other (inference-container/Inference/Networks/Detection/NonMaximumSuppression.cs).
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
echo '{}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts @tensorflow-models/coco-ssd@2.2.3 @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-converter@4.22.0 @tensorflow/tfjs-backend-cpu@4.22.0 >/dev/null
cat > finding.cjs <<'JS'
const tf = require('@tensorflow/tfjs-core');
require('@tensorflow/tfjs-backend-cpu');
const { ObjectDetection } = require('@tensorflow-models/coco-ssd');

const classes = 90;
const [person, cat] = [0, 16];
const found = [
  { box: [0.1, 0.1, 0.5, 0.5], class: person, score: 0.9 },
  { box: [0.1, 0.3, 0.5, 0.7], class: person, score: 0.8 },
  { box: [0.1, 0.1, 0.5, 0.55], class: cat, score: 0.7 },
];
const detector = new ObjectDetection('lite_mobilenet_v2');
detector.model = {
  executeAsync: async () => [
    tf.tensor(found.flatMap(thing => Array.from({ length: classes }, (_, i) => i === thing.class ? thing.score : 0.01)), [1, found.length, classes]),
    tf.tensor(found.flatMap(thing => thing.box), [1, found.length, 1, 4]),
  ],
};

(async () => {
  await tf.setBackend('cpu');
  for (const least of [0.2, 0.3, 0.5, 0.69]) {
    const seen = await detector.detect(tf.zeros([100, 100, 3], 'int32'), 20, least);
    console.log(`at least ${least}: ${seen.map(thing => `${thing.class} ${thing.score.toFixed(1)}`).join(', ')}`);
  }
})();
JS
seen=$(node finding.cjs 2>/dev/null | grep '^at least')
echo "$seen"
test "$seen" = 'at least 0.2: person 0.9
at least 0.3: person 0.9
at least 0.5: person 0.9, person 0.8
at least 0.69: person 0.9, person 0.8'
