/** Why a draft cannot be published as it is, and where in its form that is mended. */
const FIELDS = ['starts', 'hashtag'] as const;
const REASONS = ['alreadyOver', 'hashtagTaken', 'hashtagNamesHidden'];

/** As part of the form's address: `?starts=alreadyOver`. */
export function publishProblemsQuery(problems: Partial<Record<string, string>>): string {
  const known = FIELDS.flatMap((field) => (problems[field] ? [[field, problems[field]]] : []));
  return new URLSearchParams(known).toString();
}

export function publishProblems(query: URLSearchParams): Record<string, string[]> | null {
  const found = FIELDS.flatMap((field) => {
    const reason = query.get(field);
    return reason && REASONS.includes(reason) ? [[field, [reason]] as [string, string[]]] : [];
  });
  return found.length > 0 ? Object.fromEntries(found) : null;
}
