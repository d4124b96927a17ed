import { activityInfo, heartbeat } from '@temporalio/activity';

const everyMs = 500;

/** Keeps telling the server that this worker is alive, so that a dead one is noticed within seconds. */
export async function withHeartbeat<T>(act: () => Promise<T>): Promise<T> {
  if (activityInfo().isLocal) return act();
  const timer = setInterval(() => {
    heartbeat();
  }, everyMs);
  try {
    return await act();
  } finally {
    clearInterval(timer);
  }
}
