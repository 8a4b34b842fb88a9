/** What makes a case a hotfix, and how often its readers hear of it. Pure. */

/** The five cases that qualify; everything else is a patch release. */
export type Criterion = 'production_down' | 'security' | 'data_loss' | 'sla_breach' | 'regulatory';

/** A criterion as people read it, and how often the lead is asked for news while it lasts. */
export interface CriterionFacts {
  readonly id: Criterion;
  /** In lists and on the alert: `production down`. */
  readonly name: string;
  /** What it means, for who has to choose. */
  readonly meaning: string;
  /** For a project that set no others. */
  readonly updateMinutes: number;
}

/** In the order of the form. The list is the seed's; the minutes follow how much each hour costs. */
export const CRITERIA: readonly CriterionFacts[] = [
  {
    id: 'production_down',
    name: 'production down',
    meaning: 'The system does not work for its users',
    updateMinutes: 30,
  },
  {
    id: 'security',
    name: 'critical security hole',
    meaning: 'A vulnerability that can be used now',
    updateMinutes: 60,
  },
  {
    id: 'data_loss',
    name: 'data damaged or lost',
    meaning: 'Data is wrong, gone, or going',
    updateMinutes: 30,
  },
  {
    id: 'sla_breach',
    name: 'major customer promise broken',
    meaning: 'A service level agreed with a customer is not kept',
    updateMinutes: 60,
  },
  {
    id: 'regulatory',
    name: 'rule of law broken',
    meaning: 'A regulation is violated while it lasts',
    updateMinutes: 120,
  },
];

/** The choice in the form for a case that meets none of them. */
export const NO_CRITERION = 'none';

/** A criterion by its id; undefined for anything else, such as `none`. */
export function criterionOf(id: string): CriterionFacts | undefined {
  return CRITERIA.find((criterion) => criterion.id === id);
}
