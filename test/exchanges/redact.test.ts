import { expect, test } from 'vitest';
import { linesOf, redact, secretsOf } from '../../exchanges/redact.ts';

test('a signature in the address, in the body, or as a bearer token never comes out', () => {
  const secrets = secretsOf({
    url: 'https://x.example/order?symbol=BTCUSDT&signature=abc%2Bdef123',
    method: 'POST',
    headers: { Authorization: 'Bearer eyJ0.payload.sign', 'X-KEY': 'the-api-key' },
    body: 'quantity=1&signature=0123456789abcdef',
  });
  const said = redact('the-api-key eyJ0.payload.sign abc+def123 abc%2Bdef123 0123456789abcdef BTCUSDT', secrets);
  expect(said).toBe('[redacted] [redacted] [redacted] [redacted] [redacted] BTCUSDT');
});

test('one line of a key file betrays it as well', () => {
  const pem = '-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIBkg4LVWM9nuwNSk3yByxZpYRTBnVJk\n-----END EC PRIVATE KEY-----\n';
  expect(redact('bad key: MHcCAQEEIBkg4LVWM9nuwNSk3yByxZpYRTBnVJk', linesOf(pem))).toBe('bad key: [redacted]');
});
