import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { settle } from '../../launch/suite.mjs';

describe('the totals of a stage', () => {
  const totals = { stage: 'x', passed: 3, failed: 0, skipped: 0 };

  test('count a stage that ran nothing, or ended badly without naming a test, as one failure', () => {
    expect(settle(totals, 0)).toEqual(totals);
    expect(settle(totals, 1).failed).toBe(1);
    expect(settle({ ...totals, passed: 0 }, 0).failed).toBe(1);
  });

  test('are left alone where a test failed', () => {
    expect(settle({ ...totals, failed: 2 }, 1).failed).toBe(2);
  });
});

test('the lock file is completed with the platforms a registry lacks, and with nothing twice', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'perchoir-lock-'));
  const file = path.join(folder, 'package-lock.json');
  const optionalDependencies = { '@x/native-linux-x64': '1.0.0', '@x/native-darwin-arm64': '1.0.0' };
  const packages = {
    '': { dependencies: { x: '1.0.0' } },
    'node_modules/@x/native-linux-x64': { version: '1.0.0', optional: true, os: ['linux'], cpu: ['x64'] },
    'node_modules/x': { version: '1.0.0', dev: true, optionalDependencies },
  };
  fs.writeFileSync(file, JSON.stringify({ packages }));
  const fix = () =>
    execFileSync(process.execPath, [path.resolve('.ci/fix-lock.mjs')], { cwd: folder, encoding: 'utf8' });
  expect(fix()).toContain('Added 1 ');
  expect(JSON.parse(fs.readFileSync(file, 'utf8')).packages['node_modules/@x/native-darwin-arm64']).toEqual({
    version: '1.0.0',
    optional: true,
    dev: true,
    os: ['darwin'],
    cpu: ['arm64'],
  });
  expect(fix()).toContain('was complete');
  fs.rmSync(folder, { recursive: true });
});
