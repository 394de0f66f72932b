// What the user points at, drawn over the picture.

const INSIDE = '#0b5394';
const OUTSIDE = '#a8071a';

/**
 * @param {CanvasRenderingContext2D} context
 * @param {{ x: number, y: number, label: 0 | 1, color?: string }} point In pixels of the canvas; the color is its object's.
 * @param {number} pixel Of the screen, in those of the canvas.
 */
export function drawDot(context, { x, y, label, color }, pixel) {
  context.save();
  context.translate(x, y);
  context.scale(pixel, pixel);
  context.beginPath();
  context.arc(0, 0, 8, 0, 2 * Math.PI);
  context.fillStyle = label === 1 ? INSIDE : OUTSIDE;
  context.fill();
  if (color) {
    context.lineWidth = 7;
    context.strokeStyle = color;
    context.stroke();
  }

  context.lineWidth = 2;
  context.strokeStyle = '#ffffff';
  context.stroke();
  context.beginPath();
  context.moveTo(-4, 0);
  context.lineTo(4, 0);
  if (label === 1) {
    context.moveTo(0, -4);
    context.lineTo(0, 4);
  }

  context.stroke();
  context.restore();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {{ x1: number, y1: number, x2: number, y2: number, color: string }} box In pixels of the canvas.
 * @param {number} pixel
 */
export function drawBox(context, { x1, y1, x2, y2, color }, pixel) {
  for (const [stroke, width] of /** @type {[string, number][]} */ ([['#ffffff', 5], [color, 3]])) {
    context.lineWidth = width * pixel;
    context.strokeStyle = stroke;
    context.strokeRect(x1, y1, x2 - x1, y2 - y1);
  }
}

/**
 * A box that is not complete.
 * @param {CanvasRenderingContext2D} context
 * @param {{ x1: number, y1: number, x2: number, y2: number }} box In pixels of the canvas.
 * @param {number} pixel
 */
export function drawOpenBox(context, { x1, y1, x2, y2 }, pixel) {
  context.setLineDash([8 * pixel, 6 * pixel]);
  for (const [stroke, offset] of /** @type {[string, number][]} */ ([['#000000', 0], ['#ffffff', 7 * pixel]])) {
    context.lineWidth = 2.5 * pixel;
    context.lineDashOffset = offset;
    context.strokeStyle = stroke;
    context.strokeRect(x1, y1, x2 - x1, y2 - y1);
  }

  context.setLineDash([]);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 * @param {number} pixel
 */
export function drawCrosshair(context, x, y, pixel) {
  const reach = 18 * pixel;
  for (const [color, width] of /** @type {[string, number][]} */ ([['#000000', 4], ['#ffffff', 2]])) {
    context.beginPath();
    context.moveTo(x - reach, y);
    context.lineTo(x + reach, y);
    context.moveTo(x, y - reach);
    context.lineTo(x, y + reach);
    context.lineWidth = width * pixel;
    context.strokeStyle = color;
    context.stroke();
  }
}
