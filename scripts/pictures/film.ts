import { writeFile } from 'node:fs/promises';
import { decode } from 'fast-png';
import gifenc from 'gifenc';
import type { Page } from 'playwright-core';
import { type Clip, withoutFrame } from './clip.ts';

interface Frame {
  readonly rgba: Uint8Array;
  readonly millis: number;
}

/** Takes pictures of a window one after another and saves them as one animated GIF. */
export class Film {
  readonly #page: Page;
  readonly #clip: Clip;
  readonly #frames: Frame[] = [];

  constructor(page: Page) {
    this.#page = page;
    this.#clip = withoutFrame(page);
  }

  /** Takes a frame that stays for so many milliseconds. */
  async shoot(millis: number): Promise<void> {
    const { data } = decode(await this.#page.screenshot({ clip: this.#clip }));
    this.#frames.push({ rgba: opaque(new Uint8Array(data), this.#clip), millis });
  }

  save(path: string): Promise<void> {
    return writeFile(path, encode(this.#frames, this.#clip));
  }
}

/** Where a frame repeats the one before it is transparent: a window changes little, and runs of one colour take no room. */
function encode(frames: readonly Frame[], { width, height }: Clip): Uint8Array {
  const palette = commonColours(frames, 255);
  const indexOf = nearestIn(palette);
  const transparentIndex = palette.length;
  const gif = gifenc.GIFEncoder();
  let before: Uint8Array | undefined;
  for (const { rgba, millis } of frames) {
    const pixels = coloursOf(rgba).map(indexOf);
    const now = Uint8Array.from(pixels);
    const changed = now.map((pixel, at) => (pixel === before?.[at] ? transparentIndex : pixel));
    gif.writeFrame(changed, width, height, {
      ...(before === undefined ? { palette: [...palette, 0].map(channelsOf) } : {}),
      transparent: true,
      transparentIndex,
      delay: millis,
      dispose: 1,
    });
    before = now;
  }
  gif.finish();
  return gif.bytes();
}

/** The colours used most, exactly as they are, because a quantiser would tint a window's white; and rarer ones that no other stands for. */
function commonColours(frames: readonly Frame[], maximum: number): readonly number[] {
  const counts = new Map<number, number>();
  for (const { rgba } of frames)
    for (const colour of coloursOf(rgba)) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const palette: number[] = [];
  for (const [colour] of [...counts].sort(([, a], [, b]) => b - a)) {
    const isNew = palette.length < 48 || palette.every((other) => distance(colour, other) > 500);
    if (isNew && palette.push(colour) === maximum) break;
  }
  return palette;
}

function distance(one: number, other: number): number {
  const [red, green, blue] = channelsOf(one);
  const [r, g, b] = channelsOf(other);
  return (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
}

/** Each pixel as one number, red first. */
const coloursOf = (rgba: Uint8Array): Uint32Array =>
  Uint32Array.from({ length: rgba.length / 4 }, (_, pixel) =>
    rgba.subarray(pixel * 4, pixel * 4 + 3).reduce((colour, channel) => colour * 256 + channel, 0),
  );

const channelsOf = (colour: number): readonly [number, number, number] => [
  colour >> 16,
  (colour >> 8) & 255,
  colour & 255,
];

/** The place in the palette that comes nearest to a colour. */
function nearestIn(palette: readonly number[]): (colour: number) => number {
  const known = new Map(palette.map((colour, index) => [colour, index]));
  return (colour) => {
    const all = known.has(colour) ? [] : palette.map((other) => distance(colour, other));
    const index = known.get(colour) ?? all.indexOf(Math.min(...all));
    known.set(colour, index);
    return index;
  };
}

/** PNG pictures without transparent pixels hold three numbers a pixel; GIF's encoder wants four. */
function opaque(data: Uint8Array, { width, height }: Clip): Uint8Array {
  const channels = data.length / (width * height);
  if (channels === 4) return data;
  const rgba = new Uint8Array(width * height * 4).fill(255);
  for (let pixel = 0; pixel < width * height; pixel++)
    rgba.set(data.subarray(pixel * channels, pixel * channels + 3), pixel * 4);
  return rgba;
}
