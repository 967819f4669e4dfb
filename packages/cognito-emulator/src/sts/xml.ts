import { escapeMarkup } from '../markup.ts';

/** The content of an XML element: text, or child elements in order. */
export type XmlContent = string | { readonly [name: string]: XmlContent };

function render(content: XmlContent): string {
  return typeof content === 'string'
    ? escapeMarkup(content)
    : Object.entries(content)
        .map(([name, child]) => `<${name}>${render(child)}</${name}>`)
        .join('');
}

/** Returns a document of STS with this root element. */
export function stsDocument(root: string, content: XmlContent): string {
  return `<${root} xmlns="https://sts.amazonaws.com/doc/2011-06-15/">${render(content)}</${root}>`;
}
