/**
 * Replaces `@octokit/plugin-rest-endpoint-methods` in the bundle. `@actions/github` imports it for GitHub's API
 * client; this action uses only the event's payload. Leaves out 180 kB.
 */
export const restEndpointMethods = () => ({});
