import type { Command } from 'commander';
import { commandsOn, type Done, type JsonFlag } from './command.ts';

/** Commands about who may use the dashboard. */
export function peopleCommands(program: Command, done: Done): void {
  const { withJson } = commandsOn(program);
  const people = program.command('people').description('Who may use the dashboard, and a way back in.');
  withJson(
    people.command('list', { isDefault: true }).description('Everybody, with role, accounts and last sign-in.'),
    ['people'],
  ).action(async ({ json }: JsonFlag) => {
    const { runPeopleList } = await import('../commands/people-list.ts');
    done(await runPeopleList({ json: json === true }));
  });
  withJson(
    people.command('link <email>').description('A one-time link to set a new password; ends the person’s sessions.'),
    ['people link ann@example.org'],
  ).action(async (email: string, { json }: JsonFlag) => {
    const { runPeopleLink } = await import('../commands/people-link.ts');
    done(await runPeopleLink({ email, json: json === true }));
  });
}
