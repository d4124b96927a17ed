/** A setting that Lockstep can't start with. The message is one line for people. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}
