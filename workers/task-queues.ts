/** Workflows and the activities of every account without a queue of its own. */
export const mainTaskQueue = 'lockstep';
