/** Why a command ends without having done its work: one line for a person, no stack trace. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  /** 1: refused or failed; 2: wrong usage. */
  readonly exitCode: 1 | 2;

  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}
