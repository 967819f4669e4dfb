/**
 * The workflows in examples/ that do not run here unless they are named, and why. `npm run gallery` runs their tools.
 */
export const LEFT_OUT: ReadonlyMap<string, string> = new Map([
  ['artillery', 'npm takes minutes to install the tool'],
  ['hurl', 'it changes the machine by sudo and apt-get, and Cargo takes minutes to build the tool'],
  ['k6', 'Go takes minutes to build the tool'],
  ['karate', 'Maven takes minutes to download the tool'],
  ['rest-assured', 'Maven takes minutes to download the tool'],
]);
