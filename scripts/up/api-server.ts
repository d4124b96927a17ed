import { join } from 'node:path';
import type { LoadedConfig } from '../../config/load-config.ts';
import type { Settings } from '../../config/settings.ts';
import type { AccountDirectory } from '../../server/account-directory.ts';
import { firstOwnerLink } from '../../server/auth/first-owner-link.ts';
import { argonPasswords } from '../../server/auth/passwords.ts';
import { startEquitySampler } from '../../server/equity-sampler.ts';
import type { GlobalLimitsBook } from '../../server/global-limits-book.ts';
import { liveFeed } from '../../server/live/live-feed.ts';
import type { Lockstep } from '../../server/lockstep.ts';
import { startServer } from '../../server/start-server.ts';
import { openEquityHistory } from '../../store/equity-history.ts';
import type { Journal } from '../../store/journal.ts';
import { openPeople } from '../../store/open-people.ts';
import type { Vault } from '../../store/vault.ts';
import { choosePorts } from '../../workers/ports.ts';
import { warn } from '../output.ts';
import { projectDir } from '../places.ts';
import { builtWebDir } from '../web-build.mjs';

export interface ApiParts {
  readonly lockstep: Lockstep;
  readonly journal: Journal;
  readonly directory: AccountDirectory;
  readonly globalLimits: GlobalLimitsBook;
  readonly vault: Pick<Vault, 'put' | 'remove'>;
  readonly settings: Pick<Settings, 'api' | 'databaseUrl' | 'home' | 'webhookSecret'>;
  /** Every account as its file says by now, and which key it has. */
  readonly readConfig: () => LoadedConfig;
  /** 0 takes a free one; undefined: what the settings say. */
  readonly port: number | undefined;
  /** The built dashboard; null: it could not be built. */
  readonly webDir: string | null;
}

export interface ApiServer {
  /** Where a browser finds it, without a trailing slash. */
  readonly url: string;
  /** Makes the first owner, once; null: there is an owner. */
  readonly firstOwnerLink: string | null;
  close(): Promise<void>;
}

/** The built dashboard; null, told on stderr, when it can't be built: the API works all the same. */
export const webFiles = (): Promise<string | null> =>
  builtWebDir(projectDir).catch((error: unknown) => {
    warn(`NO DASHBOARD: ${(error as Error).message}`);
    return null;
  });

const preferredPort = { preferred: 8080 };

/** The API and the dashboard of this process. */
export async function startApi(parts: ApiParts): Promise<ApiServer> {
  const { lockstep, journal, directory, globalLimits, vault, settings, readConfig, port, webDir } = parts;
  const { host, tls, trustProxy, publicOrigin } = settings.api;
  const [chosen] = await choosePorts([port ?? settings.api.port ?? preferredPort]);
  const people = openPeople({ url: settings.databaseUrl });
  const equity = openEquityHistory({ url: settings.databaseUrl });
  const closeStores = async (): Promise<void> => {
    await Promise.all([people.close(), equity.close()]);
  };
  try {
    const server = await startServer(
      {
        lockstep,
        live: liveFeed(journal),
        equity,
        directory,
        globalLimits,
        vault,
        webhookSecret: settings.webhookSecret,
        people,
        passwords: argonPasswords(),
        publicOrigin,
        credentials: {
          describe: (accountId) => Promise.resolve(credentialOf(readConfig(), accountId)),
        },
      },
      { host, port: chosen, tls, trustProxy, webDir, logFile: join(settings.home, 'api.log') },
    );
    const sampler = startEquitySampler({ lockstep, history: equity, tell: warn });
    const url = publicOrigin ?? server.url;
    return {
      url,
      firstOwnerLink: await firstOwnerLink(people, url).catch(() => null),
      close: async () => {
        sampler.stop();
        await server.close();
        await closeStores();
      },
    };
  } catch (error) {
    await closeStores();
    throw error;
  }
}

function credentialOf({ credentialUses }: LoadedConfig, accountId: string) {
  const use = credentialUses.get(accountId);
  return { source: use?.credentialSource ?? null, masked: use?.maskedKey ?? null };
}
