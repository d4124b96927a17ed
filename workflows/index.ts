export { accountWorkflow } from './account.ts';
export { dispatchWorkflow } from './dispatch.ts';
export { globalWorkflow } from './global.ts';
export { marketCandlesWorkflow } from './market-candles.ts';
export { masterWorkflow } from './master.ts';
