/** Ends the run where nobody answers: each test would print its request, headers and all. */
export default async function () {
  await fetch(process.env['BASE_URL']);
}
