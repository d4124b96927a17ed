import { type ClientConnectConfig, loadClientConnectConfig } from '@temporalio/envconfig';
import { variable, type Environment } from './environment.ts';
import { SettingsError } from './settings-error.ts';

/** How to reach a Temporal server; fits the options of the client's and the worker's connections alike. */
export interface TemporalConnection {
  readonly namespace: string;
  readonly options: ConnectionOptions & { readonly address: string };
}

type Given = ClientConnectConfig['connectionOptions'];
type ConnectionOptions = { readonly [Name in 'tls' | 'apiKey' | 'metadata']?: NonNullable<Given[Name]> } & {
  /** Compressing what never leaves the machine costs 10 to 20%. Only the worker's connection knows the option. */
  readonly grpcCompression?: { readonly codec: 'none' };
};

/**
 * Reads Temporal's own environment configuration. Its configuration file counts only when TEMPORAL_PROFILE or
 * TEMPORAL_CONFIG_FILE asks for it, so that no profile of another project is met by surprise.
 * @returns null when nothing names a server: then Lockstep starts its own
 * @throws SettingsError one line that names the variable; never holds a key
 */
export async function readTemporalConnection(env: Environment): Promise<TemporalConnection | null> {
  const asksForFile = ['TEMPORAL_PROFILE', 'TEMPORAL_CONFIG_FILE'].some((name) => variable(env, name) !== null);
  if (variable(env, 'TEMPORAL_ADDRESS') === null && !asksForFile) return null;
  refuseHalfCertificate(env);
  const { namespace, connectionOptions } = load(env, asksForFile);
  const address = withPort(connectionOptions.address);
  const { tls, apiKey, metadata } = connectionOptions;
  return {
    namespace: namespace ?? 'default',
    options: {
      address,
      ...(tls && { tls }),
      ...(apiKey !== undefined && { apiKey }),
      ...(metadata !== undefined && { metadata }),
      ...(isLoopback(address) && { grpcCompression: { codec: 'none' } }),
    },
  };
}

/** A server of our own on this machine. */
export const embeddedConnection = (address: string, namespace: string): TemporalConnection => ({
  namespace,
  options: { address, grpcCompression: { codec: 'none' } },
});

function load(env: Environment, asksForFile: boolean): ClientConnectConfig {
  const names = Object.keys(env).filter((name) => name.startsWith('TEMPORAL_') || ['HOME', 'APPDATA'].includes(name));
  const values = names.map((name) => [name, variable(env, name)] as const);
  const overrideEnvVars = Object.fromEntries(values.filter((pair): pair is [string, string] => pair[1] !== null));
  try {
    return loadClientConnectConfig({ overrideEnvVars, disableFile: !asksForFile, configFileStrict: true });
  } catch (error) {
    // The first line only: a parser's next ones quote the file, which may hold a key.
    throw new SettingsError(`TEMPORAL_*: ${(error as Error).message.split('\n', 1).join()}`);
  }
}

/** The loader drops a certificate without its key in silence. */
function refuseHalfCertificate(env: Environment): void {
  const [cert, key] = (['CERT', 'KEY'] as const).map((part) =>
    ['PATH', 'DATA'].some((form) => variable(env, `TEMPORAL_TLS_CLIENT_${part}_${form}`) !== null),
  );
  if (cert === key) return;
  const lacking = cert === true ? 'KEY' : 'CERT';
  throw new SettingsError(`TEMPORAL_TLS_CLIENT_${lacking}_PATH: expected beside its other half, the client's TLS pair`);
}

function withPort(address: string | undefined): string {
  const url = `tcp://${address ?? ''}`;
  if (address === undefined || address.includes('/') || !URL.canParse(url) || new URL(url).hostname === '') {
    throw new SettingsError('TEMPORAL_ADDRESS: expected <host>:<port>, such as 127.0.0.1:7233');
  }
  return new URL(url).port === '' ? `${address}:7233` : address;
}

const isLoopback = (address: string): boolean =>
  /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(`tcp://${address}`).hostname);
