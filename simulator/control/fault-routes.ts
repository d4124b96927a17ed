import { readBody } from './body-reader.ts';
import type { ControlAnswer, ControlRequest } from './control-context.ts';
import { faultKinds } from './control-types.ts';

export function addFault({ context, body }: ControlRequest): ControlAnswer {
  const read = readBody(body, [
    'kind',
    'key',
    'endpoint',
    'count',
    'skip',
    'probability',
    'ms',
    'error',
    'fillAfterMs',
    'fillFirstShare',
  ]);
  const kind = read.oneOf('kind', faultKinds);
  const isDelay = kind === 'delay-before-accept' || kind === 'delay-after-accept';
  if (isDelay && !read.has('ms')) read.complain(`ms: expected with ${kind}`);
  if (kind === 'refuse' && !read.has('error')) read.complain('error: expected with refuse');
  if (kind === 'late-fill' && !read.has('fillAfterMs')) read.complain('fillAfterMs: expected with late-fill');
  const fields = {
    key: read.optionalText('key'),
    endpoint: read.optionalText('endpoint'),
    count: read.optionalNumber('count', 1),
    skip: read.optionalNumber('skip', 0),
    probability: read.optionalNumber('probability', 0, 1),
    ms: read.optionalNumber('ms', 0),
    error: read.optionalText('error'),
    fillAfterMs: read.optionalNumber('fillAfterMs', 0),
    fillFirstShare: read.optionalNumber('fillFirstShare', 0, 1),
  };
  const problem = read.problem();
  if (problem !== null || kind === undefined) return { problem: problem ?? 'kind: unknown' };
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  return { ok: context.faults.add({ ...given, kind }) };
}

export const listFaults = ({ context }: ControlRequest): ControlAnswer => ({ ok: { faults: context.faults.list() } });

export function removeFaults({ context, query }: ControlRequest): ControlAnswer {
  const id = query.get('id');
  context.faults.remove(id === null ? null : Number(id));
  return listFaults({ context, query, body: '' });
}

export const readSettings = ({ context }: ControlRequest): ControlAnswer => ({ ok: context.settings });

export function changeSettings({ context, body }: ControlRequest): ControlAnswer {
  const read = readBody(body, ['delayMs', 'visibilityLagMs', 'speed', 'callsMost', 'callsDecayPerSecond']);
  const { exchange, settings } = context;
  const delayMs = read.optionalNumber('delayMs', 0) ?? settings.delayMs;
  const visibilityLagMs = read.optionalNumber('visibilityLagMs', 0) ?? settings.visibilityLagMs;
  const speed = read.optionalNumber('speed', 0) ?? settings.speed;
  const most = read.optionalNumber('callsMost', 0);
  const decayPerSecond = read.optionalNumber('callsDecayPerSecond', 0) ?? 0;
  const problem = read.problem();
  if (problem !== null) return { problem };
  exchange.setSpeed(speed);
  const callLimit = most === undefined ? (settings.callLimit ?? null) : most === 0 ? null : { most, decayPerSecond };
  context.settings = { delayMs, visibilityLagMs, speed, callLimit };
  return { ok: context.settings };
}
