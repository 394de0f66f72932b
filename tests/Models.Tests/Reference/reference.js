// Runs the detector in TensorFlow.js, which knows nothing of our conversion, and writes centernet.json to this folder.
import '@tensorflow/tfjs-backend-cpu';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import { readFileSync, writeFileSync } from 'node:fs';
import { draw, side } from './scene.js';

const models = new URL('node_modules/@vladmandic/human/models/', import.meta.url);
const model = JSON.parse(readFileSync(new URL('centernet.json', models)));
const weights = readFileSync(new URL('centernet.bin', models));

const network = await loadGraphModel(tf.io.fromMemory({
  ...model,
  weightSpecs: model.weightsManifest.flatMap((group) => group.weights),
  weightData: weights.buffer.slice(weights.byteOffset, weights.byteOffset + weights.length),
}));
const outputs = ['tower_0/detections', 'tower_0/keypoints', 'tower_0/wh'];
const [detections, heatmap, extents] = network
  .execute(tf.tensor(draw(), [1, side, side, 3]), outputs)
  .map((tensor) => Array.from(tensor.dataSync(), (value) => Number(value.toPrecision(9))));

/** Every `step`-th element. The steps have no factor in common with the tensors' sizes, so every channel and place is sampled. */
const sample = (values, step) => values.filter((_, index) => index % step === 0);

const lines = [
  `"detections": ${JSON.stringify(detections)}`,
  `"heatmapStep": 641, "heatmap": ${JSON.stringify(sample(heatmap, 641))}`,
  `"heatmapMaximum": ${JSON.stringify(heatmap.reduce((a, b) => Math.max(a, b)))}`,
  `"extentsStep": 101, "extents": ${JSON.stringify(sample(extents, 101))}`,
];
writeFileSync(new URL('centernet.json', import.meta.url), `{\n${lines.join(',\n')}\n}\n`);
