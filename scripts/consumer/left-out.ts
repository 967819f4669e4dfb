/**
 * The workflows in examples/ that run only if they are named, and the reasons. `npm run gallery` and `npm run
 * browser` run their tools, but not Cypress.
 */
export const LEFT_OUT: ReadonlyMap<string, string> = new Map([
  ['artillery', 'npm takes minutes to install the tool'],
  ['cypress', 'npm downloads Cypress, and it needs a web app'],
  ['hurl', 'it changes the machine with sudo and apt-get, and Cargo takes minutes to build the tool'],
  ['iam', 'npm run iam runs it, with an API that verifies signatures'],
  ['k6', 'Go takes minutes to build the tool'],
  ['karate', 'Maven takes minutes to download the tool'],
  ['playwright-ui', 'Playwright downloads a browser'],
  ['rest-assured', 'Maven takes minutes to download the tool'],
]);
