/** Ends the run if the API does not answer. Otherwise each test would print its request with the headers. */
export default async function () {
  await fetch(process.env['BASE_URL']);
}
