// The synthetic picture, in integers only, so that C# can draw exactly the same one (ReferenceScene.cs).
export const side = 512;

/** RGB of one pixel, each 0–255: a gradient, a disc, a box with stripes, and a grain over all of it. */
function pixel(x, y) {
  const grain = ((x * 7 + y * 13) ^ (x * y)) % 32;
  const dx = x - 180;
  const dy = y - 210;
  if (dx * dx + dy * dy < 100 * 100) {
    return [200 + grain, 60 + grain, 40 + grain];
  }
  if (x >= 300 && x < 460 && y >= 150 && y < 430) {
    return (y >> 4) % 2 === 0 ? [30 + grain, 60 + grain, 160 + grain] : [210 + grain, 200 + grain, 190 + grain];
  }
  return [(x >> 2) + grain, (y >> 2) + 64 + grain, ((x + y) >> 3) + 32 + grain];
}

/** Height × width × RGB, the network's format. */
export function draw() {
  const values = new Float32Array(side * side * 3);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      values.set(pixel(x, y), (y * side + x) * 3);
    }
  }
  return values;
}
