import { open } from 'node:fs/promises';

/** Reads what is appended to a file; `read` passes on what is new, and says whether anything was. */
export function followFile(path: string, onText: (text: string) => void): { read(): Promise<boolean> } {
  const decoder = new TextDecoder();
  let position = 0;
  const read = async (): Promise<boolean> => {
    const file = await open(path).catch(() => undefined);
    if (file === undefined) return false;
    try {
      const { size } = await file.stat();
      if (size <= position) return false;
      const { bytesRead, buffer } = await file.read(
        Buffer.alloc(size - position),
        0,
        size - position,
        position,
      );
      position += bytesRead;
      onText(decoder.decode(buffer.subarray(0, bytesRead), { stream: true }));
      return bytesRead > 0;
    } finally {
      await file.close();
    }
  };
  return { read };
}
