/**
 * The workflows in examples/ that run only if they are named, and the reasons. `npm run gallery` runs their tools.
 */
export const LEFT_OUT: ReadonlyMap<string, string> = new Map([
  ['artillery', 'npm takes minutes to install the tool'],
  ['hurl', 'it changes the machine with sudo and apt-get, and Cargo takes minutes to build the tool'],
  ['k6', 'Go takes minutes to build the tool'],
  ['karate', 'Maven takes minutes to download the tool'],
  ['rest-assured', 'Maven takes minutes to download the tool'],
]);
