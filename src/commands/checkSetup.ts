import { doctorText } from '../projects/doctor.ts';
import { chooseStarted } from './chooseStarted.ts';
import type { CommandContext } from './context.ts';

/** The doctor: says what is on this machine, what a project needs, and the command for what is missing. */
export async function checkSetup(context: CommandContext, argument?: unknown): Promise<void> {
  const { started } = await context.projects.list();
  const open = started.filter(({ folder }) => context.isOpen(folder));
  const one =
    argument === undefined ? open[0] : (await chooseStarted(context, 'Check Setup', argument))?.started;
  const findings = await context.ui.withProgress('Looking at your setup', () => context.examine(one));
  await context.ui.showReadOnly('setup.md', doctorText(findings));
}
