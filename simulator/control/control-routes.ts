import { changeBalance, createAccount, listAccounts, setKey } from './account-routes.ts';
import type { ControlAnswer, ControlRequest } from './control-context.ts';
import { addFault, changeSettings, listFaults, readSettings, removeFaults } from './fault-routes.ts';
import { listPairs, setLiquidity, setPairStatus, setPrice } from './market-routes.ts';
import { readBook, readRequests, resetRequests } from './observation-routes.ts';

export const controlRoutes: ReadonlyMap<string, (request: ControlRequest) => ControlAnswer> = new Map([
  ['GET /control/accounts', listAccounts],
  ['POST /control/accounts', createAccount],
  ['POST /control/keys', setKey],
  ['POST /control/balances', changeBalance],
  ['GET /control/book', readBook],
  ['GET /control/requests', readRequests],
  ['DELETE /control/requests', resetRequests],
  ['GET /control/pairs', listPairs],
  ['POST /control/prices', setPrice],
  ['POST /control/statuses', setPairStatus],
  ['POST /control/liquidity', setLiquidity],
  ['GET /control/settings', readSettings],
  ['POST /control/settings', changeSettings],
  ['GET /control/faults', listFaults],
  ['POST /control/faults', addFault],
  ['DELETE /control/faults', removeFaults],
]);
