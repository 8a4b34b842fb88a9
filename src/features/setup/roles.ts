/** The roles of a project as setup asks for them. */
import type { Role } from '../../release/tables.ts';

/** One role's field; the field's name is the role's. */
export interface RoleField {
  readonly role: Role;
  readonly label: string;
  readonly hint?: string;
}

/** In the order of the form. Only the first one has to be held by somebody. */
export const ROLE_FIELDS: readonly RoleField[] = [
  {
    role: 'release_manager',
    label: 'Release manager',
    hint: 'Plans releases and changes these settings. The first one gets the draft of the digest.',
  },
  { role: 'technical_lead', label: 'Technical lead' },
  { role: 'product_owner', label: 'Product owner' },
  { role: 'qa_lead', label: 'QA lead' },
  { role: 'stakeholder', label: 'Stakeholders', hint: 'They are not asked every week.' },
];

/** Who is named for each role. */
export type RoleHolders = Readonly<Record<Role, readonly string[]>>;

/** Nobody yet, for any role. */
export const NO_HOLDERS: RoleHolders = {
  release_manager: [],
  technical_lead: [],
  product_owner: [],
  qa_lead: [],
  stakeholder: [],
};

/** One entry a role and person, as a project stores them. */
export function roleEntries(
  holders: RoleHolders,
): readonly { readonly role: Role; readonly userId: string }[] {
  return ROLE_FIELDS.flatMap(({ role }) =>
    [...new Set(holders[role])].map((userId) => ({ role, userId })),
  );
}
