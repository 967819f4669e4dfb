/** The content of an XML element: text, or child elements in order. */
export type XmlContent = string | { readonly [name: string]: XmlContent };

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escapeText = (text: string): string => text.replaceAll(/[&<>"]/g, (character) => escapes[character] ?? '');

const render = (content: XmlContent): string =>
  typeof content === 'string'
    ? escapeText(content)
    : Object.entries(content)
        .map(([name, child]) => `<${name}>${render(child)}</${name}>`)
        .join('');

/** Returns a document of STS with this root element. */
export const stsDocument = (root: string, content: XmlContent): string =>
  `<${root} xmlns="https://sts.amazonaws.com/doc/2011-06-15/">${render(content)}</${root}>`;
