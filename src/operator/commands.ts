/** The words that an operator may type, and who does them. */
import { backupCommand } from './backup.ts';
import type { OperatorDesk } from './desk.ts';
import { doctorCommand } from './doctor.ts';
import { eraseCommand } from './erase.ts';
import { exportCommand } from './export.ts';
import { ledgerCommand } from './ledger.ts';
import { manifestCommand } from './manifest.ts';
import { restoreCommand } from './restore.ts';

const COMMANDS = {
  ledger: ledgerCommand,
  backup: backupCommand,
  doctor: doctorCommand,
  manifest: manifestCommand,
  restore: restoreCommand,
  export: exportCommand,
  erase: eraseCommand,
  // Loads features, which no other command needs.
  'hotfix-report': async (words: readonly string[], desk: OperatorDesk) => {
    const { hotfixReportCommand } = await import('./hotfix-report.ts');
    return hotfixReportCommand(words, desk);
  },
} as const;

/** A command of the operator. */
export type OperatorCommand = keyof typeof COMMANDS;

/** Whether this word is one of them. */
export function isOperatorCommand(word: string): word is OperatorCommand {
  return Object.hasOwn(COMMANDS, word);
}

/** Does it, and returns the exit code: 0 done, 1 something is wrong, 2 not understood. */
export function operate(
  command: OperatorCommand,
  words: readonly string[],
  desk: OperatorDesk,
): Promise<number> {
  return COMMANDS[command](words, desk);
}
