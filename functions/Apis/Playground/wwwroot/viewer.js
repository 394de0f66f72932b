// The picture with its masks, and what the user points at in it.

import { drawBox, drawCrosshair, drawDot, drawOpenBox } from './marks.js';
import { VIEW_SIDE } from './picture.js';
import { inside, isBox } from './places.js';
import { isInside } from './rle.js';

/** @import { Mode } from './modes.js' */
/** @import { Place } from './places.js' */
/** @import { Box, Scene, Segment } from './types.js' */

const STEP = 0.02;
const SMALL_STEP = 0.002;

/** Of the masks beside the one that is pointed at. */
const DIMMED = 0.3;

export class Viewer {
  /** @type {Mode} */
  mode = 'words';

  /** @type {(x: number, y: number, label: 0 | 1) => void} */
  onPoint = () => {};

  /** @type {(box: Box) => void} */
  onBox = () => {};

  /** @type {(segment?: Segment) => void} Told of the mask that the pointer or the crosshair is on; of several, the smallest. */
  onHover = () => {};

  /** @type {Scene | undefined} */
  #scene;

  /** @type {Segment | undefined} The one that the user points at, in the list or in the picture. */
  #pointed;

  /** @type {Segment | undefined} */
  #hovered;

  /** @type {Place | undefined} Of a box that is not complete. */
  #corner;

  /** Whether the box is dragged; otherwise the next click sets its other corner. */
  #isDragging = false;

  /** @type {Place | undefined} */
  #pointer;

  /** Where the keyboard points; not drawn until it is used. */
  #crosshair = { x: 0.5, y: 0.5, shown: false };

  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.canvas = canvas;
    canvas.addEventListener('pointerdown', event => this.#press(event));
    canvas.addEventListener('pointermove', event => this.#move(event));
    canvas.addEventListener('pointerleave', () => this.#hover());
    canvas.addEventListener('pointerup', event => this.#release(event));
    canvas.addEventListener('pointercancel', () => this.#endDrag());
    canvas.addEventListener('contextmenu', event => event.preventDefault());
    canvas.addEventListener('keydown', event => this.#type(event));
  }

  /** @param {Mode} mode */
  setMode(mode) {
    this.mode = mode;
    this.canvas.dataset.mode = mode;
    this.#endDrag();
  }

  /** @param {Scene} scene */
  show(scene) {
    this.#scene = scene;
    const scale = Math.min(1, VIEW_SIDE / Math.max(scene.width, scene.height));
    this.canvas.width = Math.max(1, Math.round(scene.width * scale));
    this.canvas.height = Math.max(1, Math.round(scene.height * scale));
    this.#crosshair = { x: 0.5, y: 0.5, shown: false };
    this.draw();
  }

  /** Takes away what is shown, before its picture is closed. */
  clear() {
    this.#scene = undefined;
    this.#pointed = this.#hovered = this.#corner = undefined;
    this.#isDragging = false;
    this.canvas.getContext('2d')?.clearRect(0, 0, this.canvas.width, this.canvas.height);
  }

  /** @param {Segment} [segment] The one to show before the others; none for all alike. */
  point(segment) {
    this.#pointed = segment;
    if (!segment) {
      this.#hovered = undefined;
    }

    this.draw();
  }

  draw() {
    const context = this.canvas.getContext('2d');
    if (!this.#scene || !context) {
      return;
    }

    const { width, height } = this.canvas;
    context.drawImage(this.#scene.image, 0, 0, width, height);
    for (const segment of this.#scene.segments.filter(part => part.visible)) {
      context.globalAlpha = this.#pointed && this.#pointed !== segment ? DIMMED : 1;
      context.drawImage(segment.layer, 0, 0, width, height);
    }

    context.globalAlpha = 1;

    const pixel = width / (this.canvas.clientWidth || width);
    for (const { x, y, ...point } of this.#scene.points) {
      drawDot(context, { ...point, x: x * width, y: y * height }, pixel);
    }

    for (const { x1, y1, x2, y2, color } of this.#scene.boxes ?? []) {
      drawBox(context, { x1: x1 * width, y1: y1 * height, x2: x2 * width, y2: y2 * height, color }, pixel);
    }

    if (this.#corner && this.#pointer) {
      const [a, b] = [this.#corner, this.#pointer];
      drawOpenBox(context, { x1: a.x * width, y1: a.y * height, x2: b.x * width, y2: b.y * height }, pixel);
    }

    if (this.#crosshair.shown) {
      drawCrosshair(context, this.#crosshair.x * width, this.#crosshair.y * height, pixel);
    }
  }

  /** @param {PointerEvent} event */
  #press(event) {
    this.#crosshair.shown = false;
    if (this.mode === 'click' && (event.button === 0 || event.button === 2)) {
      const { x, y } = this.#place(event);
      this.onPoint(x, y, event.button === 0 ? 1 : 0);
    } else if (this.mode === 'box' && event.button === 0 && this.#corner) {
      this.#finishBox(this.#corner, this.#place(event));
    } else if (this.mode === 'box' && event.button === 0) {
      this.canvas.setPointerCapture(event.pointerId);
      this.#isDragging = true;
      this.#corner = this.#pointer = this.#place(event);
      this.draw();
    }
  }

  /** @param {PointerEvent} event */
  #move(event) {
    if (this.#corner) {
      this.#pointer = this.#place(event);
      this.draw();
    } else {
      this.#hover(this.#place(event));
    }
  }

  /** @param {Place} [at] Outside the picture if there is none. */
  #hover(at) {
    const under = at && this.#scene?.segments.filter(segment => segment.visible && isInside(segment.ends, segment.rle, at.x, at.y));
    const hovered = under?.reduce((/** @type {Segment | undefined} */ least, segment) => (least && least.area <= segment.area ? least : segment), undefined);
    if (hovered !== this.#hovered) {
      this.#hovered = hovered;
      this.onHover(hovered);
    }
  }

  /** @param {PointerEvent} event */
  #release(event) {
    const at = this.#place(event);
    if (this.#corner && this.#isDragging && isBox(this.#corner, at)) {
      this.#finishBox(this.#corner, at);
    }

    this.#isDragging = false;
  }

  #endDrag() {
    this.#corner = undefined;
    this.#isDragging = false;
    this.draw();
  }

  /**
   * @param {Place} a
   * @param {Place} b
   */
  #finishBox(a, b) {
    this.#endDrag();
    if (isBox(a, b)) {
      this.onBox({ x1: Math.min(a.x, b.x), y1: Math.min(a.y, b.y), x2: Math.max(a.x, b.x), y2: Math.max(a.y, b.y) });
    }
  }

  /** @param {KeyboardEvent} event */
  #type(event) {
    const step = event.shiftKey ? SMALL_STEP : STEP;
    const at = this.#crosshair;
    /** @type {Record<string, () => void>} */
    const keys = {
      ArrowLeft: () => { at.x = inside(at.x - step); },
      ArrowRight: () => { at.x = inside(at.x + step); },
      ArrowUp: () => { at.y = inside(at.y - step); },
      ArrowDown: () => { at.y = inside(at.y + step); },
      Enter: () => this.#enter({ x: at.x, y: at.y }),
      Backspace: () => { if (this.mode === 'click') { this.onPoint(at.x, at.y, 0); } },
      Escape: () => { this.#corner = undefined; },
    };
    const action = keys[event.key];
    if (action) {
      event.preventDefault();
      at.shown = true;
      action();
      this.#hover(at);
      if (this.#corner) {
        this.#pointer = { x: at.x, y: at.y };
      }

      this.draw();
    }
  }

  /** @param {Place} at */
  #enter(at) {
    if (this.mode === 'click') {
      this.onPoint(at.x, at.y, 1);
    } else if (this.mode === 'box' && this.#corner) {
      this.#finishBox(this.#corner, at);
    } else if (this.mode === 'box') {
      this.#corner = at;
    }
  }

  /**
   * @param {PointerEvent} event
   * @returns {Place}
   */
  #place(event) {
    const { left, top, width, height } = this.canvas.getBoundingClientRect();
    return { x: inside((event.clientX - left) / width), y: inside((event.clientY - top) / height) };
  }
}
