import QRCode from 'qrcode';

/** Modules of quiet around the code, as ISO/IEC 18004 asks. */
const QUIET = 4;

/** A QR code as one path of squares, in modules. */
export function qrCode(text: string): { size: number; path: string } {
  const { size, data } = QRCode.create(text, { errorCorrectionLevel: 'M' }).modules;
  let path = '';
  for (let at = 0; at < data.length; at++) {
    if (data[at]) path += `M${(at % size) + QUIET} ${Math.floor(at / size) + QUIET}h1v1h-1z`;
  }
  return { size: size + 2 * QUIET, path };
}
