/** True when the write went through. A journal that is down is a fact for the account, not a failure. */
export async function journaled(write: Promise<void>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch {
    return false;
  }
}
