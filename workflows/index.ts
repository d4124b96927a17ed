export { accountWorkflow } from './account.ts';
export { dispatchWorkflow } from './dispatch.ts';
export { masterWorkflow } from './master.ts';
