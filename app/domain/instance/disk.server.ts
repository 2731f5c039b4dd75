import { readdir, stat, statfs } from 'node:fs/promises';
import path from 'node:path';

export interface Disk {
  /** Bytes that files of the folder take. */
  used: number;
  files: number;
  /** Bytes that are left to us on its disk, and all there are. */
  free: number;
  total: number;
}

/** Under this share of free space, or these bytes, a disk is nearly full. */
const LITTLE = { share: 0.1, bytes: 1_073_741_824 };

export const isNearlyFull = ({ free, total }: Pick<Disk, 'free' | 'total'>): boolean =>
  free < LITTLE.bytes || free < total * LITTLE.share;

/** How full the disk of a folder is; undefined where there is no such folder yet. */
export async function spaceOf(folder: string): Promise<Pick<Disk, 'free' | 'total'> | undefined> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder);
    return { free: bavail * bsize, total: blocks * bsize };
  } catch {
    return undefined;
  }
}

/** What a folder's files take, and how full its disk is; undefined where there is no such folder yet. */
export async function diskOf(folder: string): Promise<Disk | undefined> {
  const space = await spaceOf(folder);
  if (!space) return undefined;
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  let used = 0;
  for (const { parentPath, name } of files) {
    // One that is removed meanwhile takes nothing.
    used += await stat(path.join(parentPath, name)).then(
      ({ size }) => size,
      () => 0,
    );
  }
  return { used, files: files.length, ...space };
}
