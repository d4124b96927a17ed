import { isCredentialVariable } from '../../config/credential-variables.ts';
import { variable } from '../../config/environment.ts';
import { keyWarnings } from '../key-in-words.ts';
import { print, printJson, warn } from '../output.ts';
import { findPlaces } from '../places.ts';
import { startLockstep, type LockstepUp } from '../up/lockstep-up.ts';
import { untilSignal } from '../up/until-signal.ts';
import { upReport } from '../up/up-report.ts';
import { maskedInVault } from '../vault-access.ts';
import { runTrade } from './trade.ts';

export interface UpCommandOptions {
  readonly simulator: boolean;
  readonly once: boolean;
  readonly port?: number;
  readonly temporalPort?: number;
  readonly uiPort?: number;
  readonly json: boolean;
}

const demoTrade = {
  side: 'buy',
  symbol: 'BTC/USD',
  size: { kind: 'quote', amount: '1500' },
  account: null,
  wait: true,
} as const;

/** Brings everything up, stays until SIGINT or SIGTERM, and leaves nothing running. */
export async function runUp(options: UpCommandOptions): Promise<number> {
  const signalled = untilSignal();
  const starting = startLockstep(options, process.env);
  const interrupted = await Promise.race([starting.then(() => null), signalled]);
  if (interrupted !== null) {
    await starting.then((up) => up.stop()).catch(() => undefined);
    return 0;
  }
  const up = await starting;
  try {
    if (!options.json) print(upReport(up), 'ready');
    else {
      warn(...keyWarnings(up.report.audits));
      if (!options.once) printJson(document(up));
    }
    if (options.once) return await runTrade({ ...demoTrade, json: options.json });
    const lost = await Promise.race([signalled.then(() => null), up.lost]);
    if (lost === null) return 0;
    warn(lost);
    return 1;
  } finally {
    if (!options.json) print('stopping');
    await up.stop();
  }
}

const vaultWithinMs = 3_000;

/** `npm start`: the simulator when there is no key to trade with. */
export async function runStart(): Promise<number> {
  const places = findPlaces();
  const { env } = places;
  const isGiven = Object.keys(env).some((name) => isCredentialVariable(name) && variable(env, name) !== null);
  const hasCredential = isGiven || (await maskedInVault(places, vaultWithinMs)).size > 0;
  return runUp({ simulator: !hasCredential, once: false, json: false });
}

const document = ({ api, temporal, simulatorUrl, settings, report, config, copying }: LockstepUp) => ({
  ready: true,
  apiUrl: api?.url ?? null,
  firstOwnerLink: api?.firstOwnerLink ?? null,
  temporalAddress: temporal.connection.options.address,
  uiUrl: temporal.embedded?.uiUrl ?? null,
  simulatorUrl,
  home: settings.home,
  copying,
  accounts: report.audits,
  problems: [...config.problems.map(({ message }) => message), ...report.troubles],
});
