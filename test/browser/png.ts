/** As much of the PNG format as tells whether a file is one, and how large it is. */

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Width and height in device pixels; null when the bytes are no PNG. */
export function pngSize(bytes: Buffer): { readonly width: number; readonly height: number } | null {
  const isPng =
    bytes.subarray(0, 8).equals(SIGNATURE) && bytes.subarray(12, 16).toString('latin1') === 'IHDR';
  return isPng ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) } : null;
}
