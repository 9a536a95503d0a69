/** The page of a rule, which docs/rules/ of the repository has for each. */
export function ruleDocumentationUrl(id: string): string {
  return `https://github.com/trailscope/trailscope/blob/main/docs/rules/${encodeURIComponent(id)}.md`;
}
