/** What the project uses of gifenc, which has no types of its own. */
declare module 'gifenc' {
  interface Encoder {
    writeFrame(pixels: Uint8Array, width: number, height: number, options: object): void;
    finish(): void;
    bytes(): Uint8Array;
  }
  const gifenc: {
    GIFEncoder(): Encoder;
  };
  export default gifenc;
}
