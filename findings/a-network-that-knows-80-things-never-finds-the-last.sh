#!/usr/bin/env bash
# @huggingface/transformers 4.3.1 (npm): RT-DETR, D-FINE and OWL-ViT say of each box how likely each thing is, by itself, and have no class for "nothing"; their processors read them as DETR, whose last class
# is that. A box that is a toothbrush, the last of COCO's 80 things, with a logit of 4 (0.98) is taken for nothing and left out. The rest is scored against each other: cat and dog at 0.88 each share one,
# and neither reaches a half; a person at 0.73 beside 79 faint things has 0.84. A threshold that was chosen in Python is another one here. With the fourth argument, which only the pipeline of
# OWL-ViT passes, the three boxes are there, with both names of the second. The product takes every class of a network by its own score
# (inference-container/Inference/Networks/Detection/RowDetector.cs, NanoDetector.cs).
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
echo '{}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts @huggingface/transformers@4.3.1 >/dev/null
cat > finding.mjs <<'JS'
import { OwlViTImageProcessor, RTDetrImageProcessor, Tensor } from '@huggingface/transformers';

const names = { 0: 'person', 15: 'cat', 16: 'dog', 79: 'toothbrush' };
const boxes = [{ 79: 4 }, { 15: 2, 16: 2 }, { 0: 1 }];
const logits = new Float32Array(boxes.length * 80).fill(-5);
boxes.forEach((things, box) => Object.entries(things).forEach(([thing, logit]) => { logits[box * 80 + Number(thing)] = logit; }));
const outputs = {
  logits: new Tensor('float32', logits, [1, boxes.length, 80]),
  pred_boxes: new Tensor('float32', new Float32Array(boxes.length * 4).fill(0.5), [1, boxes.length, 4]),
};
for (const [name, Processor, ...more] of [['RT-DETR', RTDetrImageProcessor], ['OWL-ViT', OwlViTImageProcessor], ['RT-DETR, fourth argument', RTDetrImageProcessor, true]]) {
  const processor = new Processor({ size: { width: 640, height: 640 } });
  const [{ classes, scores }] = processor.post_process_object_detection(outputs, 0.5, [[640, 640]], ...more);
  console.log(`${name}: ${classes.map((thing, i) => `${names[thing]} ${scores[i].toFixed(2)}`).join(', ')}`);
}
JS
seen=$(node finding.mjs)
echo "$seen"
test "$seen" = 'RT-DETR: person 0.84
OWL-ViT: person 0.84
RT-DETR, fourth argument: toothbrush 0.98, cat 0.88, dog 0.88, person 0.73'
