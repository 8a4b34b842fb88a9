import type { Row } from './rows.ts';

/** GitHub's own prefixes; a program must not read meaning into them, a person debugging may. */
const PREFIXES: Record<Row['kind'], string> = {
  User: 'U_kgDO',
  Organization: 'O_kgDO',
  Repository: 'R_kgDO',
  Label: 'LA_kwDO',
  Milestone: 'MI_kwDO',
  Issue: 'I_kwDO',
  PullRequest: 'PR_kwDO',
};

/** The opaque node id of a row, made of its kind and its database number. */
export function nodeId(kind: Row['kind'], databaseId: number): string {
  const number = Buffer.alloc(6);
  number.writeUIntBE(databaseId, 0, 6);
  return `${PREFIXES[kind]}${number.toString('base64url')}`;
}
