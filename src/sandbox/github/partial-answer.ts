type Path = readonly (string | number)[];

interface Answered {
  data?: unknown;
  errors?: unknown[];
}

/**
 * The body of an answer as GitHub sends it when a query ran out of resources half way: the later half of
 * the first list of nodes is null, with one error for each. Without such a list all data is null.
 */
export function halved(body: string): string {
  const answered = JSON.parse(body) as Answered;
  const found = firstNodes(answered.data, []);
  const errors = answered.errors ?? [];
  if (found === undefined) return JSON.stringify({ data: null, errors: [...errors, lost([])] });
  const { nodes, path } = found;
  for (let index = Math.floor(nodes.length / 2); index < nodes.length; index += 1) {
    nodes[index] = null;
    errors.push(lost([...path, index]));
  }
  return JSON.stringify({ data: answered.data, errors });
}

function lost(path: Path) {
  const message = 'Resource limits for this query exceeded.';
  return { type: 'RESOURCE_LIMITS_EXCEEDED', ...(path.length > 0 && { path }), message };
}

function firstNodes(value: unknown, path: Path): { nodes: unknown[]; path: Path } | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const inside = [...path, key];
    if (key === 'nodes' && Array.isArray(inner) && inner.length > 0)
      return { nodes: inner, path: inside };
    const found = Array.isArray(inner) ? undefined : firstNodes(inner, inside);
    if (found !== undefined) return found;
  }
  return undefined;
}
