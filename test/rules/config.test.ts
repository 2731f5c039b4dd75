import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConfigError, origin, readConfig } from '#app/config.server';

function mistakesIn(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    return (error as ConfigError).mistakes;
  }
}

describe('the environment', () => {
  test('may be empty: every default makes a first try work', () => {
    expect(readConfig({})).toEqual({
      environment: 'production',
      databaseUrl: undefined,
      smtpUrl: undefined,
      mailFrom: 'Perchoir <perchoir@localhost>',
      appUrl: undefined,
      secure: false,
      port: 3000,
      host: '0.0.0.0',
      sample: 'auto',
      rateLimitFactor: 1,
      logLevel: expect.any(String),
      mediaDir: path.resolve('var/media'),
      trustProxy: 0,
      metricsToken: undefined,
    });
  });

  test('names every mistake at once, each on a line, without the value', () => {
    const bad = {
      DATABASE_URL: 'mysql://root:hunter2@localhost/x',
      SMTP_URL: 'smtp://mail.example.org?pool=true',
      MAIL_FROM: 'not an address',
      APP_URL: 'https://example.org/perchoir',
      PORT: '99999',
      SAMPLE: 'yes',
      RATE_LIMIT_FACTOR: '0.5',
      LOG_LEVEL: 'loud',
      TRUST_PROXY: 'all',
      NODE_ENV: 'staging',
    };
    const mistakes = mistakesIn(bad);
    for (const name of Object.keys(bad))
      expect(mistakes.filter((line) => line.startsWith(`${name} `))).toHaveLength(1);
    expect(mistakes).toHaveLength(Object.keys(bad).length);
    expect(mistakes.join()).not.toContain('hunter2');
    expect(new ConfigError(mistakes).message.split('\n')).toHaveLength(mistakes.length + 1);
  });

  test('counts an empty variable as not set', () => {
    expect(readConfig({ SMTP_URL: '', APP_URL: ' ', PORT: '' }).port).toBe(3000);
  });

  test.each([
    'smtp://localhost:1025',
    'smtps://user:p%40ss@mail.example.org',
    'smtp://u:p@mail.example.org:587',
  ])('takes the mail server %s', (url) => expect(readConfig({ SMTP_URL: url }).smtpUrl).toBe(url));

  test.each(['http://mail.example.org', 'mail.example.org', 'smtp://', 'smtp://h?pool=true', 'smtp://h#x'])(
    'refuses the mail server %s',
    (url) => expect(mistakesIn({ SMTP_URL: url })).toHaveLength(1),
  );

  test.each(['club@example.org', 'Le Perchoir <club@example.org>', 'Été à Paris <a.b+c@example.org>'])(
    'takes the sender %s',
    (sender) => expect(readConfig({ MAIL_FROM: sender }).mailFrom).toBe(sender),
  );

  test.each(['club', 'a@b, c@d', 'X <a@b> <c@d>', 'Line\nBcc: x@y <a@b>', '<a b@c>'])(
    'refuses the sender %j',
    (sender) => expect(mistakesIn({ MAIL_FROM: sender })).toHaveLength(1),
  );

  test.each([
    'https://example.org/x',
    'https://u:p@example.org',
    'https://example.org/?a',
    'ftp://example.org',
    'x',
  ])('refuses the address %s', (url) => expect(mistakesIn({ APP_URL: url })).toHaveLength(1));

  test('takes links in letters from APP_URL, else from this machine', () => {
    expect(origin(readConfig({ APP_URL: 'https://perchoir.example.org/' }))).toBe(
      'https://perchoir.example.org',
    );
    expect(origin(readConfig({ PORT: '4000' }))).toBe('http://localhost:4000');
  });

  test('knows when readers come by https, and writes from that host', () => {
    const config = readConfig({ APP_URL: 'https://perchoir.example.org' });
    expect(config.secure).toBe(true);
    expect(config.mailFrom).toBe('Perchoir <perchoir@perchoir.example.org>');
    expect(readConfig({ APP_URL: 'http://localhost:3000' }).secure).toBe(false);
  });
});
