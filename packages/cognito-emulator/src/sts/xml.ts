import { escapeMarkup } from '../markup.ts';

/** Renders the content of an element: the members of an object as child elements, in order, or text. */
function render(content: unknown): string {
  return typeof content === 'object' && content !== null
    ? Object.entries(content)
        .map(([name, child]: [string, unknown]) => `<${name}>${render(child)}</${name}>`)
        .join('')
    : escapeMarkup(String(content));
}

export function stsDocument(root: string, content: object): string {
  return `<${root} xmlns="https://sts.amazonaws.com/doc/2011-06-15/">${render(content)}</${root}>`;
}
