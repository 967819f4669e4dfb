/**
 * Takes the place of @octokit/plugin-rest-endpoint-methods in the bundles. `@actions/github` brings it for GitHub's API client; this action
 * uses the event's payload alone. The real one has 180 kB.
 */
export const restEndpointMethods = () => ({});
